import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { Inbox } from './inbox.ts';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  /** The plain text, decoded. */
  readonly text: string;
  /** Where it can be answered; null: it holds no link. */
  readonly link: string | null;
}

export interface PostOffice {
  readonly url: string;
  readonly letters: Inbox<Letter>;
  close(): Promise<void>;
}

/** A real SMTP server on 127.0.0.1 that keeps every letter. */
export async function openPostOffice(): Promise<PostOffice> {
  const letters = new Inbox<Letter>('letters');
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      text(stream).then((source) => {
        for (const { address } of session.envelope.rcptTo) letters.put(readLetter(address, source));
        done();
      }, done);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, letters, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

function readLetter(to: string, source: string): Letter {
  const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(source)?.[1]?.replaceAll(/\r\n[ \t]/g, ' ') ?? '';
  const plain = source.split(/\r\n--/).find((part) => part.includes('Content-Type: text/plain')) ?? '';
  const head = plain.slice(0, plain.indexOf('\r\n\r\n'));
  const body = plain.slice(plain.indexOf('\r\n\r\n') + 4);
  const decoded = head.includes('quoted-printable') ? fromQuotedPrintable(body) : body;
  return { to, subject, text: decoded.replaceAll('\r\n', '\n'), link: /https?:\/\/\S+/.exec(decoded)?.[0] ?? null };
}

function fromQuotedPrintable(body: string): string {
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
