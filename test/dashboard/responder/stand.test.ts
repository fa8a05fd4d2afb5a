import { describe, expect, it } from 'vitest';
import { outcomeNote } from '../../../dashboard/responder/job/outcome-note.ts';
import { asShown, isHeld, nextEvent, standOf } from '../../../dashboard/responder/job/stand.ts';
import type { CrewEvent } from '../../../gateway/contract/response.ts';
import { aJob } from './jobs.ts';

const said = (type: CrewEvent['type'], at = '2026-01-12T10:20:00.000Z'): CrewEvent =>
  ({ id: type, at, type, reason: 'r', text: 't', how: 'key-safe', outcome: 'reassurance', note: '', closesAlert: false }) as CrewEvent;

describe('how a visit stands on the phone', () => {
  it.each([
    ['offered', [], 'offered'],
    ['offered', ['accept'], 'accepted'],
    ['offered', ['decline'], 'given-back'],
    ['accepted', ['on-the-way'], 'on-the-way'],
    ['accepted', ['on-the-way', 'arrived', 'access-gained', 'complete'], 'completed'],
    ['on-the-way', ['no-access', 'note'], 'on-the-way'],
    ['on-the-way', ['decline', 'arrived'], 'given-back'],
    // What another phone of the crew has said meanwhile is not taken back by what waits here.
    ['access-gained', ['on-the-way', 'arrived'], 'access-gained'],
    ['cancelled', ['arrived'], 'cancelled'],
    ['completed', ['note'], 'completed'],
  ] as const)('%s with %j waiting: %s', (state, waiting, stand) => {
    expect(
      standOf(
        state,
        waiting.map((type) => said(type)),
      ),
    ).toBe(stand);
  });

  it('is in hand from acceptance until its end', () => {
    const held = (
      ['offered', 'overflow', 'accepted', 'on-the-way', 'arrived', 'access-gained', 'completed', 'cancelled', 'given-back'] as const
    ).filter(isHeld);
    expect(held).toEqual(['accepted', 'on-the-way', 'arrived', 'access-gained']);
  });

  it('has a next step of one press on the way there only', () => {
    expect([nextEvent('accepted'), nextEvent('on-the-way'), nextEvent('arrived'), nextEvent('offered')]).toEqual([
      'on-the-way',
      'arrived',
      null,
      null,
    ]);
  });

  it('access is due five minutes after the phone said that the crew is at the door, also when that is not sent', () => {
    const { job, stand } = asShown(aJob({ state: 'on-the-way' }), [said('arrived')]);
    expect([stand, job.state, job.clocks.accessByAt]).toEqual(['arrived', 'arrived', '2026-01-12T10:25:00.000Z']);
    const known = aJob({ state: 'arrived', clocks: { ...aJob().clocks, accessByAt: '2026-01-12T10:24:00.000Z' } });
    expect(asShown(known, [said('arrived')]).job.clocks.accessByAt).toBe('2026-01-12T10:24:00.000Z');
  });
});

describe('the note of an outcome', () => {
  it('says who is there and what is to be done, and leaves out what was not written', () => {
    expect(outcomeNote({ found: 'On the floor, unhurt.', withThem: 'her daughter', followUp: 'rail in the hall' })).toBe(
      'On the floor, unhurt.\nWith them now: her daughter\nTo be done: rail in the hall',
    );
    expect(outcomeNote({ found: 'All well.', withThem: '', followUp: '' })).toBe('All well.');
    expect(outcomeNote({ found: '', withThem: '', followUp: '' })).toBe('');
  });
});
