import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { createLinkTokens } from '../../../gateway/identity/link-token.ts';

export interface ReceivedMessage {
  readonly notificationId: string;
  readonly repeat: boolean;
  /** Wall clock. */
  readonly at: number;
}

export interface Receiver {
  /** In the order of arrival. */
  readonly received: readonly ReceivedMessage[];
  readonly url: string;
  close(): Promise<void>;
}

/** A web server that takes every message. */
export async function webhookReceiver(): Promise<Receiver> {
  const received: ReceivedMessage[] = [];
  const server = createServer(async (request, response) => {
    const { id, repeat } = JSON.parse(await text(request)) as { id: string; repeat: boolean };
    received.push({ notificationId: id, repeat, at: Date.now() });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A mail server that takes every message; which notification it was is read from the link that it carries. */
export async function mailReceiver(secret: string): Promise<Receiver> {
  const received: ReceivedMessage[] = [];
  const tokens = createLinkTokens(secret);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const take = (raw: string) => {
        // Long lines are wrapped by quoted-printable.
        const token = /\/a\/([\w.-]+)/.exec(raw.replaceAll(/=\r?\n/g, ''))?.[1] ?? '';
        const verdict = tokens.verify(token, Date.now());
        const notificationId = verdict.ok ? verdict.claims.notificationId : 'a mail without a link';
        received.push({ notificationId, repeat: /^Subject: Repeat: /m.test(raw), at: Date.now() });
      };
      // A mail that breaks off with its sender is none.
      void text(stream)
        .then(take)
        .then(() => done(), done);
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { received, url: `smtp://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}
