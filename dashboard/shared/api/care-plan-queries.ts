import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  type CarePlanDraftInput,
  type carePlanApproval,
  carePlanComparison,
  carePlanVersion,
  carePlanView,
} from '../../../gateway/contract/care-plan.ts';
import { remove, request, send } from './request.ts';

const pathOf = (patientId: string) => `/api/patients/${encodeURIComponent(patientId)}/plan`;
const keyOf = (patientId: string) => ['care-plan', patientId] as const;

/** The page to print, which the gateway makes. */
export const printPathOf = (patientId: string) => `${pathOf(patientId)}/print`;

/** The plan in force and the draft. */
export function useCarePlan(patientId: string) {
  return useQuery({
    queryKey: keyOf(patientId),
    queryFn: ({ signal }) => request(carePlanView, pathOf(patientId), { signal }),
  });
}

/** Every version, newest first. */
export function useCarePlanVersions(patientId: string) {
  return useQuery({
    queryKey: [...keyOf(patientId), 'versions'],
    queryFn: ({ signal }) => request(carePlanVersion.array(), `${pathOf(patientId)}/versions`, { signal }),
  });
}

/** One version, and what it changed of the one before. */
export function useCarePlanComparison(patientId: string, version: number) {
  return useQuery({
    queryKey: [...keyOf(patientId), 'versions', version],
    queryFn: ({ signal }) => request(carePlanComparison, `${pathOf(patientId)}/versions/${version}`, { signal }),
  });
}

/** What is done to a plan. All of it makes what is known of it out of date. */
function useChange<Change>(patientId: string, act: (change: Change) => Promise<void>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => client.invalidateQueries({ queryKey: keyOf(patientId) }) });
}

export const useCarePlanDraft = (patientId: string) =>
  useChange(patientId, (draft: CarePlanDraftInput) => send(`${pathOf(patientId)}/draft`, draft, 'PUT'));

export const useCarePlanDrop = (patientId: string) => useChange(patientId, () => remove(`${pathOf(patientId)}/draft`));

export const useCarePlanApproval = (patientId: string) =>
  useChange(patientId, (read: z.input<typeof carePlanApproval>) => send(`${pathOf(patientId)}/approve`, read));

export const useActionDone = (patientId: string) =>
  useChange(patientId, ({ actionId, done }: { actionId: string; done: boolean }) => {
    const path = `${pathOf(patientId)}/actions/${encodeURIComponent(actionId)}/done`;
    return done ? send(path, {}, 'PUT') : remove(path);
  });
