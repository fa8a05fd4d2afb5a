import { describe, expect, it } from 'vitest';
import type { ContactContext, Unavailability } from '../../../rules/model/patient.ts';
import { day, hour, minute } from '../../../rules/model/time.ts';
import { Case } from './case.ts';
import { amin, centre, contact, email, mary, onCall, people, responders, step, team, webhook } from './people.ts';

const morning = Date.parse('2026-03-02T10:00:00Z');
const night = Date.parse('2026-03-02T22:30:00Z');
const quietHours = { from: '22:00', to: '07:00' };
const ladder = [step('family', 20), step('coordination', 30)];
const family = [step('family', 20, 1), step('family', 20, 2), step('coordination', 30)];

const operation = (more: Partial<Unavailability> = {}): Unavailability => ({
  fromAt: morning - hour,
  untilAt: morning + 14 * day,
  reason: 'operation',
  replacement: null,
  ...more,
});
const agency = team('agency', [onCall('ada', 'Ada')]);
const extraCall = { kind: 'team', teamKind: 'agency', message: 'Please make an extra call to {name}.' } as const;
/** Kathleen with Mary, who is unavailable, and Nell; the agency is on duty. */
const around = (unavailable: Unavailability, ofMary: Partial<ContactContext> = {}, ofNell: Partial<ContactContext> = {}) =>
  people(
    { contacts: [contact('mary', 'Mary', { unavailable: [unavailable], ...ofMary }), contact('nell', 'Nell', { order: 2, ...ofNell })] },
    [centre, responders, agency],
  );
const reached = (k: Case) => k.notifications.map(({ recipient }) => recipient.id);
const texts = (k: Case) => k.timeline.map(({ text }) => text);

