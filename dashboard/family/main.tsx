import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { ApiProblem } from '../shared/api/problem.ts';
import { App } from './App.tsx';
import { keys } from './api/keys.ts';
import './styles/family.scss';
import { WordsProvider } from './words/language.tsx';

// Compiled schemas need eval, which the content security policy forbids.
z.config({ jitless: true });

/** A session that ended elsewhere: the sign-in page takes over, wherever one was. */
function signedOut(error: Error): void {
  if (error instanceof ApiProblem && error.status === 401) client.setQueryData(keys.me, null);
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: signedOut }),
  mutationCache: new MutationCache({ onError: signedOut }),
  defaultOptions: {
    // What could not be reached is asked for again when the connection is back; what was known meanwhile stays, with its age.
    queries: { retry: false, networkMode: 'always' },
    // What may wait goes by the outbox; nothing else is stored up and sent later, when it may no longer be right.
    mutations: { networkMode: 'always', retry: false },
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <WordsProvider>
        <App />
      </WordsProvider>
    </QueryClientProvider>
  </StrictMode>,
);

if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/family/sw.js', { scope: '/family/' });
