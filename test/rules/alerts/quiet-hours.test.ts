import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../../rules/model/time.ts';
import { Case } from './case.ts';
import { amin, contact, email, mary, people, step, webhook } from './people.ts';

const quiet = { from: '22:00', to: '07:00' };
const night = Date.parse('2026-03-02T23:00:00Z');
const asleep = (channels = [email('mary')]) => people({ contacts: [contact('mary', 'Mary', { quietHours: quiet, channels })] });
const ladder = [step('family', 20), step('coordination', 30)];

describe('quiet hours', () => {
  it.each(['moderate', 'low'] as const)('defer a %s message to their end and hold nothing up', (severity) => {
    const k = new Case({ at: night, severity, people: asleep(), steps: ladder });
    expect(k.said()).toEqual(['0:00 escalation Mary by email at 07:00', '0:00 escalation Cara by email']);
    expect(k.timeline.map((entry) => entry.text)).toContain('Nobody at this step may be disturbed now; going on at once.');
    expect(k.tasks).toEqual([]);
  });

  it('do not stop a high one', () => {
    const k = new Case({ at: night, severity: 'high', people: asleep(), steps: ladder });
    expect(k.said()).toEqual(['0:00 escalation Mary by email']);
  });

  it('are over at their end, not a millisecond before: the alert follows the outbox', () => {
    const k = new Case({ at: night, people: asleep(), steps: [step('family', 20), step('coordination', 24 * 60)] });
    k.pass(8 * hour - 1);
    expect(k.attempt('mary').fate).toBe('planned');
    k.pass(1);
    expect(k.attempt('mary')).toMatchObject({ fate: 'queued', sendAt: null });
    expect(k.notifications).toHaveLength(2);
  });

  it.each([
    ['21:59:59.999', false],
    ['22:00:00.000', true],
    ['06:59:59.999', true],
    ['07:00:00.000', false],
  ])('at %s: %s', (time, deferred) => {
    const k = new Case({ at: Date.parse(`2026-03-02T${time}Z`), people: asleep(), steps: ladder });
    expect(k.attempt('mary').sendAt !== null).toBe(deferred);
  });

  it('wait for the step when somebody else of it is awake', () => {
    const contacts = [contact('mary', 'Mary', { quietHours: quiet }), contact('nell', 'Nell', { order: 2 })];
    const k = new Case({ at: night, people: people({ contacts }), steps: ladder });
    k.pass(20 * minute - 1);
    expect(k.said()).toEqual(['0:00 escalation Mary by email at 07:00', '0:00 escalation Nell by email']);
  });

  it('the words that wait are taken back when it is over, and who never heard is told nothing', () => {
    const k = new Case({ at: night, people: asleep(), steps: ladder });
    k.pass(hour / 2 - 1);
    k.tell({ type: 'cleared', reason: 'The fridge was opened.' });
    expect(k.said().slice(2)).toEqual(['29:59.999 withdrawn contact:mary', '29:59.999 resolved Cara by email']);
    expect(k.attempt('mary').fate).toBe('suppressed');
    k.pass(day);
    expect(k.notifications.filter((one) => one.recipient.id === 'mary')).toHaveLength(1);
  });

  it('the words that have gone out at their end are answered like any others, even when their deadline comes later', () => {
    const k = new Case({ at: night, people: asleep(), steps: ladder });
    k.command({ type: 'acknowledge', actor: amin });
    k.now = night + 8 * hour;
    k.tell({ type: 'cleared', reason: 'The fridge was opened.' });
    expect(k.said().slice(2)).toEqual(['480:00 resolved Mary by email', '480:00 resolved Cara by email']);
  });

  it('the words that went out although they were taken back are answered too', () => {
    const k = new Case({ at: night, people: asleep(), steps: ladder });
    k.command({ type: 'acknowledge', actor: amin });
    k.now = night + 8 * hour - 1;
    k.tell({ type: 'cleared', reason: 'The fridge was opened.' });
    k.pass(100);
    k.fate('mary', 'sent');
    expect(k.said().slice(-1)).toEqual(['480:00.099 resolved Mary by email']);
    k.fate('mary', 'delivered');
    expect(k.notifications.filter((one) => one.recipient.id === 'mary' && one.purpose === 'resolved')).toHaveLength(1);
  });

  it('nobody is told the same twice in the morning when the rung is called again in the night', () => {
    const contacts = [contact('mary', 'Mary', { quietHours: quiet }), contact('nell', 'Nell', { order: 2 })];
    const k = new Case({ at: night, people: people({ contacts }), steps: ladder });
    k.command({ type: 'acknowledge', actor: { ...mary, id: 'nell', name: 'Nell' } });
    k.pass(30 * minute);
    expect(k.said().slice(2)).toEqual([
      '30:00 escalation Mary by email at 07:00',
      '30:00 withdrawn contact:mary',
      '30:00 escalation Nell by email',
    ]);
  });

  it('somebody who declines is not woken up for it in the morning', () => {
    const k = new Case({ at: night, people: asleep(), steps: ladder });
    k.command({ type: 'decline', actor: mary });
    expect(k.said().slice(2)).toEqual(['0:00 withdrawn contact:mary']);
    expect(k.alert.step).toBe(1);
  });

  it('consent that is withdrawn in the night takes the words back', () => {
    const k = new Case({ at: night, people: asleep(), steps: ladder });
    k.people = people({ contacts: [contact('mary', 'Mary', { mayBeTold: false })] });
    k.tell({ type: 'people-changed' });
    expect(k.said().slice(2)).toEqual(['0:00 withdrawn contact:mary']);
    k.pass(day);
    k.command({ type: 'close', actor: amin, outcome: 'reassurance', note: '' });
    expect(k.notifications.filter((one) => one.recipient.id === 'mary')).toHaveLength(1);
  });

  it('end at once for everybody when it turns out to be urgent', () => {
    const k = new Case({ at: night, people: asleep([webhook('m'), email('m')]), steps: ladder });
    k.pass(10 * minute);
    k.tell({ type: 'raised-again', reason: 'Graver.', evidence: [], severity: 'high' });
    expect(k.said().slice(2)).toEqual([
      '10:00 escalation Cara by email',
      '10:00 escalation Mary by webhook',
      '10:00 withdrawn contact:mary',
    ]);
    k.pass(minute);
    expect(k.said().at(-1)).toBe('11:00 escalation Mary by email');
  });
});

