import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pushKeys } from '../../gateway/identity/push-keys.ts';
import { createEmailChannel } from '../../gateway/notify/channel-email.ts';
import { createPushChannel } from '../../gateway/notify/channel-push.ts';
import { createVoiceChannel } from '../../gateway/notify/channel-voice.ts';
import { createWebhookChannel } from '../../gateway/notify/channel-webhook.ts';
import { createSmsChannel } from '../../gateway/notify/govuk-notify.ts';
import type { ChannelAdapter } from '../../gateway/ports.ts';
import type { Channel } from '../../rules/model/patient.ts';
import { type MailServer, mailServer } from './mail-server.ts';
import { apiKey, NotifyServer, template } from './notify-server.ts';
import { PushService } from './push-service.ts';
import { recordingChannel } from './support.ts';

/** A server for each way to people, on this machine. Addresses say who somebody is. */
export class ReachServers {
  readonly adapters: readonly ChannelAdapter[];
  readonly #mail: MailServer;
  readonly notify: NotifyServer;
  readonly push: PushService;
  readonly #hooks: Server;
  readonly #posted: string[] = [];
  readonly #spoken: string[] = [];
  /** Status with which the next calls and webhooks are refused; none left: 200. */
  readonly refusals: number[] = [];
  readonly #seen = { mail: 0, sms: 0, push: 0, posted: 0, spoken: 0 };

  private constructor(mail: MailServer, notify: NotifyServer, push: PushService, hooks: Server) {
    this.#mail = mail;
    this.notify = notify;
    this.push = push;
    this.#hooks = hooks;
    hooks.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const status = this.refusals.shift() ?? 200;
        const body = JSON.parse(Buffer.concat(chunks).toString()) as { to?: string; recipient?: { name: string } };
        if (status === 200) this.#posted.push(body.to === undefined ? `${body.recipient?.name} by webhook` : `${body.to} by voice`);
        response.writeHead(status).end();
      });
    });
    const link = () => null;
    const now = Date.now;
    const subscription = push.subscribe('nell');
    this.adapters = [
      createEmailChannel({ smtpUrl: mail.url, from: 'h@example.org', link }),
      createSmsChannel({ apiKey, url: notify.url, link, template }),
      createWebhookChannel({ key: 'key', now, link, mayReach: () => true }),
      createVoiceChannel({ key: 'key', now, url: `${this.#hooksUrl}/call` }),
      createPushChannel({
        keys: pushKeys('secret'),
        contact: 'mailto:h@example.org',
        subscriptions: { of: async () => [subscription], gone: async () => {}, tried: async () => {} },
      }),
      recordingChannel('mqtt', ({ recipient }) => void this.#spoken.push(`${recipient.name} by mqtt`)).adapter,
    ];
  }

  static async open(): Promise<ReachServers> {
    const hooks = createServer();
    await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve));
    return new ReachServers(await mailServer(), await NotifyServer.open(), await PushService.open(), hooks);
  }

  get #hooksUrl(): string {
    return `http://127.0.0.1:${(this.#hooks.address() as AddressInfo).port}`;
  }

  readonly ways = {
    email: (who: string): Channel => ({ kind: 'email', address: `${who.toLowerCase()}@example.org` }),
    sms: (digits: string): Channel => ({ kind: 'sms', address: `+4477009${digits}` }),
    voice: (digits: string): Channel => ({ kind: 'voice', address: `+4477009${digits}` }),
    webhook: (): Channel => ({ kind: 'webhook', address: this.#hooksUrl }),
    push: { kind: 'push', address: 'nell' } as Channel,
  };

  /** What has arrived since this was asked last, as `<address or name> by <way>`, sorted: what goes out together has no order. */
  arrived(): string[] {
    const seen = this.#seen;
    const news = [
      ...this.#mail.received.slice(seen.mail).map(({ to }) => `${to[0]} by email`),
      ...this.notify.messages.slice(seen.sms).map(({ phone_number: number }) => `${number} by sms`),
      ...this.push.pushed.slice(seen.push).map(({ path }) => `${path.slice(1)} by push`),
      ...this.#posted.slice(seen.posted),
      ...this.#spoken.slice(seen.spoken),
    ];
    const counts = { mail: this.#mail.received.length, sms: this.notify.messages.length, push: this.push.pushed.length };
    Object.assign(seen, counts, { posted: this.#posted.length, spoken: this.#spoken.length });
    return news.toSorted();
  }

  async close(): Promise<void> {
    (this.adapters[0] as ReturnType<typeof createEmailChannel>).close();
    this.#hooks.closeAllConnections();
    await Promise.all([this.#mail.close(), this.notify.close(), this.push.close(), new Promise((resolve) => this.#hooks.close(resolve))]);
  }
}
