import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { agreementTerms } from '../../../gateway/contract/agreement-terms.ts';
import type { consentInput } from '../../../gateway/contract/agreements.ts';
import { backtestResult } from '../../../gateway/contract/backtests.ts';
import type { scenarioInput } from '../../../gateway/contract/people.ts';
import { keys } from './queries.ts';
import { request, send } from './request.ts';

const pathOf = (patientId: string, scenarioId: string) =>
  `/api/patients/${encodeURIComponent(patientId)}/scenarios/${encodeURIComponent(scenarioId)}`;

/** What a change of an agreement begins from. Read once: a form that is being filled in must not change under somebody's hands. */
export function useAgreementTerms(patientId: string, scenarioId: string) {
  return useQuery({
    queryKey: [...keys.patient(patientId), 'agreement', scenarioId, 'terms'],
    queryFn: ({ signal }) => request(agreementTerms, `${pathOf(patientId, scenarioId)}/terms`, { signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

type Recorded = { readonly consent?: z.input<typeof consentInput>; readonly patientAgreed?: { readonly how: string } };
/** What is done to an agreement, with what it needs. */
export type AgreementAct =
  /** `version`: the one on the screen. */
  | ({ readonly action: 'approve' | 'activate'; readonly version: number } & Recorded)
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

/** Writes the next version as a draft. */
export function useDraft(patientId: string, scenarioId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: NewTerms & { readonly template: string }) =>
      request(madeVersion, pathOf(patientId, scenarioId), { body: { ...draft, status: 'draft' }, method: 'PUT' }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.patient(patientId), exact: true }),
  });
}

const preview = backtestResult.omit({ file: true });
export type PreviewResult = z.infer<typeof preview>;

/** What other terms, or a stored version, would have done. */
export function usePreview(patientId: string, scenarioId: string) {
  return useMutation({
    mutationFn: (asked: NewTerms | { readonly version: number }) =>
      request(preview, `${pathOf(patientId, scenarioId)}/preview`, { body: asked }),
  });
}
