import { z } from 'zod';
import { request } from '../api/request.ts';

const pushKey = z.object({ key: z.string() });
const sentTo = z.object({ endpoints: z.array(z.string()) });
const path = '/api/my/push-subscriptions';
/** Who turned notices on in this browser. */
const wantedBy = 'hearthline-push-wanted-by';

/** `unknown`: this browser takes notices, and the gateway does not answer whether it sends them here. */
export type PushState = 'cannot' | 'blocked' | 'on' | 'off' | 'unknown';

/** Notices in this browser, shown by the service worker of one page. */
export interface PagePush {
  /** Whether this browser can show what the gateway pushes, and may; `on` only when the gateway says that it sends here. */
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
  /** What `keepPush` has under way. */
  let keeping: Promise<void> = Promise.resolve();

  async function pushState(): Promise<PushState> {
    if (!isAble()) return 'cannot';
    if (Notification.permission === 'denied') return 'blocked';
    const worker = await navigator.serviceWorker.getRegistration(page);
    await keeping;
    const subscription = await worker?.pushManager.getSubscription();
    if (!subscription) return 'off';
    const isSentHere = ({ endpoints }: z.infer<typeof sentTo>) => (endpoints.includes(subscription.endpoint) ? 'on' : 'off');
    return request(sentTo, path).then(isSentHere, () => 'unknown');
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
      if (localStorage.getItem(wantedBy) !== userId || !isAble() || Notification.permission !== 'granted') return;
      // Where that is not possible now, the settings say "off", and the next start tries again.
      keeping = subscribe().catch(() => undefined);
      await keeping;
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

const isAble = () => 'serviceWorker' in navigator && 'PushManager' in window;

async function subscribe(): Promise<void> {
  const { key } = await request(pushKey, '/api/my/push-key');
  const worker = await navigator.serviceWorker.ready;
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  await request(z.unknown(), path, { body: { endpoint, keys } });
}
