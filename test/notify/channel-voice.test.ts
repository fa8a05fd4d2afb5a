import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { voiceKey, webhookKey } from '../../gateway/identity/webhook-key.ts';
import { isSigned, webhookSignature } from '../../gateway/identity/webhook-signature.ts';
import { createVoiceChannel } from '../../gateway/notify/channel-voice.ts';
import { aNotification } from './support.ts';

const key = voiceKey('server-secret-of-the-test', 1);
const now = () => Date.UTC(2026, 0, 5, 8, 0);
let service: Server;
let url: string;
let calls: { readonly body: Buffer; readonly signature: string | undefined }[];
let status: number;
beforeEach(async () => {
  calls = [];
  status = 202;
  service = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ body: Buffer.concat(chunks), signature: request.headers['hearthline-signature'] as string | undefined });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/calls`;
});
afterEach(async () => {
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
});

const toMary = {
  channel: { kind: 'voice', address: '+447700900123' },
  subject: 'Kathleen: please look',
  body: 'The fridge was not opened.',
} as const;
const call = async (more: Parameters<typeof aNotification>[0] = {}, repeat = false) => {
  await createVoiceChannel({ url, key, now }).send(aNotification({ ...toMary, ...more }), { repeat });
  return JSON.parse(calls.at(-1)!.body.toString());
};

describe('a telephone call', () => {
  it('is asked for with what to say and which keys answer, and says nothing about health', async () => {
    const one = aNotification({ ...toMary, id: 'call-1', expiresAt: Date.UTC(2026, 0, 6) });
    expect(await createVoiceChannel({ url, key, now }).send(one, { repeat: false })).toEqual({
      fate: 'sent',
      detail: 'to the telephone service',
    });
    expect(JSON.parse(calls[0]!.body.toString())).toEqual({
      callId: 'call-1',
      to: '+447700900123',
      severity: 'moderate',
      language: 'en',
      say: 'Hello. This is Hearthline, with a message for Maureen. Kathleen: please look. Press 1 if you will see to it. Press 2 if you cannot.',
      keys: { '1': 'acknowledge', '2': 'decline' },
      repeat: false,
      expiresAt: '2026-01-06T00:00:00.000Z',
    });
  });

  it.each([
    ['to who chose to hear it', { detailsOnLockScreen: true }, 'The fridge was not opened. Press 1'],
    ['in Polish', { language: 'pl', subject: 'Kathleen: proszę zajrzeć' }, 'Kathleen: proszę zajrzeć. Naciśnij 1, jeśli się tym zajmiesz.'],
    ['that it is over', { purpose: 'resolved' }, 'Kathleen: please look. Thank you. Goodbye.'],
    ['with a code', { purpose: 'check', alertId: null, body: 'Tell this code: 123456.' }, 'Tell this code: 123456. Thank you. Goodbye.'],
  ] as const)('%s', async (_what, more, say) => {
    expect((await call(more)).say).toContain(say);
  });

  it('is answered by no key when nothing is asked', async () => {
    expect((await call({ purpose: 'resolved' })).keys).toEqual({});
    expect((await call({ recipient: { kind: 'team', id: 't', name: 'Centre' } })).keys).toEqual({});
  });

  it('says that it is a repeat', async () => {
    expect(await call({}, true)).toMatchObject({ repeat: true, say: expect.stringMatching(/^Repeat\. Hello/) });
  });

  it('is signed with the key of the telephone service, which no other receiver of webhooks knows', async () => {
    await call();
    const { body, signature } = calls[0]!;
    expect(isSigned(signature, key, body, now())).toBe(true);
    expect(isSigned(signature, webhookKey('server-secret-of-the-test', 1), body, now())).toBe(false);
  });

  it.each([
    [400, true],
    [503, false],
  ])('that is refused with %i fails; for good: %s', async (refused, permanent) => {
    status = refused;
    await expect(call()).rejects.toMatchObject({ message: `refused with ${refused}`, permanent });
  });

  it('cannot be made without a telephone service', async () => {
    const none = createVoiceChannel({ url: null, key, now });
    await expect(none.send(aNotification(toMary), { repeat: false })).rejects.toMatchObject({
      message: 'no telephone calls can be made (VOICE_WEBHOOK_URL)',
      permanent: true,
    });
  });
});

describe('a signature', () => {
  const body = Buffer.from('{"a":1}');
  const at = now() / 1_000;
  it.each([
    ['as it was made', webhookSignature(key, at, body), true],
    ['five minutes old', webhookSignature(key, at - 300, body), true],
    ['older', webhookSignature(key, at - 301, body), false],
    ['of the future', webhookSignature(key, at + 301, body), false],
    ['of another body', webhookSignature(key, at, '{"a":2}'), false],
    ['by another key', webhookSignature('other', at, body), false],
    ['with another time', webhookSignature(key, at, body).replace(`t=${at}`, `t=${at - 1}`), false],
    ['cut off', webhookSignature(key, at, body).slice(0, -1), false],
    ['none', undefined, false],
  ])('%s', (_what, header, genuine) => {
    expect(isSigned(header, key, body, now())).toBe(genuine);
  });
});