describe('dates on which nothing reaches a contact', () => {
  it('replace their step by a team, in the words agreed for it', () => {
    const k = new Case({ people: around(operation({ replacement: extraCall })), steps: family });
    expect(k.said()).toEqual(['0:00 escalation Ada by email']);
    expect(k.notifications[0]?.body).toMatch(/^Please make an extra call to Kathleen\. Nothing eaten\./);
    expect(texts(k)).toContain('Mary cannot be asked until 2026-03-16 (operation); asked instead: Ada.');
    expect(k.alert.step).toBe(0);
    k.pass(20 * minute);
    expect(k.said()).toEqual(['0:00 escalation Ada by email', '20:00 escalation Nell by email']);
  });

  it('replace it by another contact, who keeps their own quiet hours', () => {
    const k = new Case({
      at: night,
      people: around(operation({ replacement: { kind: 'contact', contactId: 'nell' } }), {}, { quietHours }),
      steps: [step('family', 20, 1), step('coordination', 30)],
    });
    expect(k.said()).toEqual(['0:00 escalation Nell by email at 07:00', '0:00 escalation Cara by email']);
  });

  it('ask nobody twice who stands in for one and is asked anyway', () => {
    const k = new Case({ people: around(operation({ replacement: { kind: 'contact', contactId: 'nell' } })), steps: ladder });
    expect(k.said()).toEqual(['0:00 escalation Nell by email']);
  });

  it('ask a team once that stands in for two, in the words of the first', () => {
    const other = { unavailable: [operation({ replacement: { ...extraCall, message: 'For Nell: please look in.' } })] };
    const k = new Case({ people: around(operation({ replacement: extraCall }), {}, other), steps: ladder });
    expect(k.notifications.map(({ body }) => body.split('.')[0])).toEqual(['Please make an extra call to Kathleen']);
  });

  it('are asked by their next way in the same words', () => {
    const away = people({ contacts: [contact('mary', 'Mary', { unavailable: [operation({ replacement: extraCall })] })] }, [
      centre,
      team('agency', [onCall('ada', 'Ada', { channels: [webhook('a'), email('a')] })]),
    ]);
    const k = new Case({ people: away, steps: ladder });
    k.fate('ada', 'failed');
    expect(k.said()).toEqual(['0:00 escalation Ada by webhook', '0:00 escalation Ada by email']);
    expect(k.notifications[1]?.body).toMatch(/^Please make an extra call to Kathleen\./);
  });

  it('are not broken like quiet hours when it turns out to be urgent', () => {
    const tonight = { fromAt: night + hour, untilAt: night + 8 * hour };
    const k = new Case({
      at: night,
      people: around(operation(tonight), { quietHours }),
      steps: [step('family', 20, 1), step('coordination', 300)],
    });
    expect(k.said()[0]).toBe('0:00 escalation Mary by email at 07:00');
    k.pass(2 * hour);
    k.tell({ type: 'raised-again', reason: 'Graver.', evidence: [], severity: 'high' });
    expect(k.notifications.filter(({ recipient }) => recipient.id === 'mary')).toHaveLength(1);
  });

  it('leave the step empty without a replacement: the next at once, and a task', () => {
    const k = new Case({ people: around(operation()), steps: family });
    expect(k.said()).toEqual(['0:00 task rota-gap', '0:00 escalation Nell by email']);
    expect(texts(k)).toContain('Mary cannot be asked until 2026-03-16 (operation); nobody is asked in their place.');
    expect(k.alert.step).toBe(1);
  });

  it('leave it empty when those who stand in for each other are both away', () => {
    const other = { unavailable: [operation({ replacement: { kind: 'contact', contactId: 'mary' } })] };
    const k = new Case({ people: around(operation({ replacement: { kind: 'contact', contactId: 'nell' } }), {}, other), steps: ladder });
    expect(k.said()).toEqual(['0:00 task rota-gap', '0:00 escalation Cara by email']);
  });

  it('hold for a high alert as well', () => {
    const k = new Case({ severity: 'high', people: around(operation({ replacement: extraCall })), steps: family });
    k.pass(3 * hour);
    expect(reached(k)).not.toContain('mary');
  });

  it.each([
    ['just before they begin', -1, 'mary'],
    ['when they begin', 0, 'ada'],
    ['at their last instant', 2 * day - 1, 'ada'],
    ['when they end', 2 * day, 'mary'],
  ])('%s', (_, ms, asked) => {
    const dates = { fromAt: morning, untilAt: morning + 2 * day, replacement: extraCall };
    const k = new Case({ at: morning + ms, people: around(operation(dates)), steps: [step('family', 20, 1), step('coordination', 30)] });
    expect(reached(k)).toEqual([asked]);
  });

  it('are asked after when the step fires, not when the alert opened', () => {
    const begins = { fromAt: morning + 10 * minute, replacement: extraCall };
    const k = new Case({ people: around(operation(begins)), steps: [step('coordination', 15), step('family', 20, 1)] });
    k.pass(15 * minute);
    expect(reached(k)).toEqual(['cara', 'ada']);
  });

  it('are not crossed by words that wait for the end of quiet hours', () => {
    const dawn = { fromAt: night + 8 * hour, replacement: extraCall };
    const k = new Case({
      at: night,
      people: around(operation(dawn), { quietHours }),
      steps: [step('family', 20, 1), step('coordination', 30)],
    });
    expect(k.said()).toEqual(['0:00 escalation Ada by email']);
  });

  it('end what was sent before they began: no second channel, no reminder, not that it is over', () => {
    const begins = operation({ fromAt: morning + 30_000 });
    const k = new Case({ severity: 'high', people: around(begins, { channels: [webhook('m'), email('m')] }), steps: ladder });
    k.pass(hour);
    k.tell({ type: 'cleared', reason: 'The fridge was opened.' });
    expect(k.notifications.filter(({ recipient }) => recipient.id === 'mary')).toHaveLength(1);
    expect(reached(k).filter((id) => id === 'nell')).toHaveLength(2);
  });

  it('end the life of a message that is still on its way', () => {
    const k = new Case({ people: around(operation({ fromAt: morning + hour })), steps: family });
    expect(k.notifications[0]).toMatchObject({ recipient: { id: 'mary' }, expiresAt: morning + hour });
  });

  it('end an acknowledgement that was given before', () => {
    const k = new Case({ people: around(operation({ fromAt: morning + 5 * minute })), steps: ladder });
    k.command({ type: 'acknowledge', actor: mary });
    expect(k.alert.owner?.untilAt).toBe(morning + 5 * minute);
    k.pass(5 * minute);
    expect(k.said().slice(2)).toEqual(['5:00 escalation Nell by email']);
  });

  it('tell nothing to an owner who is away by then', () => {
    const k = new Case({ people: around(operation({ fromAt: morning + day })), steps: ladder });
    k.command({ type: 'acknowledge', actor: mary });
    k.people = around(operation());
    k.tell({ type: 'raised-again', reason: 'Still nothing.', evidence: [] });
    k.command({ type: 'close', actor: amin, outcome: 'reassurance', note: '' });
    expect(reached(k).filter((id) => id === 'mary')).toHaveLength(1);
  });
});

