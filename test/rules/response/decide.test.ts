import { describe, expect, it } from 'vitest';
import { hour, minute, second } from '../../../rules/model/time.ts';
import { decide } from '../../../rules/response/decide.ts';
import type { JobInput } from '../../../rules/response/draft.ts';
import { jobWakeAt, pendingOffer, unitBound } from '../../../rules/response/job.ts';
import { accepted, around, asha, decidedAt, event, inOrder, job, lines, offered, said, toCentre, tom, unit } from './jobs.ts';

const look = (at: number): JobInput => ({ type: 'look', at });
const [one, two] = [unit('1'), unit('2')];
const timedOutAt = decidedAt + 90 * second;

describe('an offer', () => {
  it('is made at once to the best unit, with 90 seconds to answer', () => {
    const decided = decide(job(), { type: 'requested', at: decidedAt, unitId: null }, around(one, two));
    expect(decided.job).toMatchObject({
      state: 'offered',
      offers: [{ unitId: '1', offeredAt: decidedAt, untilAt: timedOutAt, answer: null }],
    });
    expect(decided.wakeAt).toBe(timedOutAt);
    expect(decided.effects.filter(({ type }) => type === 'tell-unit')).toHaveLength(1);
    expect(lines(decided)).toEqual(['A visit is decided: No movement since 09:00. There by 14:45.', 'The visit is offered to Car 1.']);
  });

  it('to a unit that was named is refused where it cannot go', () => {
    const to = (unitId: string) =>
      decide(job(), { type: 'requested', at: decidedAt, unitId }, around(one, unit('2', { jobId: 'job-9' }), unit('3', { crew: [] })))
        .refused;
    expect(to('1')).toBeNull();
    expect(to('2')).toBe('Car 2 has another job.');
    expect(to('3')).toBe('Nobody is on duty with Car 3.');
    expect(to('4')).toBe('There is no such unit.');
  });

  it('waits to its end, and not a millisecond longer; then the next unit is asked', () => {
    const first = offered(one, two);
    expect(decide(first, look(timedOutAt - 1), around(one, two))).toMatchObject({ job: first, effects: [] });
    const next = decide(first, look(timedOutAt), around(unit('1', { jobId: 'job-1' }), two));
    expect(next.job.offers).toMatchObject([
      { unitId: '1', answer: 'timed-out' },
      { unitId: '2', answer: null, untilAt: timedOutAt + 90 * second },
    ]);
    expect(next.effects).toContainEqual({ type: 'take-back', key: 'offer/1', unitId: '1' });
  });

  it('that is declined goes to the next unit with the reason', () => {
    const decline = said('1', event({ type: 'decline', reason: 'A flat tyre.' }, decidedAt + minute));
    const decided = decide(offered(one, two), decline, around(unit('1', { jobId: 'job-1' }), two));
    expect(decided.job.offers).toMatchObject([
      { answer: 'declined', reason: 'A flat tyre.' },
      { unitId: '2', answer: null },
    ]);
  });

  it('that nobody is left to take is the centre’s matter at once, and again every five minutes', () => {
    const none = decide(job(), { type: 'requested', at: decidedAt, unitId: null }, around());
    expect(none.job.state).toBe('overflow');
    expect(toCentre(none)).toHaveLength(1);
    expect(toCentre(decide(none.job, look(decidedAt + 5 * minute - 1), around()))).toEqual([]);
    const again = decide(none.job, look(decidedAt + 5 * minute), around());
    expect(toCentre(again)).toEqual(['Doris: still nobody has taken the visit, 5 minutes after it was decided.']);
    expect(again.wakeAt).toBe(decidedAt + 10 * minute);
  });

  it('in overflow goes to a unit that has come or become free, not to one that was asked', () => {
    const declined = inOrder(offered(one), [said('1', event({ type: 'decline', reason: 'No.' }, decidedAt + second))], around(one)).job;
    expect(declined.state).toBe('overflow');
    expect(decide(declined, look(decidedAt + minute), around(one)).job).toBe(declined);
    expect(pendingOffer(decide(declined, look(decidedAt + minute), around(one, two)).job)?.unitId).toBe('2');
  });

  it('can be moved to another unit by the centre, but not away from who holds it', () => {
    const to2: JobInput = { type: 'offer', at: decidedAt + second, unitId: '2', by: asha };
    expect(decide(offered(one, two), to2, around(one, two)).job.offers).toMatchObject([
      { answer: 'withdrawn' },
      { unitId: '2', answer: null },
    ]);
    expect(inOrder(offered(one, two), [accepted('1'), to2], around(one, two)).refused).toBe('Car 1 has it.');
  });
});

