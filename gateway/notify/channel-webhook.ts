import { createHmac } from 'node:crypto';
import type { Notification } from '../../rules/model/effect.ts';
import type { ChannelAdapter } from '../ports.ts';
import { DeliveryError } from './delivery-error.ts';

/** A receiver that takes longer is tried again later, with the same Idempotency-Key. */
const timeoutMs = 5_000;

/** Answers that say "not now": time-out, too early, too many. Other 4xx will be the same next time. */
const notNow = new Set([408, 425, 429]);

interface Options {
  /** Signs; every receiver knows it. */
  readonly key: string;
  /** Wall clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Where the recipient can answer; null: nowhere. */
  readonly link: (notification: Notification) => string | null;
}

/** `t=<seconds>,v1=<hex>`: HMAC-SHA-256 over `<seconds>.<body>`, so that an old message cannot be sent again as new. */
export function webhookSignature(key: string, atSeconds: number, body: string): string {
  return `t=${atSeconds},v1=${createHmac('sha256', key).update(`${atSeconds}.${body}`).digest('hex')}`;
}

function payload(notification: Notification, repeat: boolean, link: string | null): string {
  const { id, alertId, purpose, severity, recipient, subject, body, createdAt, expiresAt } = notification;
  const times = { createdAt: new Date(createdAt).toISOString(), expiresAt: new Date(expiresAt).toISOString() };
  return JSON.stringify({ id, alertId, purpose, severity, recipient, subject, body, link, repeat, ...times });
}

function permanent(status: number): boolean {
  return status < 500 && !notNow.has(status);
}

/** Posts the notification as JSON to the channel's address; 2xx counts as delivered. Redirects are not followed. */
export function createWebhookChannel({ key, now, link }: Options): ChannelAdapter {
  return {
    kind: 'webhook',
    async send(notification, { repeat }) {
      const body = payload(notification, repeat, link(notification));
      let response: Response;
      try {
        response = await fetch(notification.channel.address, {
          method: 'POST',
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            'content-type': 'application/json',
            'idempotency-key': notification.id,
            'hearthline-signature': webhookSignature(key, Math.floor(now() / 1_000), body),
          },
          body,
        });
        await response.body?.cancel();
      } catch (error) {
        const late = (error as Error).name === 'TimeoutError';
        const code = ((error as Error).cause as { code?: string } | undefined)?.code;
        const why = late ? `no answer within ${timeoutMs / 1_000} s` : `no connection${code ? ` (${code})` : ''}`;
        throw new DeliveryError(why, { ambiguous: code !== 'ECONNREFUSED' && code !== 'ENOTFOUND', cause: error });
      }
      if (response.ok) return { fate: 'delivered', detail: `answered ${response.status}` };
      throw new DeliveryError(`refused with ${response.status}`, { permanent: permanent(response.status) });
    },
  };
}
