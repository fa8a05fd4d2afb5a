import { registerWorker, startPage } from '../shared/start-page.tsx';
import { App } from './App.tsx';
import { Caught } from './frame/Caught.tsx';
import './styles/family.scss';
import { WordsProvider } from './words/language.tsx';

startPage(
  <WordsProvider>
    <Caught>
      <App />
    </Caught>
  </WordsProvider>,
  // What could not be reached is asked for again when the connection is back; what was known meanwhile stays, with its age.
  { retry: false },
);
registerWorker('/family/');
