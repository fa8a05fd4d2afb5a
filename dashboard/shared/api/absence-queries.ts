import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { unavailabilityInput } from '../../../gateway/contract/calendars.ts';
import type { presenceInput } from '../../../gateway/contract/people.ts';
import { keys } from './queries.ts';
import { remove, request, send } from './request.ts';
import { contactDates } from './shapes.ts';

const pathOf = (patientId: string) => `/api/patients/${encodeURIComponent(patientId)}`;
const datesOf = (patientId: string, contactId: string) => `${pathOf(patientId)}/contacts/${encodeURIComponent(contactId)}/unavailable`;

/** Contacts with the dates on which they cannot be asked, also those that are over. */
export function useContactDates(patientId: string) {
  return useQuery({
    queryKey: [...keys.patient(patientId), 'contacts'],
    queryFn: ({ signal }) => request(z.array(contactDates), `${pathOf(patientId)}/contacts`, { signal }),
  });
}

/** Where the patient is from now on. Throws ApiProblem when the gateway refuses. */
export function usePresenceChange(patientId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (presence: z.input<typeof presenceInput>) => send(`${pathOf(patientId)}/presence`, presence, 'PUT'),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.patient(patientId) }),
  });
}

export function useUnavailable(patientId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ contactId, dates }: { contactId: string; dates: z.input<typeof unavailabilityInput> }) =>
      send(datesOf(patientId, contactId), dates),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.patient(patientId) }),
  });
}

/** The dates no longer stand: from now on the contact is asked as agreed. */
export function useAvailableAgain(patientId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ contactId, id }: { contactId: string; id: string }) =>
      remove(`${datesOf(patientId, contactId)}/${encodeURIComponent(id)}`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.patient(patientId) }),
  });
}
