import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReadings } from '../../gateway/adapters/hearthline.ts';
import { observationKindNames } from '../../rules/model/observation.ts';

const receivedAt = Date.parse('2026-03-01T08:00:00Z');
const origin = { source: 'fridge-1', topic: 'hearthline/v1/fridge-1/observations', receivedAt, provenance: 'device' as const };
const parse = (message: unknown) => parseReadings(Buffer.from(JSON.stringify(message)), origin);
const parseText = (text: string) => parseReadings(Buffer.from(text), origin);
const onlyReason = (result: ReturnType<typeof parseReadings>) => {
  expect(result.observations).toEqual([]);
  expect(result.unreadable).toHaveLength(1);
  return result.unreadable[0]?.reason;
};

describe('a reading in our own dialect', () => {
  it('becomes an observation with the sender’s id as key', () => {
    const { observations, timeless, unreadable } = parse({
      id: 'a1',
      kind: 'contact',
      observedAt: '2026-03-01T08:45:00+01:00',
      value: 'open',
    });
    expect(observations).toEqual([
      {
        source: 'fridge-1',
        key: 'a1',
        kind: 'contact',
        value: 'open',
        observedAt: Date.parse('2026-03-01T07:45:00Z'),
        receivedAt,
        provenance: 'device',
        snapshot: false,
      },
    ]);
    expect(timeless).toEqual([]);
    expect(unreadable).toEqual([]);
  });

  it('is known by kind and value when it has no id', () => {
    expect(parse({ kind: 'power', value: 12.5 }).observations[0]?.key).toBe('power=12.5');
    const key = parse({ kind: 'blood-pressure', value: { systolicMmHg: 120.123456789, diastolicMmHg: 80.123456789 } }).observations[0]?.key;
    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('has an id that no column of the database would be split by', () => {
    expect(parse({ id: 'a\u001eb', kind: 'heartbeat' }).observations[0]?.key).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('has one key however the fields of its value are ordered', () => {
    const one = parseText('{"kind":"blood-pressure","value":{"systolicMmHg":120,"diastolicMmHg":80}}');
    const other = parseText('{"kind":"blood-pressure","value":{"diastolicMmHg":80,"systolicMmHg":120}}');
    expect(one.observations[0]?.key).toBe(other.observations[0]?.key);
  });

  it('takes the time of arrival when it has none, and says so when only its id can tell it apart', () => {
    expect(parse({ kind: 'motion', value: true })).toMatchObject({ observations: [{ observedAt: receivedAt }], timeless: [] });
    expect(parse({ id: 'a1', kind: 'motion', value: true })).toMatchObject({ observations: [{ observedAt: receivedAt }], timeless: [0] });
  });

  it.each([
    ['sos', true],
    ['ok', true],
    ['heartbeat', true],
    ['meal', 'eaten'],
  ])('%s without a value means %s', (kind, value) => {
    expect(parse({ kind }).observations[0]?.value).toBe(value);
  });

  it('needs a value for every other kind', () => {
    for (const kind of observationKindNames.filter((name) => !['sos', 'ok', 'heartbeat', 'meal'].includes(name)))
      expect(onlyReason(parse({ kind })), kind).toMatch(/^value: /);
  });

  it('makes a second observation of the battery', () => {
    const { observations, timeless } = parse({ id: 'a1', kind: 'motion', value: true, battery: 97 });
    expect(observations.map(({ kind, key, value }) => ({ kind, key, value }))).toEqual([
      { kind: 'motion', key: 'a1', value: true },
      { kind: 'battery', key: 'a1/battery', value: 97 },
    ]);
    expect(timeless).toEqual([0, 1]);
    expect(parse({ kind: 'motion', value: true, battery: 97 }).observations[1]?.key).toBe('battery=97');
    expect(parse({ kind: 'battery', value: 97, battery: 97 }).observations).toHaveLength(1);
  });

  it('keeps the mark of state sent again', () => {
    expect(parse({ kind: 'contact', value: 'open', snapshot: true }).observations[0]?.snapshot).toBe(true);
  });

  it('may already be parsed', () => {
    expect(parseReadings([{ kind: 'sos' }], origin).observations).toHaveLength(1);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['not JSON', 'ONc', 'payload: is not JSON'],
    ['empty', '', 'payload: is not JSON'],
    ['no kind', '{"value":1}', /^kind: /],
    ['unknown kind', '{"kind":"ghost"}', /^kind: /],
    ['wrong value', '{"kind":"contact","value":"ONc"}', /^value: /],
    ['value in a field', '{"kind":"blood-pressure","value":{"systolicMmHg":"high","diastolicMmHg":80}}', /^value\.systolicMmHg: .*number/],
    ['unknown field', '{"kind":"sos","colour":"red"}', /colour/],
    ['prototype', '{"kind":"sos","__proto__":{"value":true}}', /__proto__/],
    ['wrong unit', '{"kind":"glucose","value":180,"unit":"mg/dL"}', /^value: /],
    ['other unit', '{"kind":"glucose","value":6,"unit":"mg/dL"}', 'unit: glucose is measured in mmol/L'],
    ['unit for none', '{"kind":"contact","value":"open","unit":"1"}', 'unit: contact has no unit'],
    ['zoneless time', '{"kind":"sos","observedAt":"2026-03-01T07:45:00"}', /^observedAt: /],
    ['before 2000', '{"kind":"sos","observedAt":"1999-12-31T23:59:59.999Z"}', 'observedAt: is before the year 2000'],
    ['far ahead', '{"kind":"sos","observedAt":"2026-03-03T08:00:00.001Z"}', 'observedAt: is more than 2 days ahead of our clock'],
    ['NUL in id', '{"kind":"sos","id":"a\\u0000"}', /^id: /],
    ['half a surrogate pair in id', '{"kind":"sos","id":"\\ud800"}', /^id: /],
    ['empty array', '[]', /1 to 1000/],
    ['too many', JSON.stringify(Array(1001).fill({ kind: 'sos' })), /1001/],
    ['infinite', '{"kind":"power","value":1e999}', /^value: /],
  ])('%s', (_name, text, reason) => {
    expect(onlyReason(parseText(text))).toMatch(reason);
  });

  it('stands at the very edges of time', () => {
    expect(parse({ kind: 'sos', observedAt: '2000-01-01T00:00:00Z' }).observations).toHaveLength(1);
    expect(parse({ kind: 'sos', observedAt: '2026-03-03T08:00:00Z' }).observations).toHaveLength(1);
  });

  it('is told apart from the good ones beside it, with its place in the array', () => {
    const { observations, unreadable, timeless } = parse([{ kind: 'ok' }, { kind: 'nonsense' }, { id: 'z', kind: 'sos' }, 5]);
    expect(observations.map((o) => o.kind)).toEqual(['ok', 'sos']);
    expect(timeless).toEqual([1]);
    expect(unreadable.map((u) => u.reason)).toEqual([expect.stringMatching(/^\[1\]\.kind: /), expect.stringMatching(/^\[3\]: /)]);
    expect(unreadable[0]?.payload.toString()).toBe('{"kind":"nonsense"}');
    expect(unreadable[0]?.topic).toBe(origin.topic);
  });

  it('is not UTF-8', () => {
    const payload = Buffer.concat([Buffer.from('{"kind":"sos","id":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    const result = parseReadings(payload, origin);
    expect(onlyReason(result)).toBe('payload: is not UTF-8');
    expect(result.unreadable[0]?.payload).toEqual(payload);
  });

  it('has a reason that PostgreSQL can store', () => {
    for (const key of ['\\u0000', '\\udfff', 'x'.repeat(5000)]) {
      const reason = onlyReason(parseText(`{"kind":"sos","${key}":1}`)) ?? '';
      expect(reason.isWellFormed() && !reason.includes('\0') && reason.length <= 500).toBe(true);
    }
  });

  it('may be nested deeper than it can be written again', () => {
    const deep = `[${'['.repeat(30_000)}${']'.repeat(30_000)}]`;
    expect(onlyReason(parseText(deep))).toMatch(/^\[0\]: /);
  });
});

it('whatever comes in, nothing is lost and nothing throws', () => {
  const element = fc.oneof(
    fc.jsonValue(),
    fc.record({ kind: fc.constantFrom(...observationKindNames), value: fc.jsonValue(), battery: fc.nat(120) }, { requiredKeys: ['kind'] }),
  );
  fc.assert(
    fc.property(fc.array(element, { minLength: 1 }), (elements) => {
      const { observations, unreadable } = parse(elements);
      const batteries = observations.filter((o) => o.kind === 'battery').length;
      expect(observations.length + unreadable.length).toBeGreaterThanOrEqual(elements.length);
      expect(observations.length - batteries + unreadable.length).toBeLessThanOrEqual(elements.length);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const { observations, unreadable } = parseReadings(Buffer.from(bytes), origin);
      expect(observations.length + unreadable.length).toBeGreaterThan(0);
    }),
  );
});
