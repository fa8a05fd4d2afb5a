import { BrowserRouter } from 'react-router';
import { Console } from './console/Console.tsx';
import { ApiProblem } from './shared/api/problem.ts';
import { startPage } from './shared/start-page.tsx';
import './shared/styles/main.scss';
import { startWords } from './shared/words/i18n.ts';

startWords();
startPage(
  <BrowserRouter>
    <Console />
  </BrowserRouter>,
  {
    // Refusals stay refusals; what could not be reached is asked for once more.
    retry: (failures, error) => failures < 1 && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
    retryDelay: 1_000,
  },
);
