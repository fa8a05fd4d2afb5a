import { z } from 'zod';
import { request } from '../api/request.ts';

const pushKey = z.object({ key: z.string() });
const path = '/api/my/push-subscriptions';
/** Who turned notices on in this browser. */
const wantedBy = 'hearthline-push-wanted-by';

export type PushState = 'cannot' | 'blocked' | 'on' | 'off';

/** Notices in this browser, shown by the service worker of one page. */
export interface PagePush {
  /** Whether this browser can show what the gateway pushes, may, and does. */
  pushState(): Promise<PushState>;
  /** Asks the reader's leave and tells the gateway where to push to. Throws ApiProblem, or DOMException where the browser refuses. */
  turnPushOn(userId: string): Promise<PushState>;
  /**
   * At the start, for whoever turned notices on here and did not turn them off: browsers drop subscriptions by themselves, and the gateway drops
   * those of a session that was ended.
   */
  keepPush(userId: string): Promise<void>;
  /** Ends it in the gateway first: what the browser has forgotten is never pushed to. */
  turnPushOff(): Promise<PushState>;
}

/** `page`: its address, with a slash at both ends. */
export function pushOf(page: string): PagePush {
  async function pushState(): Promise<PushState> {
    if (!('serviceWorker' in navigator && 'PushManager' in window)) return 'cannot';
    if (Notification.permission === 'denied') return 'blocked';
    const worker = await navigator.serviceWorker.getRegistration(page);
    return (await worker?.pushManager.getSubscription()) ? 'on' : 'off';
  }

  return {
    pushState,
    async turnPushOn(userId) {
      if ((await Notification.requestPermission()) !== 'granted') return pushState();
      await subscribe();
      localStorage.setItem(wantedBy, userId);
      return 'on';
    },
    async keepPush(userId) {
      if (localStorage.getItem(wantedBy) !== userId || (await pushState()) === 'cannot' || Notification.permission !== 'granted') return;
      // Where that is not possible now, the settings say "off", and the next start tries again.
      await subscribe().catch(() => undefined);
    },
    async turnPushOff() {
      localStorage.removeItem(wantedBy);
      const worker = await navigator.serviceWorker.getRegistration(page);
      const subscription = await worker?.pushManager.getSubscription();
      if (subscription) {
        await request(z.unknown(), path, { method: 'DELETE', body: { endpoint: subscription.endpoint } });
        await subscription.unsubscribe();
      }
      return 'off';
    },
  };
}

async function subscribe(): Promise<void> {
  const { key } = await request(pushKey, '/api/my/push-key');
  const worker = await navigator.serviceWorker.ready;
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  await request(z.unknown(), path, { body: { endpoint, keys } });
}
