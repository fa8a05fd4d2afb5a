import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merged } from '../../../rules/model/blindness.ts';
import { type StreamFacts, silentAt, streamAt, streamStates } from '../../../rules/model/stream.ts';

const minute = 60_000;
const enrolledAt = Date.UTC(2026, 2, 2, 6);
/** Minutes after enrolment. */
const m = (minutes: number) => enrolledAt + minutes * minute;

/** A sensor that speaks every 10 minutes, heard at its enrolment and not since. */
const facts: StreamFacts = {
  heartbeatMs: 10 * minute,
  missedHeartbeats: 3,
  enrolledAt,
  heardAt: enrolledAt,
  faultySinceAt: null,
  pausedUntilAt: null,
  awayUntilAt: null,
  hubDownSinceAt: null,
  hubBackAt: null,
  blind: [],
};
const outage = [{ fromAt: m(5), toAt: m(245) }];

describe('the state of a stream', () => {
  it.each<[string, Partial<StreamFacts>, number, string]>([
    ['just heard', {}, m(0), 'live'],
    ['at one and a half heartbeats', {}, m(15), 'live'],
    ['one ms later', {}, m(15) + 1, 'late'],
    ['one ms before three heartbeats', {}, m(30) - 1, 'late'],
    ['at three heartbeats', {}, m(30), 'silent'],
    ['long after', {}, m(30_000), 'silent'],
    ['one heartbeat agreed: late never comes before silent', { missedHeartbeats: 1 }, m(10), 'silent'],
    ['never heard, at first: not live', { heardAt: null }, m(0), 'late'],
    ['never heard for three heartbeats', { heardAt: null }, m(30), 'silent'],
    ['heard and faulty', { faultySinceAt: m(1) }, m(2), 'faulty'],
    ['faulty and silent', { faultySinceAt: m(1) }, m(60), 'faulty'],
    ['faulty only later', { faultySinceAt: m(3) }, m(2), 'live'],
    ['under repair, whatever it says', { pausedUntilAt: m(90), faultySinceAt: m(1) }, m(60), 'paused'],
    ['one ms before the pause is over', { pausedUntilAt: m(90) }, m(90) - 1, 'paused'],
    ['the pause is over: waited for from then on, and not yet live', { pausedUntilAt: m(90) }, m(90), 'late'],
    ['one ms before three heartbeats after the pause', { pausedUntilAt: m(90) }, m(120) - 1, 'late'],
    ['still not heard three heartbeats after the pause', { pausedUntilAt: m(90) }, m(120), 'silent'],
    ['its person is away', { awayUntilAt: m(600) }, m(60), 'paused'],
    ['its person is away and it is faulty', { awayUntilAt: m(600), faultySinceAt: m(1) }, m(60), 'faulty'],
    ['its person is away and its hub is down', { awayUntilAt: m(600), hubDownSinceAt: m(1) }, m(60), 'paused'],
    ['its hub is down, however lately it was heard', { hubDownSinceAt: m(1) }, m(2), 'silent'],
    ['our outage is neither its silence nor its life', { blind: outage }, m(245), 'late'],
    ['heard again after our outage', { blind: outage, heardAt: m(246) }, m(250), 'live'],
    ['one ms before its own silence, with ours taken out', { blind: outage }, m(270) - 1, 'late'],
    ['silent once it is waited for long enough', { blind: outage }, m(270), 'silent'],
    ['it was silent before the outage', { blind: [{ fromAt: m(40), toAt: m(100) }] }, m(41), 'silent'],
    ['hub back a moment ago', { heardAt: m(-5), hubBackAt: m(100), blind: [{ fromAt: m(20), toAt: m(100) }] }, m(109), 'late'],
    ['hub back for a heartbeat', { heardAt: m(-5), hubBackAt: m(100), blind: [{ fromAt: m(20), toAt: m(100) }] }, m(110), 'silent'],
  ])('%s', (_, more, at, state) => {
    expect(streamAt({ ...facts, ...more }, at).state).toBe(state);
  });

  it('says since when, until when, and what is only behind its hub', () => {
    expect(streamAt(facts, m(40))).toEqual({ state: 'silent', sinceAt: m(30), untilAt: null, behindHub: false });
    expect(streamAt({ ...facts, hubDownSinceAt: m(7) }, m(40))).toEqual({ state: 'silent', sinceAt: m(7), untilAt: null, behindHub: true });
    expect(streamAt({ ...facts, pausedUntilAt: m(60) }, m(40))).toMatchObject({ state: 'paused', untilAt: m(60) });
  });
});

const sometime = fc.integer({ min: -300, max: 300 }).map(m);
const maybe = fc.option(sometime, { nil: null });
const anyFacts: fc.Arbitrary<StreamFacts> = fc.record({
  heartbeatMs: fc.integer({ min: 1, max: 60 }).map((minutes) => minutes * minute),
  missedHeartbeats: fc.integer({ min: 1, max: 5 }),
  enrolledAt: fc.constant(enrolledAt),
  heardAt: maybe,
  faultySinceAt: maybe,
  pausedUntilAt: maybe,
  awayUntilAt: maybe,
  hubDownSinceAt: maybe,
  hubBackAt: maybe,
  blind: fc
    .array(fc.tuple(sometime, fc.integer({ min: 1, max: 100 })), { maxLength: 4 })
    .map((all) => merged(all.map(([fromAt, minutes]) => ({ fromAt, toAt: fromAt + minutes * minute })))),
});

describe('whatever is known of a device', () => {
  it('its stream is in exactly one state at any instant, and paused only with an end', () => {
    fc.assert(
      fc.property(anyFacts, sometime, (known, at) => {
        const { state, untilAt, behindHub } = streamAt(known, at);
        expect(streamStates.filter((one) => one === state)).toHaveLength(1);
        expect(untilAt !== null).toBe(state === 'paused');
        if (untilAt !== null) expect(untilAt).toBeGreaterThan(at);
        if (behindHub) expect(state).toBe('silent');
      }),
    );
  });

  it('it is live only when it was heard lately and nothing speaks against it', () => {
    fc.assert(
      fc.property(anyFacts, sometime, (known, at) => {
        if (streamAt(known, at).state !== 'live') return;
        expect(known.heardAt).not.toBeNull();
        expect(known.faultySinceAt === null || known.faultySinceAt > at).toBe(true);
        expect(known.hubDownSinceAt === null || known.hubDownSinceAt > at).toBe(true);
        expect(at - known.heardAt!).toBeLessThanOrEqual(1.5 * known.heartbeatMs);
      }),
    );
  });

  it('without a word from it, it is silent exactly from the moment foretold', () => {
    fc.assert(
      fc.property(anyFacts, sometime, (any, at) => {
        const known = { ...any, faultySinceAt: null, hubDownSinceAt: null };
        const due = silentAt(known, at);
        if (due <= at) return;
        expect(streamAt(known, due - 1).state).not.toBe('silent');
        expect(streamAt(known, due).state).toBe('silent');
      }),
    );
  });
});
