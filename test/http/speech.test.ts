import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
});
afterAll(() => http?.close());

const context = () => http.pipeline.context('kathleen')!;

describe('how somebody is spoken to', () => {
  const speech = '/api/patients/kathleen/speech';

  it('is in English and as loud as usual, until it is said otherwise', async () => {
    expect((await http.ask('coordinator', 'GET', speech)).json()).toEqual({ language: 'en', hardOfHearing: false });
    expect('language' in context() || 'hardOfHearing' in context()).toBe(false);
    const polish = { language: 'pl', hardOfHearing: true };
    expect((await http.ask('coordinator', 'PUT', speech, polish)).statusCode).toBe(204);
    expect((await http.ask('clinician', 'GET', speech)).json()).toEqual(polish);
    expect(context()).toMatchObject(polish);
  });

  it.each([
    ['a language that we do not know', 'coordinator', speech, { language: 'xx', hardOfHearing: false }, 400],
    ['somebody who is not there', 'coordinator', '/api/patients/nobody/speech', { language: 'en', hardOfHearing: false }, 404],
    ['a responder', 'responder', speech, { language: 'en', hardOfHearing: false }, 403],
  ] as const)('is not changed: %s', async (_, role, url, body, status) => {
    expect((await http.ask(role, 'PUT', url, body)).statusCode).toBe(status);
  });
});

describe('what devices of a model make of words', () => {
  const soundbar = { make: 'Acme', model: 'S1', speech: { speaks: true, volume: false, voices: [{ language: 'pl', name: 'Ewa' }] } };

  it('is declared once, and in force for every one of them', async () => {
    const speaker = { homeId: 'long-lane', kind: 'speaker', prompts: true, make: 'Acme' };
    await http.ask('administrator', 'POST', '/api/devices', { ...speaker, id: 'bar', name: 'Bar', model: 'S1' });
    await http.ask('administrator', 'POST', '/api/devices', { ...speaker, id: 'other', name: 'Other', model: 'S2' });
    expect((await http.ask('administrator', 'PUT', '/api/device-models', soundbar)).statusCode).toBe(204);
    const speechOf = (id: string) => context().devices.find((one) => one.id === id)?.speech;
    expect(speechOf('bar')).toEqual(soundbar.speech);
    expect(speechOf('other')).toBeUndefined();
    const silent = { ...soundbar, speech: { speaks: false, volume: false, voices: [] } };
    await http.ask('administrator', 'PUT', '/api/device-models', silent);
    expect((await http.ask('administrator', 'GET', '/api/device-models')).json()).toEqual([silent]);
    expect(speechOf('bar')).toEqual(silent.speech);
  });

  it('has no volume and no voices without a voice', async () => {
    const odd = { ...soundbar, speech: { speaks: false, volume: true } };
    const answer = await http.ask('administrator', 'PUT', '/api/device-models', odd);
    expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([400, expect.stringContaining('without a voice')]);
  });
});
