import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { z } from 'zod';
import { Console } from './console/Console.tsx';
import { ApiProblem } from './shared/api/problem.ts';
import { keys } from './shared/api/queries.ts';
import './shared/styles/main.scss';
import { startWords } from './shared/words/i18n.ts';

// Compiled schemas need eval, which the content security policy forbids.
z.config({ jitless: true });
startWords();

/** A session that ended elsewhere: the sign-in page takes over, wherever one was. */
function signedOut(error: Error): void {
  if (error instanceof ApiProblem && error.status === 401) client.setQueryData(keys.me, null);
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: signedOut }),
  mutationCache: new MutationCache({ onError: signedOut }),
  defaultOptions: {
    queries: {
      // Refusals stay refusals; what could not be reached is asked for once more.
      retry: (failures, error) => failures < 1 && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
      retryDelay: 1_000,
      networkMode: 'always',
    },
    // An action is never stored up and sent later, when it may no longer be right.
    mutations: { networkMode: 'always', retry: false },
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <BrowserRouter>
        <Console />
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);
