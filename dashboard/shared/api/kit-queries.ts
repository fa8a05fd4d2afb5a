import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { silentKit } from '../../../gateway/contract/equipment.ts';
import { systemView } from '../../../gateway/contract/system.ts';
import { request, send } from './request.ts';

const keys = { kit: ['silent-kit'], system: ['system'] } as const;

/** Kit that is silent or faulty, or not yet tested working. */
export function useSilentKit() {
  return useQuery({
    queryKey: keys.kit,
    queryFn: ({ signal }) => request(z.array(silentKit), '/api/silent-kit', { signal }),
    refetchInterval: 15_000,
  });
}

/** Takes a device on, or changes the plan for meanwhile. */
export function useKitPlan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ deviceId, interimPlan }: { deviceId: string; interimPlan: string }) =>
      send(`/api/silent-kit/${encodeURIComponent(deviceId)}/plan`, { interimPlan }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.kit }),
  });
}

export function useKitTested() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (deviceId: string) => send(`/api/silent-kit/${encodeURIComponent(deviceId)}/tested`, {}),
    onSettled: () => client.invalidateQueries({ queryKey: keys.kit }),
  });
}

/** Outages of ours. */
export function useSystem() {
  return useQuery({
    queryKey: keys.system,
    queryFn: ({ signal }) => request(systemView, '/api/system', { signal }),
    refetchInterval: 30_000,
  });
}

export function useIncidentSeen() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send(`/api/system/incidents/${encodeURIComponent(id)}/seen`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.system }),
  });
}
