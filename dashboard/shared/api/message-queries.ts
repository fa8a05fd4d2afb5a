import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';
import { messageThread, waitingThread } from '../../../gateway/contract/messages-with-people.ts';
import { useLiveConnection } from '../live/use-live.tsx';
import { keys } from './queries.ts';
import { request, send } from './request.ts';

const pathOf = (patientId: string) => `/api/patients/${encodeURIComponent(patientId)}/messages`;
const keyOf = (patientId: string) => [...keys.patient(patientId), 'messages'];

const waitingKey = ['messages', 'waiting'];
/** The live feed tells at once; this is for when it was away. */
const everyMs = 60_000;

/** What users of the app and the team write to each other about a patient; threads that wait for the team first. */
export function useThreads(patientId: string) {
  return useQuery({
    queryKey: keyOf(patientId),
    queryFn: ({ signal }) => request(z.array(messageThread), pathOf(patientId), { signal }),
    refetchInterval: everyMs,
  });
}

/** Who has written to the team and waits, of everybody. What comes is shown at once; it is asked for again in case the feed was away. */
export function useWaitingThreads() {
  return useQuery({
    queryKey: waitingKey,
    queryFn: ({ signal }) => request(z.array(waitingThread), '/api/messages/waiting', { signal }),
    refetchInterval: everyMs,
  });
}

/** Asks again for what is shown of messages as soon as the live feed tells of some. Once, around all pages. */
export function useNewsOfMessages(): void {
  const connection = useLiveConnection();
  const client = useQueryClient();
  useEffect(
    () =>
      connection.onMessages((patientId) => {
        void client.invalidateQueries({ queryKey: waitingKey });
        void client.invalidateQueries({ queryKey: keyOf(patientId) });
      }),
    [connection, client],
  );
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