describe('who has it', () => {
  it('is the first whose word is stored; the other is told', () => {
    const first = offered(one, two);
    const asked = decide(first, look(timedOutAt), around(unit('1', { jobId: 'job-1' }), two)).job;
    const taken = decide(asked, accepted('1', timedOutAt + second), around(one, unit('2', { jobId: 'job-1' })));
    expect(taken.job).toMatchObject({
      unit: { id: '1' },
      state: 'accepted',
      offers: [{ answer: 'accepted', reason: 'late' }, { answer: 'withdrawn' }],
    });
    const late = decide(taken.job, said('2', event({ type: 'accept' }, timedOutAt + 2 * second, 'other')), around(one, two));
    expect(late.refused).toBe('Car 1 has it.');
    expect(late.job).toMatchObject({ unit: { id: '1' }, state: 'accepted' });
  });

  it('is nobody who was not asked, or has another job; in overflow whoever comes forward', () => {
    expect(decide(offered(one), accepted('2'), around(one, two)).refused).toBe('It is not offered to your unit.');
    const busy = around(unit('1', { jobId: 'job-9' }));
    expect(decide(offered(one), accepted('1'), busy).refused).toBe('Your unit has another job.');
    expect(decide(job({ state: 'overflow', tellAt: decidedAt }), accepted('2'), around(two)).job.unit).toEqual({ id: '2', name: 'Car 2' });
  });

  it('rests the alert until the latest arrival, and while it is there half an hour, then an hour, from each word', () => {
    const rests = (inputs: readonly JobInput[]) =>
      inOrder(offered(one), inputs, around(one)).effects.flatMap((each) => (each.type === 'tell-alert' ? [each.rest] : []));
    expect(rests([accepted('1')])).toEqual([decidedAt + hour]);
    const arrived = said('1', event({ type: 'arrived' }, decidedAt + 20 * minute));
    expect(rests([accepted('1'), arrived])).toEqual([decidedAt + 50 * minute]);
    const inside = said('1', event({ type: 'access-gained', how: 'key-safe' }, decidedAt + 22 * minute));
    expect(rests([accepted('1'), arrived, inside])).toEqual([decidedAt + 82 * minute]);
  });

  it('gives it back by a word, or by going off duty, and the next is asked', () => {
    const holder = [accepted('1')];
    const word = inOrder(
      offered(one, two),
      [...holder, said('1', event({ type: 'decline', reason: 'Called away.' }, decidedAt + 2 * minute))],
      around(one, two),
    );
    expect(word.job).toMatchObject({
      unit: null,
      state: 'offered',
      offers: [
        { unitId: '1', answer: 'declined' },
        { unitId: '2', answer: null },
      ],
    });
    expect(toCentre(word)).toHaveLength(1);
    const gone = inOrder(
      offered(one, two),
      [...holder, { type: 'duty-ended', at: decidedAt + 2 * minute, unitId: '1', said: true }],
      around(unit('1', { crew: [] }), two),
    );
    expect(pendingOffer(gone.job)?.unitId).toBe('2');
  });

  it('stays with the person when only the clock ends their turn', () => {
    const there = [accepted('1'), said('1', event({ type: 'arrived' }, decidedAt + 20 * minute))];
    const ended = (saidSo: boolean): JobInput => ({ type: 'duty-ended', at: decidedAt + 25 * minute, unitId: '1', said: saidSo });
    const stays = inOrder(offered(one, two), [...there, ended(false)], around(unit('1', { crew: [] }), two));
    expect(unitBound(stays.job)).toBe('1');
    expect(toCentre(stays)).toEqual(['Doris: Car 1 is still there, and their turn of duty is over.']);
    expect(decide(stays.job, ended(false), around(unit('1', { crew: [] }), two))).toMatchObject({ job: stays.job, effects: [] });
    expect(unitBound(inOrder(offered(one, two), [...there, ended(true)], around(unit('1', { crew: [] }), two)).job)).toBe('2');
  });
});

