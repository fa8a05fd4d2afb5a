import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { agreementTerms, scenarioTemplate } from '../../../gateway/contract/agreement-terms.ts';
import type { consentInput } from '../../../gateway/contract/agreements.ts';
import { previewResult } from '../../../gateway/contract/backtests.ts';
import type { scenarioInput } from '../../../gateway/contract/people.ts';
import { keys } from './queries.ts';
import { request, send } from './request.ts';

const patientPath = (patientId: string) => `/api/patients/${encodeURIComponent(patientId)}`;
const pathOf = (patientId: string, scenarioId: string) => `${patientPath(patientId)}/scenarios/${encodeURIComponent(scenarioId)}`;

/** Which agreement a draft is of: one that there is, or a new one of a kind. */
export type DraftOf = { readonly scenarioId: string } | { readonly template: string };

/** What a draft begins from. Read once: a form that is being filled in must not change under somebody's hands. */
export function useAgreementTerms(patientId: string, of: DraftOf) {
  const path =
    'scenarioId' in of
      ? pathOf(patientId, of.scenarioId)
      : `${patientPath(patientId)}/scenario-templates/${encodeURIComponent(of.template)}`;
  return useQuery({
    queryKey: [...keys.patient(patientId), 'terms', of],
    queryFn: ({ signal }) => request(agreementTerms, `${path}/terms`, { signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Every kind of agreement that there is. */
export function useScenarioTemplates() {
  return useQuery({
    queryKey: ['scenario-templates'],
    queryFn: ({ signal }) => request(z.array(scenarioTemplate), '/api/scenario-templates', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

type Recorded = { readonly consent?: z.input<typeof consentInput>; readonly patientAgreed?: { readonly how: string } };
/** What is done to an agreement, with what it needs. */
export type AgreementAct =
  /** `version`: the one on the screen. */
  | ({ readonly action: 'approve' | 'activate'; readonly version: number } & Recorded)
  | { readonly action: 'drop'; readonly version: number }
  | { readonly action: 'pause'; readonly untilAt: string; readonly reason: string }
  | { readonly action: 'withdraw-consent'; readonly by: string; readonly note: string }
  | { readonly action: 'resume' | 'retire' };

/** Moves an agreement on in its life. Throws ApiProblem when the gateway refuses. */
export function useAgreementAct(patientId: string, scenarioId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, ...body }: AgreementAct) => send(`${pathOf(patientId, scenarioId)}/${action}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: keys.patient(patientId) }),
  });
}

export type NewTerms = Pick<z.input<typeof scenarioInput>, 'params' | 'plan' | 'severity'>;
const madeVersion = z.object({ id: z.string(), version: z.number() });

/** Writes a new agreement, or the next version of one, as a draft. */
export function useDraft(patientId: string, of: DraftOf) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: NewTerms & { readonly template: string }) => {
      const body = { ...draft, status: 'draft' };
      return 'scenarioId' in of
        ? request(madeVersion, pathOf(patientId, of.scenarioId), { body, method: 'PUT' })
        : request(madeVersion, `${patientPath(patientId)}/scenarios`, { body });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: keys.patient(patientId), exact: true }),
  });
}

/** Over how many of the last days it can be asked. */
export const previewDays = [28, 90] as const;
export type PreviewDays = (typeof previewDays)[number];

/** What a new agreement, other terms, or a stored version would have done over the last days. */
export function usePreview(patientId: string, of: DraftOf) {
  return useMutation({
    mutationFn: ({ asked, days }: { readonly asked: NewTerms | { readonly version: number }; readonly days: PreviewDays }) =>
      'scenarioId' in of
        ? request(previewResult, `${pathOf(patientId, of.scenarioId)}/preview?days=${days}`, { body: asked })
        : request(previewResult, `${patientPath(patientId)}/scenarios/preview?days=${days}`, { body: { ...asked, template: of.template } }),
  });
}