/** Opened at `at`, Mary's quiet hours in the patient's zone; when her words go out, null at once. */
const zones: { zone: string; at: string; quiet: { from: string; to: string }; until: string | null; why: string }[] = [
  {
    zone: 'Europe/London',
    at: '2026-03-28T23:30:00Z',
    quiet,
    until: '2026-03-29T06:00:00Z',
    why: 'the night in which the clock goes forward is an hour shorter',
  },
  {
    zone: 'Europe/London',
    at: '2026-10-24T22:30:00Z',
    quiet,
    until: '2026-10-25T07:00:00Z',
    why: 'the night in which it goes back is an hour longer',
  },
  {
    zone: 'Europe/London',
    at: '2026-03-29T00:30:00Z',
    quiet: { from: '22:00', to: '01:30' },
    until: '2026-03-29T01:00:00Z',
    why: 'an end that is skipped is the end of the gap',
  },
  {
    zone: 'Europe/London',
    at: '2026-10-25T00:15:00Z',
    quiet: { from: '22:00', to: '01:30' },
    until: '2026-10-25T00:30:00Z',
    why: 'an end that comes twice is the first of the two',
  },
  {
    zone: 'Europe/London',
    at: '2026-10-25T01:15:00Z',
    quiet: { from: '22:00', to: '01:30' },
    until: null,
    why: 'and the second 01:15 is after it',
  },
  {
    zone: 'Europe/London',
    at: '2026-03-29T01:10:00Z',
    quiet: { from: '01:15', to: '01:45' },
    until: null,
    why: 'quiet hours that the clock skips do not take place',
  },
  {
    zone: 'Australia/Lord_Howe',
    at: '2026-04-04T14:00:00Z',
    quiet: { from: '22:00', to: '07:00' },
    until: '2026-04-04T20:30:00Z',
    why: 'half an hour back',
  },
  {
    zone: 'Asia/Kathmandu',
    at: '2026-06-01T17:00:00Z',
    quiet,
    until: '2026-06-02T01:15:00Z',
    why: 'a zone of five and three quarter hours',
  },
  {
    zone: 'America/St_Johns',
    at: '2026-06-01T04:00:00Z',
    quiet,
    until: '2026-06-01T09:30:00Z',
    why: 'west of us, and the day is still yesterday',
  },
  { zone: 'Pacific/Kiritimati', at: '2026-06-01T09:00:00Z', quiet, until: '2026-06-01T17:00:00Z', why: 'fourteen hours ahead' },
  {
    zone: 'Europe/London',
    at: '2026-06-01T12:00:00Z',
    quiet: { from: '12:00', to: '14:00' },
    until: '2026-06-01T13:00:00Z',
    why: 'an afternoon sleep in summer time',
  },
];

