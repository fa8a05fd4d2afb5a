import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type AnsweringRecord,
  type AnsweringView,
  adviceView,
  answeringView,
  contactToCall,
  type FollowUpInput,
  followUpView,
} from '../../../gateway/contract/answering.ts';
import { type SignpostInput, signpostsView } from '../../../gateway/contract/services.ts';
import { keys } from './queries.ts';
import { request, send } from './request.ts';

const alertPath = (id: string) => `/api/alerts/${encodeURIComponent(id)}`;
const patientPath = (id: string) => `/api/patients/${encodeURIComponent(id)}`;
const answeringKey = (alertId: string) => [...keys.alert(alertId), 'answering'];
const followUpsKey = (patientId: string) => [...keys.patient(patientId), 'follow-ups'];
const signpostsKey = (patientId: string) => [...keys.patient(patientId), 'signposts'];

/** A record as a page sends it; its id is made when it is sent. */
export type NewRecord = AnsweringRecord extends infer R ? (R extends AnsweringRecord ? Omit<R, 'id'> : never) : never;

/** How an alert is being answered; read again with every version of it. */
export function useAnswering({ id, version }: { readonly id: string; readonly version: number }) {
  return useQuery<AnsweringView>({
    queryKey: [...answeringKey(id), version],
    queryFn: ({ signal }) => request(answeringView, `${alertPath(id)}/answering`, { signal }),
    placeholderData: (previous) => (previous?.alertId === id ? previous : undefined),
  });
}

/** Records what was done. Throws ApiProblem when the gateway refuses. */
export function useRecord(alertId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (record: NewRecord) =>
      request(answeringView, `${alertPath(alertId)}/answering/records`, { body: { ...record, id: crypto.randomUUID() } }),
    onSuccess: (answering) => {
      client.setQueriesData({ queryKey: answeringKey(alertId) }, answering);
      void client.invalidateQueries({ queryKey: keys.alert(alertId), exact: true });
    },
    // Somebody else went on meanwhile, or a contact is no longer away.
    onError: () => client.invalidateQueries({ queryKey: answeringKey(alertId) }),
  });
}

/** The level of care that these answers ask for. */
export function useAdvice(alertId: string, answers: Readonly<Record<string, string>>) {
  return useQuery({
    queryKey: ['advice', alertId, answers],
    queryFn: ({ signal }) => request(adviceView, `${alertPath(alertId)}/answering/advice`, { signal, body: { answers } }),
    placeholderData: (previous) => previous,
  });
}

/** Contacts with their numbers; whoever asks is written down. */
export function useContactsToCall(alertId: string, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.alert(alertId), 'contacts'],
    queryFn: ({ signal }) => request(z.array(contactToCall), `${alertPath(alertId)}/contacts`, { signal }),
    enabled,
    staleTime: 60_000,
  });
}

export function useFollowUp(alertId: string, patientId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (followUp: FollowUpInput) => send(`${alertPath(alertId)}/follow-ups`, followUp),
    onSettled: () =>
      Promise.all(
        [answeringKey(alertId), keys.alert(alertId), followUpsKey(patientId), keys.tasks].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** Follow-ups of a person that are not done. */
export function useFollowUps(patientId: string) {
  return useQuery({
    queryKey: followUpsKey(patientId),
    queryFn: ({ signal }) => request(z.array(followUpView), `${patientPath(patientId)}/follow-ups`, { signal }),
    refetchInterval: 30_000,
  });
}

/** Says that a follow-up is done. */
export function useFollowUpDone() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send(`/api/tasks/${encodeURIComponent(id)}/done`),
    onSettled: () =>
      Promise.all([['alert'], ['patient'], keys.tasks].map((queryKey) => client.invalidateQueries({ queryKey: [...queryKey] }))),
  });
}

/** Services that somebody was told of. */
export function useSignposts(patientId: string) {
  return useQuery({
    queryKey: signpostsKey(patientId),
    queryFn: ({ signal }) => request(signpostsView, `${patientPath(patientId)}/signposts`, { signal }),
  });
}

export function useSignpost(patientId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (signpost: SignpostInput) => send(`${patientPath(patientId)}/signposts`, signpost),
    onSettled: () => Promise.all([signpostsKey(patientId), ['alert']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
