import { createHash } from 'node:crypto';
import webPush from 'web-push';
import type { Severity } from '../../rules/model/alert.ts';
import type { Notification } from '../../rules/model/effect.ts';
import { hour, minute, second } from '../../rules/model/time.ts';
import type { PushKeys } from '../identity/push-keys.ts';
import type { ChannelAdapter } from '../ports.ts';
import type { PushSubscription, PushSubscriptions } from '../store/push-subscriptions.ts';
import { DeliveryError } from './delivery-error.ts';
import { noticeOf } from './push-words.ts';

interface Options {
  readonly keys: PushKeys;
  /** Whom a push service can turn to: an `https:` or `mailto:` address. */
  readonly contact: string;
  readonly subscriptions: PushSubscriptions;
}

const timeoutMs = 5 * second;

/** How long a push service keeps a notice for a device that is away, and how readily it wakes one (RFC 8030). Older ones help nobody. */
const delivery: Readonly<Record<Severity, { readonly lifeMs: number; readonly urgency: 'high' | 'normal' | 'low' }>> = {
  high: { lifeMs: 30 * minute, urgency: 'high' },
  moderate: { lifeMs: 4 * hour, urgency: 'normal' },
  low: { lifeMs: 24 * hour, urgency: 'low' },
};

/** What became of a notice at one push service. */
type Taken = 'taken' | 'gone' | 'not-now' | 'refused';

/** At most 32 characters that say nothing: of several notices of one alert that wait, a device that comes back gets the newest. */
const topicOf = ({ id, alertId }: Notification) =>
  createHash('sha256')
    .update(alertId ?? id)
    .digest('base64url')
    .slice(0, 32);

/**
 * Notices of the app by Web Push, encrypted for each browser on which the person has allowed them. `sent` means that a push service took it;
 * whether anybody saw it, nobody knows.
 */
export function createPushChannel({ keys, contact, subscriptions }: Options): ChannelAdapter {
  async function push({ endpoint, p256dh, auth }: PushSubscription, notification: Notification, payload: string): Promise<Taken> {
    const { lifeMs, urgency } = delivery[notification.severity];
    const request = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails: { subject: contact, ...keys },
      TTL: lifeMs / second,
      urgency,
      topic: topicOf(notification),
    });
    const { headers, body } = request;
    const response = await fetch(endpoint, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body: new Uint8Array(body ?? Buffer.alloc(0)),
    }).catch(() => null);
    if (response === null) return 'not-now';
    await response.body?.cancel();
    if (response.ok) return 'taken';
    if (response.status === 404 || response.status === 410) return 'gone';
    return response.status === 429 || response.status >= 500 ? 'not-now' : 'refused';
  }

  return {
    kind: 'push',
    async send(notification, { repeat }) {
      const userId = notification.channel.address;
      const payload = JSON.stringify(noticeOf(notification, { repeat }));
      const all = await subscriptions.of(userId);
      const taken = await Promise.all(
        all.map(async (one): Promise<Taken> => {
          const fate = await push(one, notification, payload);
          if (fate === 'gone') await subscriptions.gone(userId, one.endpoint);
          else await subscriptions.tried(one.endpoint, fate === 'taken');
          return fate;
        }),
      );
      const count = taken.filter((fate) => fate === 'taken').length;
      if (count > 0) return { fate: 'sent', detail: `to the app on ${count === 1 ? 'one device' : `${count} devices`}` };
      if (taken.includes('not-now')) throw new DeliveryError('no push service took it', { ambiguous: true });
      if (taken.includes('refused')) throw new DeliveryError('the push service refused it', { permanent: true });
      throw new DeliveryError('the app takes no notices on any device any more', { permanent: true });
    },
  };
}
