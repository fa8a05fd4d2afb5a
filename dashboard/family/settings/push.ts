import { z } from 'zod';
import { request } from '../../shared/api/request.ts';
import { anything } from '../api/shapes.ts';

const pushKey = z.object({ key: z.string() });
const path = '/api/my/push-subscriptions';
/** Who turned notices on in this browser. */
const wantedBy = 'hearthline-push-wanted-by';

export type PushState = 'cannot' | 'blocked' | 'on' | 'off';

/** Whether this browser can show what the gateway pushes, may, and does. */
export async function pushState(): Promise<PushState> {
  if (!('serviceWorker' in navigator && 'PushManager' in window)) return 'cannot';
  if (Notification.permission === 'denied') return 'blocked';
  const worker = await navigator.serviceWorker.getRegistration('/family/');
  return (await worker?.pushManager.getSubscription()) ? 'on' : 'off';
}

/** Asks the reader's leave and tells the gateway where to push to. Throws ApiProblem, or DOMException where the browser refuses. */
export async function turnPushOn(userId: string): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') return pushState();
  await subscribe();
  localStorage.setItem(wantedBy, userId);
  return 'on';
}

/** Browsers drop subscriptions by themselves: whoever turned notices on here and did not turn them off is subscribed again at the start. */
export async function keepPush(userId: string): Promise<void> {
  if (localStorage.getItem(wantedBy) !== userId || (await pushState()) !== 'off' || Notification.permission !== 'granted') return;
  // Where that is not possible now, the settings say "off", and the next start tries again.
  await subscribe().catch(() => undefined);
}

async function subscribe(): Promise<void> {
  const { key } = await request(pushKey, '/api/my/push-key');
  const worker = await navigator.serviceWorker.ready;
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  await request(anything, path, { body: { endpoint, keys } });
}

/** Ends it in the gateway first: what the browser has forgotten is never pushed to. */
export async function turnPushOff(): Promise<PushState> {
  localStorage.removeItem(wantedBy);
  const worker = await navigator.serviceWorker.getRegistration('/family/');
  const subscription = await worker?.pushManager.getSubscription();
  if (subscription) {
    await request(anything, path, { method: 'DELETE', body: { endpoint: subscription.endpoint } });
    await subscription.unsubscribe();
  }
  return 'off';
}
