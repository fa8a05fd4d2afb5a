import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { deviceTestInput } from '../../../gateway/contract/device-health.ts';
import { deviceHeard, homeInstaller, homesToFit } from '../../../gateway/contract/home-kit.ts';
import { remove, request, send } from './request.ts';

/** Of what is shown of the homes to fit, for whoever changes it. */
export const homesToFitKey = ['homes-to-fit'];
const keys = { home: (homeId: string) => ['home', homeId] } as const;
const pathOf = (homeId: string) => `/api/homes/${encodeURIComponent(homeId)}/installers`;
const pathOfDevice = (deviceId: string) => `/api/devices/${encodeURIComponent(deviceId)}`;

/** Where whoever is signed in has something to fit. */
export function useHomesToFit() {
  return useQuery({
    queryKey: homesToFitKey,
    queryFn: ({ signal }) => request(homesToFit, '/api/my/homes', { signal }),
    refetchInterval: 60_000,
  });
}

/** Whether a device has been heard since an instant of the gateway's; null: it says which instant is now. */
export function askHeard(deviceId: string, since: string | null, signal: AbortSignal): Promise<z.infer<typeof deviceHeard>> {
  const query = since === null ? '' : `?${new URLSearchParams({ since })}`;
  return request(deviceHeard, `${pathOfDevice(deviceId)}/heard${query}`, { signal });
}

/** Writes down whether a device of this home worked when it was tried. */
export function useTrial(homeId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ deviceId, ...test }: z.input<typeof deviceTestInput> & { deviceId: string }) =>
      send(`${pathOfDevice(deviceId)}/tests`, test),
    onSettled: () => client.invalidateQueries({ queryKey: keys.home(homeId) }),
  });
}

/** Who fits the kit of a home now. */
export function useInstallers(homeId: string) {
  return useQuery({
    queryKey: [...keys.home(homeId), 'installers'],
    queryFn: ({ signal }) => request(z.array(homeInstaller), pathOf(homeId), { signal }),
  });
}

function useChange<Given>(homeId: string, change: (given: Given) => Promise<void>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => client.invalidateQueries({ queryKey: keys.home(homeId) }) });
}
export const useAssignment = (homeId: string) =>
  useChange(homeId, ({ userId, untilAt }: { userId: string; untilAt: string }) =>
    send(`${pathOf(homeId)}/${encodeURIComponent(userId)}`, { untilAt }, 'PUT'),
  );
export const useAssignmentEnd = (homeId: string) =>
  useChange(homeId, (userId: string) => remove(`${pathOf(homeId)}/${encodeURIComponent(userId)}`));
