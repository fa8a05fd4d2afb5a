import type { Notification } from '../../rules/model/effect.ts';
import type { MayReach } from '../own-network.ts';
import type { ChannelAdapter } from '../ports.ts';
import { postSigned, type Signing } from './signed-post.ts';

interface Options extends Signing {
  /** Where the recipient can answer; null: nowhere. */
  readonly link: (notification: Notification) => string | null;
  readonly mayReach: MayReach;
}

function payload(notification: Notification, repeat: boolean, link: string | null): string {
  const { id, alertId, purpose, severity, recipient, subject, body, createdAt, expiresAt } = notification;
  const times = { createdAt: new Date(createdAt).toISOString(), expiresAt: new Date(expiresAt).toISOString() };
  return JSON.stringify({ id, alertId, purpose, severity, recipient, subject, body, link, repeat, ...times });
}

/** Posts the notification as JSON to the channel's address; 2xx counts as delivered. Redirects are not followed. */
export function createWebhookChannel({ link, ...signing }: Options): ChannelAdapter {
  return {
    kind: 'webhook',
    async send(notification, { repeat }) {
      const body = payload(notification, repeat, link(notification));
      const status = await postSigned(notification.channel.address, notification.id, body, signing);
      return { fate: 'delivered', detail: `answered ${status}` };
    },
  };
}
