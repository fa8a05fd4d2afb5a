import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute, second } from '../../../rules/model/time.ts';
import { decide } from '../../../rules/response/decide.ts';
import type { JobInput, Surroundings } from '../../../rules/response/draft.ts';
import { type CrewEvent, isOver, type Job, jobWakeAt, pendingOffer, progressOf, unitBound } from '../../../rules/response/job.ts';
import { accepted, around, asha, decidedAt, event, inOrder, job, offered, said, unit } from './jobs.ts';

const ids = ['1', '2', '3'];
const happening = fc.record({
  after: fc.integer({ min: 0, max: 20 * minute }),
  unitId: fc.constantFrom(...ids),
  onDuty: fc.subarray(ids),
  what: fc.constantFrom(
    'look',
    'look',
    'accept',
    'decline',
    'on-the-way',
    'arrived',
    'access-gained',
    'no-access',
    'note',
    'complete',
    'offer',
    'cancel',
    'duty-ended',
  ),
  early: fc.integer({ min: -3 * minute, max: 30 * minute }),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

function crewEvent(what: Happening['what'], at: number, id: string): CrewEvent {
  switch (what) {
    case 'decline':
      return event({ type: 'decline', reason: 'No.' }, at, id);
    case 'access-gained':
      return event({ type: 'access-gained', how: 'let-in' }, at, id);
    case 'no-access':
    case 'note':
      return event({ type: what, text: 'Dark.' }, at, id);
    case 'complete':
      return event({ type: 'complete', outcome: 'responder', note: '', closesAlert: false }, at, id);
    case 'on-the-way':
    case 'arrived':
      return event({ type: what }, at, id);
    default:
      return event({ type: 'accept' }, at, id);
  }
}

function inputOf({ what, unitId, early }: Happening, at: number, n: number): JobInput {
  if (what === 'look') return { type: 'look', at };
  if (what === 'offer') return { type: 'offer', at, unitId, by: asha };
  if (what === 'cancel') return { type: 'cancel', at, by: asha, reason: 'Enough.' };
  if (what === 'duty-ended') return { type: 'duty-ended', at, unitId, said: early > 0 };
  return said(unitId, crewEvent(what, at - early, `e${n}`), at);
}

const surroundings = (visit: Job, onDuty: readonly string[]): Surroundings =>
  around(...ids.map((id) => unit(id, { crew: onDuty.includes(id) ? [id] : [], jobId: unitBound(visit) === id ? visit.id : null })));

describe('a visit, whatever happens', () => {
  it('always has an end to wait for, one unit at most, and decides the same after a restart', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), fc.subarray(ids), (all, onDuty) => {
        let at = decidedAt;
        let visit = decide(job(), { type: 'requested', at, unitId: null }, surroundings(job(), onDuty)).job;
        for (const [n, one] of all.entries()) {
          at += one.after;
          const input = inputOf(one, at, n);
          const now = surroundings(visit, one.onDuty);
          const decided = decide(visit, input, now);
          expect(decide(JSON.parse(JSON.stringify(visit)), input, now)).toEqual(decided);
          visit = decided.job;
          expect(jobWakeAt(visit) === null).toBe(isOver(visit));
          expect(visit.endedAt === null).toBe(!isOver(visit));
          expect(visit.offers.filter(({ answer }) => answer === null).length).toBeLessThanOrEqual(1);
          if (visit.unit && !isOver(visit)) expect(pendingOffer(visit)).toBeNull();
          if (isOver(visit)) expect(pendingOffer(visit)).toBeNull();
          // What is due is done: the next look is later, so that nobody looks without end.
          const looked = decide(visit, { type: 'look', at }, now).job;
          expect(jobWakeAt(looked) ?? at + 1).toBeGreaterThan(at);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('ends the same in whatever order the words of its crew come, and however often', () => {
    const words = [
      event({ type: 'accept' }, decidedAt + minute),
      event({ type: 'on-the-way' }, decidedAt + 2 * minute),
      event({ type: 'arrived' }, decidedAt + 20 * minute),
      event({ type: 'access-gained', how: 'key-safe' }, decidedAt + 22 * minute),
      event({ type: 'note', text: 'She is in bed.' }, decidedAt + 25 * minute),
      event({ type: 'complete', outcome: 'reassurance', note: '', closesAlert: false }, decidedAt + 40 * minute),
    ];
    const order = fc.shuffledSubarray([...words, ...words], { minLength: 12, maxLength: 12 });
    // A note alone does not say that the visit is taken: it comes after a word that does.
    const receivedAt = decidedAt + 45 * minute;
    const end = (list: readonly CrewEvent[]) => {
      const first = accepted('1', decidedAt + 30 * second);
      const { job: visit } = inOrder(
        offered(unit('1')),
        [first, ...list.map((one, i) => said('1', one, receivedAt + i * second))],
        around(unit('1')),
      );
      const { arrivedAt, accessAt } = progressOf(visit);
      return [
        visit.state,
        visit.unit,
        visit.outcome?.code,
        visit.outcome?.at,
        arrivedAt,
        accessAt,
        visit.reports.map((one) => one.event.id).toSorted(),
      ];
    };
    fc.assert(
      fc.property(order, (list) => {
        expect(end(list)).toEqual(end(words));
      }),
      { numRuns: 200 },
    );
  });
});