describe('a job under way', () => {
  it('warns the centre before a clock and after it, once each', () => {
    const held = inOrder(offered(one), [accepted('1')], around(one)).job;
    const tellAt = (ms: number) => toCentre(decide(held, look(decidedAt + ms), around(one)));
    expect(tellAt(35 * minute - 1)).toEqual([]);
    expect(tellAt(35 * minute)).toEqual(['Doris: somebody is to be there by 14:45.']);
    expect(tellAt(45 * minute + 1)).toEqual(['Doris: somebody was to be there by 14:45, and is not.']);
    const warned = decide(held, look(decidedAt + 35 * minute), around(one)).job;
    expect(toCentre(decide(warned, look(decidedAt + 36 * minute), around(one)))).toEqual([]);
  });

  it('tells the centre when nothing is heard for long, and again', () => {
    const there = inOrder(
      offered(one),
      [accepted('1'), said('1', event({ type: 'access-gained', how: 'let-in' }, decidedAt + 20 * minute))],
      around(one),
    ).job;
    expect(jobWakeAt(there)).toBe(decidedAt + 80 * minute);
    expect(toCentre(decide(there, look(decidedAt + 80 * minute - 1), around(one)))).toEqual([]);
    expect(toCentre(decide(there, look(decidedAt + 80 * minute), around(one)))).toHaveLength(1);
  });

  it('tells the centre at once that nobody opens', () => {
    const no = said('1', event({ type: 'no-access', text: 'The lights are on.' }, decidedAt + 20 * minute));
    expect(toCentre(inOrder(offered(one), [accepted('1'), no], around(one)))).toEqual([
      'Doris: Car 1 is at the door and cannot get in: The lights are on.',
    ]);
  });

  it('ends with an outcome: the alert goes back to the centre, or is closed in the name of the crew', () => {
    const end = (closesAlert: boolean) =>
      inOrder(
        offered(one),
        [accepted('1'), said('1', event({ type: 'complete', outcome: 'responder', note: 'Lifted.', closesAlert }, decidedAt + hour))],
        around(one),
      );
    expect(end(false)).toMatchObject({ job: { state: 'completed', outcome: { code: 'responder', by: tom } }, wakeAt: null });
    expect(end(false).effects.map(({ type }) => type)).toEqual(['tell-alert']);
    expect(end(false).effects).toMatchObject([{ rest: 'resume' }]);
    expect(end(true).effects).toMatchObject([
      { type: 'tell-alert', rest: null },
      { type: 'close-alert', outcome: 'responder' },
    ]);
  });

  it('that is called off while it is offered is taken back, and whoever was asked is told, since the offer may have reached them', () => {
    const cancel: JobInput = { type: 'cancel', at: decidedAt + second, by: asha, reason: 'Her daughter is there.' };
    const toUnits = (inputs: readonly JobInput[]) =>
      inOrder(offered(one), inputs, around(one)).effects.flatMap((each) => ('unitId' in each ? [[each.type, each.unitId, each.key]] : []));
    expect(toUnits([cancel])).toEqual([
      ['take-back', '1', 'offer/1'],
      ['tell-unit', '1', 'called-off/1'],
    ]);
    const declined = said('1', event({ type: 'decline', reason: 'No.' }, decidedAt));
    expect(toUnits([declined, cancel])).toEqual([]);
  });

  it('is cancelled with a reason, and whoever holds it is told; once', () => {
    const cancel: JobInput = { type: 'cancel', at: decidedAt + 2 * minute, by: asha, reason: 'Her daughter is there.' };
    const held = inOrder(offered(one), [accepted('1'), cancel], around(one));
    expect(held.job.state).toBe('cancelled');
    expect(held.effects).toContainEqual(expect.objectContaining({ type: 'tell-unit', unitId: '1' }));
    expect(decide(held.job, { ...cancel, at: decidedAt + 3 * minute }, around(one)).refused).toBe('The job is over.');
  });
});

describe('the time that is shown', () => {
  const shownOf = (eventAt: number, receivedAt: number) =>
    lines(inOrder(offered(one), [accepted('1'), said('1', event({ type: 'arrived' }, eventAt), receivedAt)], around(one)));
  it.each<[string, number, number, string]>([
    ['the telephone’s, of what comes late', 10 * minute, 40 * minute, 'Car 1 has arrived, 14:10.'],
    ['the telephone’s, when it is two minutes ahead', 12 * minute, 10 * minute, 'Car 1 has arrived, 14:12.'],
    ['the time received, when it is more ahead', 12 * minute + 1, 10 * minute, 'Car 1 has arrived, 14:10 (time received).'],
    ['the telephone’s, as the visit was decided', 0, 10 * minute, 'Car 1 has arrived, 14:00.'],
    ['the time received, when it is before that', -1, 10 * minute, 'Car 1 has arrived, 14:10 (time received).'],
  ])('is %s', (_, eventMs, receivedMs, line) => {
    expect(shownOf(decidedAt + eventMs, decidedAt + receivedMs)).toEqual([line]);
  });
});
