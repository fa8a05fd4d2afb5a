import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { lookView, reasonHeader, restrictionView } from '../../../gateway/contract/records.ts';
import { ApiProblem, problemFrom } from './problem.ts';
import { keys as shared } from './queries.ts';
import { request, send } from './request.ts';

const keys = { restrictions: ['restrictions'] } as const;
const pathOf = (patientId: string) => `/api/patients/${encodeURIComponent(patientId)}`;

/** So many looks are asked for at once. */
export const looksAtOnce = 200;

/** Who was shown something about a person before `before` (null: now), newest first. */
export function useLooks(patientId: string, before: string | null) {
  const query = new URLSearchParams({ limit: String(looksAtOnce), ...(before !== null && { before }) });
  return useQuery({
    queryKey: ['looks', patientId, before],
    queryFn: ({ signal }) => request(z.array(lookView), `${pathOf(patientId)}/looks?${query}`, { signal }),
    placeholderData: (previous) => previous,
    gcTime: 0,
  });
}

/** Records that are closed. */
export function useRestrictions() {
  return useQuery({
    queryKey: keys.restrictions,
    queryFn: ({ signal }) => request(z.array(restrictionView), '/api/restrictions', { signal }),
  });
}

function useRestrictionChange(patientId: string, last: 'restriction' | 'restriction/lift') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => send(`${pathOf(patientId)}/${last}`, { reason }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.restrictions }),
        client.invalidateQueries({ queryKey: shared.patient(patientId) }),
        client.invalidateQueries({ queryKey: ['patients'] }),
      ]),
  });
}
export const useClosing = (patientId: string) => useRestrictionChange(patientId, 'restriction');
export const useLifting = (patientId: string) => useRestrictionChange(patientId, 'restriction/lift');

export type CopyForm = 'page' | 'lines';

/** A copy of everything that is stored about a person, as a file of the browser. `reason`: why, for a record that is closed. */
export function useCopy(patientId: string) {
  return useMutation({
    mutationFn: async ({ form, reason }: { readonly form: CopyForm; readonly reason: string | null }) => {
      const headers = { 'content-type': 'application/json', ...(reason !== null && { [reasonHeader]: inHeader(reason) }) };
      const answer = await fetch(`${pathOf(patientId)}/exports`, {
        method: 'POST',
        credentials: 'same-origin',
        headers,
        body: JSON.stringify({ form }),
      }).catch(() => {
        throw new ApiProblem({ type: 'about:blank', title: 'No connection', status: 0, detail: 'The gateway could not be reached.' }, null);
      });
      if (!answer.ok) throw problemFrom(answer.status, answer.statusText, await answer.json().catch(() => null));
      const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'personal-record';
      saveAs(await answer.blob(), name);
    },
  });
}

/** A header holds Latin-1 only; what it cannot say is a question mark. */
const inHeader = (text: string) => text.replaceAll(/[^\x20-\x7e\xa0-\xff]/gu, '?');

function saveAs(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
