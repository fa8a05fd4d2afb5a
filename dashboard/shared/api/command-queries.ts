import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';
import { commandMade, commandView, type patientCommandInput } from '../../../gateway/contract/commands.ts';
import { type PatientSpeech, patientSpeech } from '../../../gateway/contract/speech.ts';
import { useLiveConnection } from '../live/use-live.tsx';
import { keys } from './queries.ts';
import { request, send } from './request.ts';

const pathOf = (patientId: string) => `/api/patients/${encodeURIComponent(patientId)}/commands`;
const keyOf = (patientId: string) => [...keys.patient(patientId), 'commands'];

/** What a patient's devices were asked, newest first; read again when the live feed says that it stands otherwise. */
export function useCommands(patientId: string, enabled: boolean) {
  const client = useQueryClient();
  const connection = useLiveConnection();
  useEffect(
    () =>
      connection.onCommands((watched) => {
        if (watched === patientId) void client.invalidateQueries({ queryKey: keyOf(patientId) });
      }),
    [connection, client, patientId],
  );
  return useQuery({
    queryKey: keyOf(patientId),
    queryFn: ({ signal }) => request(z.array(commandView), `${pathOf(patientId)}?limit=20`, { signal }),
    refetchInterval: 30_000,
    enabled,
  });
}

/** Asks a device. Throws ApiProblem when the gateway refuses. */
export function useAskDevice(patientId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: z.input<typeof patientCommandInput>) => request(commandMade, pathOf(patientId), { body: command }),
    onSettled: () => client.invalidateQueries({ queryKey: keyOf(patientId) }),
  });
}

const speechOf = (patientId: string) => `/api/patients/${encodeURIComponent(patientId)}/speech`;
const speechKey = (patientId: string) => [...keys.patient(patientId), 'speech'];

/** How a patient is spoken to. */
export function useSpeech(patientId: string) {
  return useQuery({ queryKey: speechKey(patientId), queryFn: ({ signal }) => request(patientSpeech, speechOf(patientId), { signal }) });
}

/** From now on they are spoken to so. Throws ApiProblem when the gateway refuses. */
export function useSpeechChange(patientId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (speech: PatientSpeech) => send(speechOf(patientId), speech, 'PUT'),
    onSuccess: () => client.invalidateQueries({ queryKey: speechKey(patientId) }),
  });
}
