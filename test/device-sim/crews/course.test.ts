import { describe, expect, it } from 'vitest';
import { type Course, courseOf, nextWord, type Stand } from '../../../device-sim/crews/course.ts';
import { minute, second } from '../../../rules/model/time.ts';

const course: Course = {
  answer: 'accept',
  reason: 'The road is closed.',
  answersAfterMs: 20 * second,
  setsOffAfterMs: 2 * minute,
  drivesMs: 20 * minute,
  ringsInVain: false,
  getsInAfterMs: 3 * minute,
  wayIn: 'key-safe',
  staysMs: 25 * minute,
  outcome: 'responder',
  note: 'Lifted.',
};
const stand = (state: Stand['state'], hasRung = false): Stand => ({ state, since: 1_000, hasRung });
const end = { type: 'complete', outcome: 'responder', note: 'Lifted.', closesAlert: true };

describe('what a simulated crew says next', () => {
  it.each([
    ['offered', {}, { type: 'accept' }, 20 * second],
    ['offered', { answer: 'decline' }, { type: 'decline', reason: 'The road is closed.' }, 20 * second],
    ['accepted', {}, { type: 'on-the-way' }, 2 * minute],
    ['on-the-way', {}, { type: 'arrived' }, 20 * minute],
    ['arrived', {}, { type: 'access-gained', how: 'key-safe' }, 3 * minute],
    ['arrived', { ringsInVain: true }, { type: 'no-access', text: 'Rang and knocked; nobody opens.' }, minute],
    ['access-gained', {}, end, 25 * minute],
  ] as const)('%s, %j: %j', (state, over, said, afterMs) => {
    expect(nextWord(stand(state), { ...course, ...over })).toEqual({ said, at: 1_000 + afterMs });
  });

  it('it gets in after it rang in vain', () => {
    expect(nextWord(stand('arrived', true), { ...course, ringsInVain: true })?.said.type).toBe('access-gained');
  });

  it('nothing where it lets the time run out, or has nothing in its hands', () => {
    expect(nextWord(stand('offered'), { ...course, answer: 'none' })).toBeNull();
    for (const state of ['overflow', 'completed', 'cancelled'] as const) expect(nextWord(stand(state), course)).toBeNull();
  });
});

describe('the course of a visit', () => {
  const offer = (n: number) => ({ unitId: 'van-1', jobId: `job-${n}`, offeredAt: '2026-01-12T09:00:00.000Z' });
  const courses = Array.from({ length: 2_000 }, (_, n) => courseOf(1, offer(n)));
  const share = (isSo: (one: Course) => boolean) => courses.filter(isSo).length / courses.length;

  it('is the same for the same offer', () => {
    expect(courseOf(1, offer(7))).toEqual(courses[7]);
    expect(courseOf(2, offer(7))).not.toEqual(courses[7]);
  });

  it('accepts most offers in time, declines some and lets some run out', () => {
    expect(share(({ answer }) => answer === 'accept')).toBeCloseTo(0.75, 1);
    expect(share(({ answer }) => answer === 'decline')).toBeCloseTo(0.125, 1);
    expect(share(({ answer }) => answer === 'none')).toBeCloseTo(0.125, 1);
    // The gateway waits 90 s.
    expect(Math.max(...courses.map(({ answersAfterMs }) => answersAfterMs))).toBeLessThan(90 * second);
  });

  it('brings the crew to the door within 45 minutes', () => {
    const there = courses.map(({ answersAfterMs, setsOffAfterMs, drivesMs }) => answersAfterMs + setsOffAfterMs + drivesMs);
    expect(Math.max(...there)).toBeLessThan(45 * minute);
    expect(share(({ ringsInVain }) => ringsInVain)).toBeCloseTo(0.15, 1);
  });
});