describe('dates that are entered while an alert is open', () => {
  const free = people({ contacts: [contact('mary', 'Mary', { quietHours })] }, [centre, responders, agency]);
  const away = (replacement: Unavailability['replacement'], more: Partial<Unavailability> = {}) =>
    people({ contacts: [contact('mary', 'Mary', { quietHours, unavailable: [operation({ replacement, ...more })] })] }, [
      centre,
      responders,
      agency,
    ]);

  it('take back what waited for the end of quiet hours', () => {
    const k = new Case({ at: night, people: free, steps: ladder });
    k.people = away(null);
    k.tell({ type: 'people-changed' });
    expect(k.said().slice(2)).toEqual(['0:00 withdrawn contact:mary']);
    k.pass(day);
    expect(reached(k).filter((id) => id === 'mary')).toHaveLength(1);
  });

  it('call the step out again, to whoever stands in', () => {
    const k = new Case({ people: free, steps: ladder });
    k.fate('mary', 'sent');
    k.pass(minute);
    k.people = away(extraCall);
    k.tell({ type: 'people-changed' });
    expect(k.said().slice(1)).toEqual(['1:00 escalation Ada by email']);
    expect(k.alert).toMatchObject({ step: 0, stepDueAt: morning + 21 * minute });
  });

  it('end the acknowledgement of who is away from now on', () => {
    const k = new Case({ people: free, steps: ladder });
    k.command({ type: 'acknowledge', actor: mary });
    k.pass(minute);
    k.people = away(extraCall, { fromAt: k.now });
    k.tell({ type: 'people-changed' });
    expect(k.wakeAt).toBe(k.now);
    k.pass(0);
    expect(k.said().at(-1)).toBe('1:00 escalation Ada by email');
  });

  it.each([
    ['in them', 0, minute],
    ['at their first moment', 5 * minute, 6 * minute],
  ])('do not end an acknowledgement that was given %s', (_, fromMs, changedMs) => {
    const k = new Case({ people: free, steps: ladder });
    k.fate('mary', 'sent');
    k.pass(5 * minute);
    k.people = away(extraCall, { fromAt: morning + fromMs });
    k.command({ type: 'acknowledge', actor: mary });
    k.pass(changedMs);
    const before = k.said().length;
    k.tell({ type: 'people-changed' });
    k.pass(30 * minute - changedMs - 1);
    expect(k.alert.owner?.actor).toEqual(mary);
    expect(k.said()).toHaveLength(before);
    k.pass(1);
    expect(k.alert.owner).toBeNull();
    expect(k.said().at(-1)).toBe('35:00 escalation Ada by email');
  });

  it('end one that was given a moment before them', () => {
    const k = new Case({ people: free, steps: ladder });
    k.command({ type: 'acknowledge', actor: mary });
    k.pass(2 * minute);
    k.people = away(extraCall, { fromAt: morning + 1 });
    k.tell({ type: 'people-changed' });
    k.pass(0);
    expect(k.alert.owner).toBeNull();
  });

  it('leave an alert alone that somebody else can answer', () => {
    const both = (unavailable: Unavailability[]) =>
      people({ contacts: [contact('mary', 'Mary', { unavailable }), contact('nell', 'Nell', { order: 2 })] });
    const k = new Case({ people: both([]), steps: ladder });
    for (const id of ['mary', 'nell']) k.fate(id, 'sent');
    k.people = both([operation()]);
    k.tell({ type: 'people-changed' });
    expect(k.said()).toHaveLength(2);
    expect(k.alert.generation).toBe(1);
  });
});

describe('working hours of a contact', () => {
  const windows = [{ from: '09:00', to: '17:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'], bankHolidays: 'exclude' }] as const;
  const atWork = (highGoesThrough: boolean, more: Partial<ContactContext> = {}) =>
    people({ contacts: [contact('mary', 'Mary', { work: { windows, highGoesThrough }, ...more })] });

  it.each([
    ['before work', '2026-03-02T08:59:59.999Z', ['mary']],
    ['as work begins', '2026-03-02T09:00:00Z', ['cara']],
    ['at the last instant', '2026-03-02T16:59:59.999Z', ['cara']],
    ['after work', '2026-03-02T17:00:00Z', ['mary']],
    ['on a Saturday', '2026-03-07T12:00:00Z', ['mary']],
    ['on Good Friday', '2026-04-03T12:00:00Z', ['mary']],
    ['in summer time', '2026-03-30T08:00:00Z', ['cara']],
  ])('%s', (_, at, asked) => {
    const k = new Case({ at: Date.parse(at), people: atWork(true), steps: ladder });
    expect(reached(k)).toEqual(asked);
    expect(k.tasks).toEqual([]);
  });

  it('are said, and are no gap that anybody has to mend', () => {
    const k = new Case({ people: atWork(true), steps: ladder });
    expect(texts(k).slice(2, 4)).toEqual(['Mary is at work and is not asked.', 'Nobody at this step may be asked now; going on at once.']);
  });

  it.each([
    [true, ['mary']],
    [false, ['cara']],
  ])('and a high alert goes through only where that is agreed: %s', (highGoesThrough, asked) => {
    const k = new Case({ severity: 'high', people: atWork(highGoesThrough), steps: ladder });
    expect(reached(k)).toEqual(asked);
  });

  it('also count when quiet hours end in them', () => {
    const early = { work: { windows: [{ from: '06:00', to: '14:00' }], highGoesThrough: true }, quietHours };
    const k = new Case({ at: night, people: atWork(true, early), steps: ladder });
    expect(reached(k)).toEqual(['cara']);
  });
});
