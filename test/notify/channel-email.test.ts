import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { createEmailChannel, type EmailChannel } from '../../gateway/notify/channel-email.ts';
import { DeliveryError } from '../../gateway/notify/delivery-error.ts';
import type { Notification } from '../../rules/model/effect.ts';
import { patience } from '../support/patience.ts';
import { decoded, mailServer as startMailServer } from './mail-server.ts';
import { aHighOne, aNotification, freePort } from './support.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A real SMTP server for one test. */
async function mailServer(options: SMTPServerOptions = {}) {
  const server = await startMailServer(options);
  closing.push(server.close);
  return server;
}

function channel(smtpUrl: string | null, link: (n: Notification) => string | null = () => null): EmailChannel {
  const made = createEmailChannel({ smtpUrl, from: 'Hearthline <hearthline@example.org>', link });
  closing.push(async () => made.close());
  return made;
}

function smtpError(code: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: code });
}

async function failure(made: EmailChannel, notification = aNotification()): Promise<DeliveryError> {
  const error = await made.send(notification, { repeat: false }).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DeliveryError);
  return error as DeliveryError;
}

describe('e-mail', () => {
  it('reaches the mail server with the words, the link and a subject without health detail', async () => {
    const { url, received } = await mailServer();
    const link = 'https://hearthline.example.org/a/token';
    const fate = await channel(url, () => link).send(aNotification(), { repeat: false });
    expect(fate).toEqual({ fate: 'sent', detail: 'to the mail server' });
    expect(received).toMatchObject([{ from: 'hearthline@example.org', to: ['maureen@example.org'] }]);
    const raw = decoded(received[0]?.raw ?? '');
    expect(raw).toContain('Subject: Please look at Hearthline\r\n');
    expect(raw).toContain('To: Maureen <maureen@example.org>');
    expect(raw).toContain('Auto-Submitted: auto-generated');
    expect(raw.split("Kathleen's fridge was not opened").length + raw.split('Kathleen&#39;s fridge was not opened').length).toBe(4);
    expect(raw.split(link).length).toBe(3);
    expect(raw).toContain('Content-Type: text/plain');
    expect(raw).toContain('Content-Type: text/html');
  });

  it('says that it is a repeat', async () => {
    const { url, received } = await mailServer();
    await channel(url).send(aNotification(), { repeat: true });
    const raw = decoded(received[0]?.raw ?? '');
    expect(raw).toContain('Subject: Repeat: Please look at Hearthline');
    expect(raw).toContain('this is a repeat');
  });

  it('cannot be given headers or markup by a name or a message', async () => {
    const { url, received } = await mailServer();
    const recipient = { kind: 'contact', id: 'c-1', name: 'Eve\r\nBcc: all@example.org' } as const;
    await channel(url).send(aNotification({ recipient, subject: 'Hello\r\nBcc: all@example.org', body: '<img src=x>' }), { repeat: false });
    expect(received[0]?.to).toEqual(['maureen@example.org']);
    const raw = received[0]?.raw ?? '';
    expect(raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im);
    expect(decoded(raw)).toContain('&lt;img src=x&gt;');
  });

  it('fails clearly and for good when no mail server is set', async () => {
    expect(await failure(channel(null))).toMatchObject({ message: 'no mail server is set (SMTP_URL)', permanent: true });
  });

  it.each([
    [450, { message: 'the mail server deferred it (450)', permanent: false, ambiguous: false }],
    [452, { message: 'the mail server deferred it (452)', permanent: false, ambiguous: false }],
    [550, { message: 'the mail server refused it (550)', permanent: true, ambiguous: false }],
    [553, { message: 'the mail server refused it (553)', permanent: true, ambiguous: false }],
  ])('when the server answers %d to the recipient', async (code, expected) => {
    const { url } = await mailServer({ onRcptTo: (_address, _session, done) => done(smtpError(code, 'maureen@example.org unknown')) });
    expect(await failure(channel(url))).toMatchObject(expected);
  });

  it('when the server refuses the sign-in: it may be mended', async () => {
    const { url } = await mailServer({ onAuth: (_auth, _session, done) => done(smtpError(535, 'no')), allowInsecureAuth: true });
    const error = await failure(channel(url.replace('smtp://', 'smtp://user:wrong@')));
    expect(error).toMatchObject({ message: 'the mail server refused our sign-in', permanent: false });
  });

  it('when nobody listens: it has certainly not arrived', async () => {
    const error = await failure(channel(`smtp://127.0.0.1:${await freePort()}`));
    expect(error).toMatchObject({ permanent: false, ambiguous: false });
    expect(error.message).toMatch(/^no connection to the mail server/);
  });

  it('when the connection ends after the message and before the answer: it may have arrived', async () => {
    let cut = () => {};
    const { url } = await mailServer({
      onData(stream) {
        stream.resume();
        stream.on('end', () => cut());
      },
    });
    const target = new URL(url);
    // A wire in between that can be cut.
    const wire = createServer((client) => {
      const server = connect(Number(target.port), '127.0.0.1');
      server.on('error', () => {});
      client.on('error', () => {});
      client.pipe(server).pipe(client);
      cut = () => {
        client.destroy();
        server.destroy();
      };
    });
    await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => wire.close(() => resolve())));
    const error = await failure(channel(`smtp://127.0.0.1:${(wire.address() as AddressInfo).port}`));
    expect(error).toMatchObject({ permanent: false, ambiguous: true });
  });

  it('lets a high one pass when all ordinary connections are busy', async () => {
    const held: (() => void)[] = [];
    const { url, received } = await mailServer({
      onMailFrom: (_address, _session, done) => {
        held.push(done);
        if (held.length > 5) done();
      },
    });
    const made = channel(url);
    const slow = Array.from({ length: 8 }, () => made.send(aNotification(), { repeat: false }));
    await expect.poll(() => held.length, patience).toBe(5);
    await made.send(aHighOne({ subject: 'Urgent' }), { repeat: false });
    expect(received.map(({ raw }) => /Subject: (.*)/.exec(raw)?.[1])).toEqual(['Urgent']);
    for (const done of held.slice(0, 5)) done();
    await Promise.all(slow);
  });
});
