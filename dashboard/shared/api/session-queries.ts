import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { clockView, me } from '../../../gateway/contract/system.ts';
import { ApiProblem } from './problem.ts';
import { request, send } from './request.ts';

/** Names of what every page of ours keeps. */
export const sessionKeys = { me: ['me'], clock: ['clock'] } as const;

/** Who is signed in; null: nobody. */
export function useMe() {
  return useQuery({
    queryKey: sessionKeys.me,
    queryFn: async ({ signal }) => {
      try {
        return await request(me, '/api/me', { signal });
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => send('/api/auth/sign-out'), onSuccess: () => forgetAll(client) });
}

/** Nobody is signed in any more: the page forgets all that it was told. */
export function forgetAll(client: QueryClient): void {
  // First of all: whoever watches it shows the sign-in page, and asks for nothing that is taken away next.
  client.setQueryData(sessionKeys.me, null);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKeys.me[0] });
}

/** What time it is in the homes. Asked once a minute for those who are not signed in and have no live feed. */
export function useClockView() {
  return useQuery({
    queryKey: sessionKeys.clock,
    queryFn: ({ signal }) => request(clockView, '/api/clock', { signal }),
    refetchInterval: 60_000,
  });
}
