import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  foundService,
  type ReferralInput,
  type ReferralStep,
  referralView,
  suggestedServices,
} from '../../../gateway/contract/services.ts';
import { request, send } from './request.ts';

const keys = { services: ['services'], referrals: ['referrals'], tasks: ['tasks'] } as const;

/** What is asked of the directory; what is left out is not asked. */
export interface ServiceSearch {
  readonly patientId?: string;
  readonly need?: string;
  readonly words?: string;
  readonly district?: string;
  readonly age?: string;
  readonly openAt?: string;
}

/** As many as are shown of a search. */
export const mostFound = 50;

export function useServices(search: ServiceSearch) {
  const query = new URLSearchParams({ limit: String(mostFound) });
  for (const [name, value] of Object.entries(search)) if (value) query.set(name, value);
  return useQuery({
    queryKey: [...keys.services, query.toString()],
    queryFn: ({ signal }) => request(z.array(foundService), `/api/services?${query}`, { signal }),
    placeholderData: (previous) => previous,
  });
}

/** What might help after an alert that is closed. */
export function useSuggestedServices(alertId: string) {
  return useQuery({
    queryKey: [...keys.services, 'after', alertId],
    queryFn: ({ signal }) => request(suggestedServices, `/api/alerts/${encodeURIComponent(alertId)}/services`, { signal }),
  });
}

export function useReferrals(overToo: boolean) {
  return useQuery({
    queryKey: [...keys.referrals, overToo],
    queryFn: ({ signal }) => request(z.array(referralView), `/api/referrals?over=${overToo}`, { signal }),
    placeholderData: (previous) => previous,
    refetchInterval: 30_000,
  });
}

/** Referrals of one person, those that are over too. */
export function usePatientReferrals(patientId: string) {
  return useQuery({
    queryKey: [...keys.referrals, 'of', patientId],
    queryFn: ({ signal }) => request(z.array(referralView), `/api/patients/${encodeURIComponent(patientId)}/referrals`, { signal }),
  });
}

function useAfterReferral() {
  const client = useQueryClient();
  return () =>
    Promise.all([keys.referrals, keys.tasks, ['alert']].map((queryKey) => client.invalidateQueries({ queryKey: [...queryKey] })));
}

export function useReferral() {
  const onSettled = useAfterReferral();
  return useMutation({
    mutationFn: ({ patientId, ...referral }: Omit<ReferralInput, 'id'> & { patientId: string }) =>
      send(`/api/patients/${encodeURIComponent(patientId)}/referrals`, referral),
    onSettled,
  });
}

export function useReferralStep() {
  const onSettled = useAfterReferral();
  return useMutation({
    mutationFn: ({ id, ...step }: { id: string; from: ReferralStep; to: ReferralStep; note: string }) =>
      send(`/api/referrals/${encodeURIComponent(id)}/steps`, step),
    onSettled,
  });
}
