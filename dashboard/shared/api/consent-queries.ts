import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { type ConsentChange, consentList, consentPreview, type consentsInput } from '../../../gateway/contract/consents.ts';
import { keys } from './queries.ts';
import { request, send } from './request.ts';

const pathOf = (patientId: string) => `/api/patients/${encodeURIComponent(patientId)}`;
const placeOf = (patientId: string, contactId: string) => `${pathOf(patientId)}/contacts/${encodeURIComponent(contactId)}/consents`;
const keyOf = (patientId: string) => [...keys.patient(patientId), 'consents'];

/** What the contacts of a patient are and were allowed, newest first. */
export function useConsents(patientId: string) {
  return useQuery({
    queryKey: keyOf(patientId),
    queryFn: ({ signal }) => request(consentList, `${pathOf(patientId)}/consents`, { signal }),
  });
}

/** What would follow from these changes; none: it is not asked. */
export function useConsentPreview(patientId: string, contactId: string, changes: readonly Omit<ConsentChange, 'endsAt'>[]) {
  return useQuery({
    queryKey: [...keyOf(patientId), 'preview', contactId, changes],
    queryFn: ({ signal }) => request(consentPreview, `${placeOf(patientId, contactId)}/preview`, { signal, body: { changes } }),
    enabled: changes.length > 0,
    // Who is told, and by which agreements, may be otherwise a moment later.
    staleTime: 0,
    gcTime: 0,
  });
}

/** In force at once. Throws ApiProblem when the gateway refuses. */
export function useConsentChange(patientId: string, contactId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: z.input<typeof consentsInput>) => send(placeOf(patientId, contactId), input, 'PUT'),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.patient(patientId) }),
  });
}
