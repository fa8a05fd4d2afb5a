import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type appApproval,
  appCredential,
  appCredentialLine,
  type appInput,
  appView,
  type appWithdrawal,
} from '../../../gateway/contract/apps.ts';
import { request, send } from './request.ts';

const keys = { apps: ['apps'], people: (appId: string) => ['apps', appId, 'people'] } as const;
const pathOf = (appId: string) => `/api/apps/${encodeURIComponent(appId)}`;

/** The register of apps. */
export function useApps() {
  return useQuery({ queryKey: keys.apps, queryFn: ({ signal }) => request(z.array(appView), '/api/apps', { signal }) });
}

/** People with a token of this app. */
export function useAppPeople(appId: string) {
  return useQuery({
    queryKey: keys.people(appId),
    queryFn: ({ signal }) => request(z.array(appCredentialLine), `${pathOf(appId)}/credentials`, { signal }),
  });
}

/** Changes something in the register; all that is shown of it is asked for anew. */
function useChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: keys.apps }) });
}

export function useAppRegistration() {
  return useChange((app: z.input<typeof appInput>) => send('/api/apps', app));
}

export function useAppApproval(appId: string) {
  return useChange((approval: z.input<typeof appApproval>) => send(`${pathOf(appId)}/approve`, approval));
}

export function useAppWithdrawal(appId: string) {
  return useChange((withdrawal: z.input<typeof appWithdrawal>) => send(`${pathOf(appId)}/withdraw`, withdrawal));
}

/** A token for one person; one given before ends. */
export function useAppToken(appId: string) {
  return useChange((patientId: string) => request(appCredential, `${pathOf(appId)}/credentials`, { body: { patientId } }));
}

export function useAppRevocation() {
  return useChange((deviceId: string) => send(`/api/devices/${encodeURIComponent(deviceId)}/revoke`));
}
