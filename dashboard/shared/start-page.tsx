import { type DefaultOptions, MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { ApiProblem } from './api/problem.ts';
import { sessionKeys } from './api/session-queries.ts';

/**
 * Shows a page with what all of ours need around it. `queries`: whether and how what could not be asked is asked again. A session that ended
 * elsewhere is noticed by any refused request: whoever asks for `me` shows the sign-in page.
 */
export function startPage(page: ReactNode, queries: DefaultOptions['queries']): void {
  // Compiled schemas need eval, which the content security policy forbids.
  z.config({ jitless: true });
  const signedOut = (error: Error) => {
    if (error instanceof ApiProblem && error.status === 401) client.setQueryData(sessionKeys.me, null);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: signedOut }),
    mutationCache: new MutationCache({ onError: signedOut }),
    defaultOptions: {
      queries: { ...queries, networkMode: 'always' },
      // An action is never stored up by the library and sent later, when it may no longer be right.
      mutations: { networkMode: 'always', retry: false },
    },
  });
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no element #root');
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>{page}</QueryClientProvider>
    </StrictMode>,
  );
}

/** Has the page below `base` (with a slash at both ends) looked after by its service worker; not while it is developed. */
export function registerWorker(base: string): void {
  if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register(`${base}sw.js`, { scope: base });
}
