import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type claimCodeInput, claimCodeLine, claimCodeView } from '../../../gateway/contract/apps.ts';
import type { reissueInput } from '../../../gateway/contract/equipment.ts';
import { homeKit } from '../../../gateway/contract/home-kit.ts';
import { foundDevice, type foundDeviceMapping, mappedDevice } from '../../../gateway/contract/hubs.ts';
import { credential, type deviceInput, patientDetail } from '../../../gateway/contract/people.ts';
import { remove, request, send } from './request.ts';

/** What a hub hears appears while somebody stands beside the sensor. */
const foundEveryMs = 5_000;
/** What is shown of a home is written down each time: no oftener than is of use. */
const kitEveryMs = 15_000;
/** Somebody is about to scan the code. */
const waitingEveryMs = 3_000;

const keys = { home: (homeId: string) => ['home', homeId] } as const;
const pathOf = (homeId: string) => `/api/homes/${encodeURIComponent(homeId)}`;
const pathOfDevice = (deviceId: string) => `/api/devices/${encodeURIComponent(deviceId)}`;

/** Everything in use in a home. */
export function useHomeKit(homeId: string) {
  return useQuery({
    queryKey: [...keys.home(homeId), 'kit'],
    queryFn: ({ signal }) => request(homeKit, `${pathOf(homeId)}/kit`, { signal }),
    refetchInterval: kitEveryMs,
  });
}

/** What was found behind the hubs of a home and is not mapped, ignored ones last. */
export function useFoundDevices(homeId: string) {
  return useQuery({
    queryKey: [...keys.home(homeId), 'found'],
    queryFn: ({ signal }) => request(z.array(foundDevice), `${pathOf(homeId)}/found-devices`, { signal }),
    refetchInterval: foundEveryMs,
  });
}

/** Changes something of a home; what is shown of it is asked for anew. */
function useChange<In, Out>(homeId: string, mutationFn: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: keys.home(homeId) }) });
}

/** Gives what was found a name. Answers with how many readings were made of what had come before. */
export function useMapping(homeId: string) {
  return useChange(homeId, (mapping: z.input<typeof foundDeviceMapping>) =>
    request(mappedDevice, `${pathOf(homeId)}/found-devices/map`, { body: mapping }),
  );
}

export function useIgnoring(homeId: string) {
  return useChange(homeId, (ignored: { hubId: string; nativeId: string; reason: string }) =>
    send(`${pathOf(homeId)}/found-devices/ignore`, ignored),
  );
}

export function useHeeding(homeId: string) {
  return useChange(homeId, (heeded: { hubId: string; nativeId: string }) => send(`${pathOf(homeId)}/found-devices/heed`, heeded));
}

/** Enrols a device of this home. The secret is in the answer and nowhere else. */
export function useEnrolment(homeId: string) {
  return useChange(homeId, (device: Omit<z.input<typeof deviceInput>, 'homeId'>) =>
    request(credential, '/api/devices', { body: { ...device, homeId } }),
  );
}

/** Keeps the code of the key safe in place of a former one. No answer ever holds it. */
export function useKeySafeCode(homeId: string) {
  return useChange(homeId, (code: string) => send(`${pathOf(homeId)}/key-safe`, { code }, 'PUT'));
}

export function useRotation(homeId: string) {
  return useChange(homeId, (deviceId: string) => request(credential, `${pathOfDevice(deviceId)}/rotate`, { body: {} }));
}

export function useRevocation(homeId: string) {
  return useChange(homeId, (deviceId: string) => send(`${pathOfDevice(deviceId)}/revoke`));
}

export function useReissue(homeId: string) {
  return useChange(homeId, ({ deviceId, to }: { deviceId: string; to: z.input<typeof reissueInput> }) =>
    request(credential, `${pathOfDevice(deviceId)}/reissue`, { body: to }),
  );
}

/** `pem` null: none any more. */
export function useCertificate(homeId: string) {
  return useChange(homeId, ({ deviceId, pem }: { deviceId: string; pem: string | null }) => {
    const path = `${pathOfDevice(deviceId)}/certificate`;
    return pem === null ? remove(path) : send(path, { certificate: pem }, 'PUT');
  });
}

/** Where somebody lives, asked for when it is needed. */
export function homeOfPatient(patientId: string): Promise<z.infer<typeof patientDetail>> {
  return request(patientDetail, `/api/patients/${encodeURIComponent(patientId)}`);
}

/** Codes of the last week, newest first. */
export function useClaimCodes(homeId: string) {
  return useQuery({
    queryKey: [...keys.home(homeId), 'claim-codes'],
    queryFn: ({ signal }) => request(z.array(claimCodeLine), `${pathOf(homeId)}/claim-codes`, { signal }),
    refetchInterval: ({ state }) => (state.data?.some((code) => code.state === 'waiting') ? waitingEveryMs : false),
  });
}

export function useNewClaimCode(homeId: string) {
  return useChange(homeId, (input: z.input<typeof claimCodeInput>) =>
    request(claimCodeView, `${pathOf(homeId)}/claim-codes`, { body: input }),
  );
}

export function useClaimWithdrawal(homeId: string) {
  return useChange(homeId, (id: string) => remove(`${pathOf(homeId)}/claim-codes/${encodeURIComponent(id)}`));
}
