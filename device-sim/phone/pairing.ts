import { appCredential, claimCodeView } from '../../gateway/contract/apps.ts';
import type { DeviceCredential } from '../devices/client.ts';
import { ask, type Session } from '../enrol.ts';

/** The app on simulated telephones. */
export const simulatedApp = { id: 'simulated-telephone', name: 'Simulated telephone', version: '1.0.0' } as const;

/** Has the app registered and its version approved; done before is done. Throws with the gateway's reason. */
export async function registerApp(session: Session): Promise<void> {
  const { id, name, version } = simulatedApp;
  await ask(session, 'POST', '/api/apps', { id, name }, 409);
  await ask(session, 'POST', `/api/apps/${id}/approve`, { version, reason: 'Simulated' }, 409);
}

/**
 * Pairs a telephone with a person as people do: somebody has a claim code made, and the telephone turns it in. Its token is the secret of
 * the answer; `id` is its name among the simulated credentials.
 */
export async function pairPhone(session: Session, homeId: string, patientId: string, id: string): Promise<DeviceCredential> {
  const { code } = claimCodeView.parse(await ask(session, 'POST', `/api/homes/${homeId}/claim-codes`, { patientId }));
  const { id: app, version } = simulatedApp;
  const claim = await ask({ baseUrl: session.baseUrl, cookie: '' }, 'POST', '/api/claims', { code, app, version });
  const { deviceId, token } = appCredential.parse(claim);
  return { deviceId: id, username: deviceId, secret: token };
}
