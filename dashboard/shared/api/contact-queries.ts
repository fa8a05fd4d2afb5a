import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { contactView } from '../../../gateway/contract/contacts.ts';
import { isoInstant } from '../../../gateway/contract/messages.ts';
import type { contactInput } from '../../../gateway/contract/people.ts';
import { keys } from './queries.ts';
import { remove, request, send } from './request.ts';

const pathOf = (patientId: string) => `/api/patients/${encodeURIComponent(patientId)}/contacts`;
const pathOfOne = (patientId: string, contactId: string) => `${pathOf(patientId)}/${encodeURIComponent(contactId)}`;
const codeSent = z.object({ expiresAt: isoInstant });

/** A number or address of a contact. */
export interface Point {
  readonly kind: 'sms' | 'email' | 'voice';
  readonly address: string;
}

/** Contacts with their numbers and addresses, and whether each is checked. */
export function useContacts(patientId: string, enabled = true) {
  return useQuery({
    enabled,
    queryKey: [...keys.patient(patientId), 'contacts', 'whole'],
    queryFn: ({ signal }) => request(z.array(contactView), pathOf(patientId), { signal }),
  });
}

/** Changes contacts of a patient; all that is shown of the patient is asked for anew. Throws ApiProblem when the gateway refuses. */
function useChange<Given, Answer>(patientId: string, change: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => client.invalidateQueries({ queryKey: keys.patient(patientId) }) });
}

/** `id` null: a new one. */
export const useContactSaving = (patientId: string) =>
  useChange(patientId, ({ id, contact }: { id: string | null; contact: z.input<typeof contactInput> }) =>
    id === null ? send(pathOf(patientId), contact) : send(pathOfOne(patientId, id), contact, 'PUT'),
  );
export const useContactRemoval = (patientId: string) => useChange(patientId, (id: string) => remove(pathOfOne(patientId, id)));

/** Sends a code there; says until when it is good. */
export const useCode = (patientId: string, contactId: string) =>
  useMutation({ mutationFn: (point: Point) => request(codeSent, `${pathOfOne(patientId, contactId)}/codes`, { body: point }) });

/** The number or address is theirs: they have told the code, or have been spoken to there. */
export const useCheck = (patientId: string, contactId: string) =>
  useChange(patientId, (check: Point & ({ readonly how: 'phone' } | { readonly how: 'code'; readonly code: string })) =>
    send(`${pathOfOne(patientId, contactId)}/checks`, check),
  );
