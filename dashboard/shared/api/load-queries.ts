import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { alertLoad, suggestion } from '../../../gateway/contract/fatigue.ts';
import { request, send } from './request.ts';

const keys = { load: ['alert-load'], suggestions: ['suggestions'] } as const;
const dayMs = 86_400_000;

/** Alerts of the `days` before `toAt`; null: the time in the homes is not known yet. */
export function useAlertLoad(toAt: number | null, days: number) {
  return useQuery({
    queryKey: [...keys.load, toAt, days],
    queryFn: ({ signal }) => {
      const to = toAt as number;
      const query = new URLSearchParams({ from: new Date(to - days * dayMs).toISOString(), to: new Date(to).toISOString() });
      return request(alertLoad, `/api/alert-load?${query}`, { signal });
    },
    enabled: toAt !== null,
    placeholderData: (previous) => previous,
  });
}

/** Those of this week. */
export function useSuggestions() {
  return useQuery({ queryKey: keys.suggestions, queryFn: ({ signal }) => request(z.array(suggestion), '/api/suggestions', { signal }) });
}

export function useDismissal() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => send(`/api/suggestions/${encodeURIComponent(id)}/dismiss`, { reason }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.suggestions }),
  });
}
