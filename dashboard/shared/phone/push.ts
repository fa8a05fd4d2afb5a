import { z } from 'zod';
import { request } from '../api/request.ts';

const pushKey = z.object({ key: z.string() });
const sentTo = z.object({ endpoints: z.array(z.string()) });
const path = '/api/my/push-subscriptions';
/** Ids of those who turned notices on in this browser and did not turn them off, with blanks between: a telephone may go from hand to hand. */
const wantedBy = 'hearthline-push-wanted-by';
const wanting = () => new Set((localStorage.getItem(wantedBy) ?? '').split(' ').filter(Boolean));
const remember = (ids: Iterable<string>) => localStorage.setItem(wantedBy, [...ids].join(' '));

/** `unknown`: this browser takes notices, and the gateway does not answer whether it sends them here. */
export type PushState = 'cannot' | 'blocked' | 'on' | 'off' | 'unknown';

/** Notices in this browser, shown by the service worker of one page. */
export interface PagePush {
  /** Whether this browser can show what the gateway pushes, and may; `on` only when the gateway says that it sends here. */
  pushState(): Promise<PushState>;
  /** Asks the reader's leave and tells the gateway where to push to. Throws ApiProblem, or DOMException where the browser refuses. */
  turnPushOn(userId: string): Promise<PushState>;
  /**
   * At the start, for whoever turned notices on here and did not turn them off: browsers drop subscriptions by themselves, the gateway drops
   * those of a session that was ended, and whoever was signed in here meanwhile had their own.
   */
  keepPush(userId: string): Promise<void>;
  turnPushOff(userId: string): Promise<PushState>;
  /** When somebody signs out: nothing comes here until `keepPush`. Ends it in the gateway first: what the browser has forgotten is never pushed to. */
  restPush(): Promise<void>;
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

  async function restPush(): Promise<void> {
    const worker = await navigator.serviceWorker.getRegistration(page);
    const subscription = await worker?.pushManager.getSubscription();
    if (!subscription) return;
    await request(z.unknown(), path, { method: 'DELETE', body: { endpoint: subscription.endpoint } });
    await subscription.unsubscribe();
  }

  return {
    pushState,
    restPush,
    async turnPushOn(userId) {
      if ((await Notification.requestPermission()) !== 'granted') return pushState();
      await subscribe();
      remember(wanting().add(userId));
      return 'on';
    },
    async keepPush(userId) {
      if (!wanting().has(userId) || !isAble() || Notification.permission !== 'granted') return;
      // Where that is not possible now, the settings say "off", and the next start tries again.
      keeping = subscribe().catch(() => undefined);
      await keeping;
    },
    async turnPushOff(userId) {
      const ids = wanting();
      ids.delete(userId);
      remember(ids);
      await restPush();
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
