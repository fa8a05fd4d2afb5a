import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { messageThread } from '../../../gateway/contract/messages-with-people.ts';
import { keys } from './queries.ts';
import { request, send } from './request.ts';

const pathOf = (patientId: string) => `/api/patients/${encodeURIComponent(patientId)}/messages`;
const keyOf = (patientId: string) => [...keys.patient(patientId), 'messages'];

/** What users of the app and the team write to each other about a patient; threads that wait for the team first. */
export function useThreads(patientId: string) {
  return useQuery({
    queryKey: keyOf(patientId),
    queryFn: ({ signal }) => request(z.array(messageThread), pathOf(patientId), { signal }),
    refetchInterval: 15_000,
  });
}

/** Writes to one user. Trying again sends the same message. Throws ApiProblem when the gateway refuses. */
export function useMessage(patientId: string, userId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (message: { readonly id: string; readonly text: string }) => send(pathOf(patientId), { ...message, to: userId }),
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(patientId) }),
  });
}

/** Says that what was written up to a message needs no answer. */
export function useSeen(patientId: string, userId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (upTo: string) => send(`${pathOf(patientId)}/seen`, { userId, upTo }),
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(patientId) }),
  });
}
