import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { agreementTerms } from '../../../gateway/contract/agreement-terms.ts';
import { type EnrolmentDraft, enrolmentDraftView, scenarioPack } from '../../../gateway/contract/enrolment.ts';
import { type enrolmentInput, enrolmentResult } from '../../../gateway/contract/people.ts';
import { remove, request, send } from './request.ts';
import { locality } from './shapes.ts';

export const enrolmentKeys = { drafts: ['enrolment-drafts'], localities: ['localities'] } as const;
const draftPath = (id: string) => `/api/enrolment-drafts/${encodeURIComponent(id)}`;

/** My own drafts. Read once: what is being typed must not change under somebody's hands. */
export function useEnrolmentDrafts() {
  return useQuery({
    queryKey: enrolmentKeys.drafts,
    queryFn: ({ signal }) => request(z.array(enrolmentDraftView), '/api/enrolment-drafts', { signal }),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: 0,
    gcTime: 0,
  });
}

export function useDraftSaving(id: string) {
  return useMutation({ mutationFn: (content: EnrolmentDraft) => send(draftPath(id), content, 'PUT') });
}

export function useDraftDrop() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => remove(draftPath(id)),
    onSettled: () => client.invalidateQueries({ queryKey: enrolmentKeys.drafts }),
  });
}

/** Enrols what the draft says. The secrets of devices are in the answer and nowhere else. Throws ApiProblem. */
export function useEnrolmentOf(draftId: string) {
  return useMutation({
    mutationFn: (input: z.input<typeof enrolmentInput>) =>
      request(enrolmentResult, `/api/enrolments?draftId=${encodeURIComponent(draftId)}`, { body: input }),
  });
}

export function useScenarioPacks() {
  return useQuery({
    queryKey: ['scenario-packs'],
    queryFn: ({ signal }) => request(z.array(scenarioPack), '/api/scenario-packs', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What a kind of agreement says where nothing is said for the person; `localityId` null: nowhere that is known. */
export function useTermsInLocality(template: string, localityId: string | null) {
  const query = localityId === null ? '' : `?${new URLSearchParams({ localityId })}`;
  return useQuery({
    queryKey: ['scenario-templates', template, 'terms', localityId],
    queryFn: ({ signal }) => request(agreementTerms, `/api/scenario-templates/${encodeURIComponent(template)}/terms${query}`, { signal }),
    staleTime: 60_000,
  });
}

export function useLocalities() {
  return useQuery({
    queryKey: enrolmentKeys.localities,
    queryFn: ({ signal }) => request(z.array(locality), '/api/localities', { signal }),
  });
}