describe('quiet hours are wall clock in the zone of the patient', () => {
  it.each(zones)('$zone $at: $why', ({ zone, at, quiet: quietHours, until }) => {
    const k = new Case({
      at: Date.parse(at),
      people: people({ zone, contacts: [contact('mary', 'Mary', { quietHours })] }),
      steps: ladder,
    });
    expect(k.attempt('mary').sendAt).toBe(until === null ? null : Date.parse(until));
  });
});

const abroad = [
  { zone: 'America/New_York', at: '2026-03-10T22:30:00Z', until: null, why: 'night at the patient’s, early evening at theirs' },
  { zone: 'America/New_York', at: '2026-03-10T08:00:00Z', until: '2026-03-10T11:00:00Z', why: 'morning at the patient’s, night at theirs' },
  {
    zone: 'America/New_York',
    at: '2026-03-08T04:00:00Z',
    until: '2026-03-08T11:00:00Z',
    why: 'their clocks go forward, the patient’s do not',
  },
  {
    zone: 'America/New_York',
    at: '2026-11-01T03:00:00Z',
    until: '2026-11-01T12:00:00Z',
    why: 'their clocks go back, the patient’s have already',
  },
  { zone: 'Europe/Warsaw', at: '2026-03-28T22:00:00Z', until: '2026-03-29T05:00:00Z', why: 'both clocks go forward' },
  { zone: 'Europe/Warsaw', at: '2026-10-24T21:00:00Z', until: '2026-10-25T06:00:00Z', why: 'both clocks go back' },
  { zone: 'Asia/Tokyo', at: '2026-03-28T22:00:00Z', until: null, why: 'seven in the morning where no clock ever changes' },
  { zone: 'Asia/Tokyo', at: '2026-03-28T21:59:59Z', until: '2026-03-28T22:00:00Z', why: 'a second before it' },
];

describe('quiet hours and work of a contact abroad are wall clock where they live', () => {
  it.each(abroad)('$zone $at: $why', ({ zone, at, until }) => {
    const k = new Case({
      at: Date.parse(at),
      people: people({ contacts: [contact('mary', 'Mary', { zone, quietHours: quiet })] }),
      steps: ladder,
    });
    expect(k.attempt('mary').sendAt).toBe(until === null ? null : Date.parse(until));
  });

  it.each([
    ['13:59:59', true],
    ['14:00:00', false],
    ['21:59:59', false],
    ['22:00:00', true],
  ])('at %s UTC, work from 9 to 5 in New York: asked %s', (time, asked) => {
    const work = { windows: [{ from: '09:00', to: '17:00' }], highGoesThrough: false };
    const k = new Case({
      at: Date.parse(`2026-01-12T${time}Z`),
      people: people({ contacts: [contact('mary', 'Mary', { zone: 'America/New_York', work })] }),
      steps: ladder,
    });
    expect(k.alert.attempts.some(({ recipient }) => recipient.id === 'mary')).toBe(asked);
  });
});
