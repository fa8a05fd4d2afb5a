import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookSignature } from '../../gateway/identity/webhook-signature.ts';
import { createVoiceAnswers } from '../../gateway/voice-answers.ts';
import type { AlertCommand } from '../../rules/model/input.ts';
import { aNotification, commit } from '../notify/support.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';

const key = 'a-voice-key-of-the-test';
const url = '/api/voice/callbacks';
let http: HttpFixture;
let commands: AlertCommand[];
let reports: string[];
let accepts: boolean;
beforeAll(async () => {
  http = await httpFixture(({ pool, log }) => ({
    called: createVoiceAnswers({
      pool,
      log,
      alerts: {
        async command(_alertId, command) {
          commands.push(command);
          return accepts ? { ok: true, alert: {} as never } : { ok: false, reason: 'refused', detail: 'It is closed.' };
        },
      },
      notifier: {
        async report(id, fate, detail) {
          reports.push(`${id} ${fate}: ${detail}`);
          return true;
        },
      },
    }),
  }));
  const call = { channel: { kind: 'voice', address: '+447700900123' } } as const;
  await commit(http.database.pool, aNotification({ ...call, id: 'asked' }));
  await commit(http.database.pool, aNotification({ ...call, id: 'over', purpose: 'resolved' }));
  await commit(http.database.pool, aNotification({ id: 'a-mail' }));
});
afterAll(() => http?.close());

const post = async (
  event: object,
  sign: (body: string) => string = (body) => webhookSignature(key, http.clock.wallNow() / 1_000, body),
) => {
  [commands, reports] = [[], []];
  const payload = JSON.stringify(event);
  const headers = { 'content-type': 'application/json', 'hearthline-signature': sign(payload) };
  return http.app.inject({ method: 'POST', url, payload, headers });
};

describe('what a telephone service tells', () => {
  it.each([
    [{ event: 'ringing' }, 'noted', []],
    [{ event: 'answered' }, 'delivered', ['asked delivered: the call was answered']],
    [{ event: 'no-answer' }, 'failed', ['asked failed: nobody answered']],
    [{ event: 'busy' }, 'failed', ['asked failed: engaged']],
    [{ event: 'voicemail' }, 'failed', ['asked failed: voicemail answered']],
    [{ event: 'failed' }, 'failed', ['asked failed: the call failed']],
    [{ event: 'key', key: '9' }, 'delivered', ['asked delivered: pressed 9, which answers nothing']],
  ])('%j answers nothing: %s', async (event, taken, told) => {
    accepts = true;
    expect((await post({ callId: 'asked', ...event })).json()).toEqual({ taken });
    expect([commands, reports]).toEqual([[], told]);
  });

  it.each([
    ['1', 'acknowledge'],
    ['2', 'decline'],
  ])('that key %s was pressed: %s', async (pressed, answer) => {
    accepts = true;
    expect((await post({ callId: 'asked', event: 'key', key: pressed })).json()).toEqual({ taken: answer });
    expect(commands).toEqual([{ type: answer, actor: { kind: 'contact', id: 'c-1', name: 'Maureen', tier: 'family' } }]);
    expect(reports).toEqual([`asked confirmed: pressed ${pressed}`]);
  });

  it('that a key was pressed too late answers nothing', async () => {
    accepts = false;
    expect((await post({ callId: 'asked', event: 'key', key: '1' })).json()).toEqual({ taken: 'delivered' });
  });

  it('that a key was pressed where nothing was asked answers nothing', async () => {
    accepts = true;
    await post({ callId: 'over', event: 'key', key: '1' });
    expect(commands).toEqual([]);
  });

  it.each(['a-mail', 'no-such-call'])('of %s, which is no call of ours, is not found', async (callId) => {
    expect((await post({ callId, event: 'key', key: '1' })).statusCode).toBe(404);
    expect(commands).toEqual([]);
  });

  it.each([
    ['by another key', (body: string) => webhookSignature('another', http.clock.wallNow() / 1_000, body)],
    ['an hour ago', (body: string) => webhookSignature(key, http.clock.wallNow() / 1_000 - 3_600, body)],
    ['not at all', () => ''],
  ])('signed %s is refused', async (_how, sign) => {
    const answer = await post({ callId: 'asked', event: 'key', key: '1' }, sign);
    expect([answer.statusCode, answer.json().status, commands]).toEqual([401, 401, []]);
  });

  it.each([
    ['event', { event: 'hung-up' }],
    ['key', { event: 'key' }],
    ['key', { event: 'answered', key: '1' }],
  ])('with a fault in %s is refused: %j', async (path, event) => {
    const answer = await post({ callId: 'asked', ...event });
    expect([answer.statusCode, answer.json().errors[0].path]).toEqual([400, path]);
  });
});
