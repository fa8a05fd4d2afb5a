import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { myPerson, myPersonDetail } from '../../../gateway/contract/my.ts';
import { myAlert } from '../../../gateway/contract/my-circle.ts';
import { request } from '../../shared/api/request.ts';
import { useWords } from '../words/language.tsx';
import { keys } from './keys.ts';

/** Real time between asking again without being told to: a sentence is only good for a while. */
export const askAgainMs = 30_000;

export const personApi = (id: string, part = '') => `/api/my/people/${encodeURIComponent(id)}${part}`;

/** Everybody whom this person follows, or the person themselves. */
export function usePeople() {
  return useAsked(keys.people, '/api/my/people', z.array(myPerson), askAgainMs);
}

export function usePerson(id: string) {
  return useAsked(keys.detail(id), personApi(id), myPersonDetail, askAgainMs);
}

/** Alerts that this person was told of. */
export function useAlerts() {
  return useAsked(keys.alerts, '/api/my/alerts', z.array(myAlert), askAgainMs);
}

/** Part of what there is about one person, for example `/messages`. */
export function usePart<T>(id: string, part: string, schema: z.ZodType<T>) {
  return useAsked(keys.part(id, part), personApi(id, part), schema);
}

/** Asks the gateway in the language of the page; another language is another answer. */
export function useAsked<T>(key: readonly string[], path: string, schema: z.ZodType<T>, everyMs?: number) {
  const { language } = useWords();
  return useQuery({
    queryKey: [...key, { language }],
    queryFn: ({ signal }) => request(schema, path, { signal, language }),
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
}

/** Changes something about one person; afterwards everything about them is asked for again. */
export function useChange<T, V>(
  id: string,
  schema: z.ZodType<T>,
  asks: (value: V) => { path: string; method?: 'PUT' | 'DELETE'; body?: unknown },
) {
  const client = useQueryClient();
  const { language } = useWords();
  return useMutation({
    mutationFn: (value: V) => {
      const { path, method, body } = asks(value);
      return request(schema, path, { language, ...(method ? { method } : {}), ...(body === undefined ? {} : { body }) });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.person(id) });
      void client.invalidateQueries({ queryKey: keys.people });
    },
  });
}
