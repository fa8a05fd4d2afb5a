import { describe, expect, it } from 'vitest';
import { statusChanges } from '../../gateway/node-red/nodes/alert-in.ts';
import { messagesOf } from '../../gateway/node-red/nodes/observation-in.ts';
import { readingOf } from '../../gateway/node-red/nodes/observation-out.ts';

describe('observation in', () => {
  const heard = (payload: string) => messagesOf('hearthline/v1/kettle/observations', Buffer.from(payload));

  it.each([
    ['a reading', '{"kind":"power","value":2100}', [{ topic: 'power', payload: 2100 }]],
    ['an event without a value', '{"kind":"sos"}', [{ topic: 'sos', payload: true }]],
    [
      'an array, the good ones of it',
      '[{"kind":"power","value":0},{"kind":"magic"},{"kind":"ok"}]',
      [
        { topic: 'power', payload: 0 },
        { topic: 'ok', payload: true },
      ],
    ],
    ['what is no reading', '{"state":"online"}', []],
    ['what is no JSON', '{', []],
    ['nothing', '', []],
  ])('makes of %s', (_, payload, messages) => {
    expect(heard(payload).map(({ topic, payload: value }) => ({ topic, payload: value }))).toEqual(messages);
  });

  it('says who sent it, and gives all of it', () => {
    expect(heard('{"kind":"power","value":5,"battery":80}')).toEqual([
      { topic: 'power', payload: 5, deviceId: 'kettle', reading: { kind: 'power', value: 5, battery: 80 } },
    ]);
  });
});

describe('alert in', () => {
  it('passes on an alert when it opens, clears, begins again and closes, each alert by itself', () => {
    const isNews = statusChanges();
    const said = (['open', 'open', 'cleared', 'cleared', 'open', 'closed'] as const).map((status) => isNews({ id: 'a.1', status }));
    expect(said).toEqual([true, false, true, false, true, true]);
    expect(isNews({ id: 'a.2', status: 'open' })).toBe(true);
  });
});

describe('observation out', () => {
  it('sends the payload as the value of its kind, with an id of its own each time', () => {
    const [one, other] = [readingOf({ payload: true }, 'motion'), readingOf({ payload: true }, 'motion')];
    expect(one).toEqual({ id: expect.any(String) as string, kind: 'motion', value: true });
    expect(other.id).not.toBe(one.id);
  });

  it('takes the kind from the topic when it has none of its own', () => {
    expect(readingOf({ topic: 'power', payload: 5 }, '')).toMatchObject({ kind: 'power', value: 5 });
    expect(readingOf({ topic: 'power', payload: true }, 'motion')).toMatchObject({ kind: 'motion' });
  });

  it.each(['', 'kettle'])('refuses the kind "%s", and says so', (topic) => {
    expect(() => readingOf({ topic, payload: 5 }, '')).toThrow(/^kind: /);
  });
});
