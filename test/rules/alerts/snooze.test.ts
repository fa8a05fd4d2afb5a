import { describe, expect, it } from 'vitest';
import { allowedFor } from '../../../rules/alerts/allowed.ts';
import type { Actor } from '../../../rules/model/alert.ts';
import { hour, minute } from '../../../rules/model/time.ts';
import { Case, type Given } from './case.ts';
import { amin, bea, cara, contact, kathleen, mary, nell, onCall, people, responders, step, team } from './people.ts';

const most = { high: 15 * minute, moderate: 4 * hour, low: 24 * hour } as const;
const severities = ['high', 'moderate', 'low'] as const;

/** At the rung of the centre; Amin has it. */
function held(given: Given = {}): Case {
  const k = new Case({ steps: [step('coordination', 5), step('rapid-response', 5)], ...given });
  k.pass(minute);
  k.command({ type: 'acknowledge', actor: amin });
  return k;
}

function snooze(k: Case, ms: number, actor: Actor = amin, scope: 'alert' | 'recipient' = 'alert'): void {
  k.command({ type: 'snooze', actor, scope, untilAt: k.now + ms, reason: 'Her son is with her.' });
}

const types = (k: Case) => k.timeline.map(({ type }) => type);
const fact = (text: string, k: Case) => ({ text, at: k.now });

describe('how long an alert can be snoozed', () => {
  it.each([
    ['high', 'An urgent alert can be snoozed for at most 15 minutes.'],
    ['moderate', 'A moderate alert can be snoozed for at most 4 hours.'],
    ['low', 'A low alert can be snoozed for at most 24 hours.'],
  ] as const)('%s: up to its limit, not a millisecond more', (severity, refusal) => {
    const k = held({ severity });
    expect(() => snooze(k, most[severity] + 1)).toThrow(refusal);
    snooze(k, most[severity]);
    expect(k.alert.owner?.untilAt).toBe(k.now + most[severity]);
  });

  it.each([0, -1])('not until %i ms from now', (ms) => {
    expect(() => snooze(held(), ms)).toThrow('A snooze ends later than now.');
  });

  it('not past the turn of duty of who gives it', () => {
    const endsAt = Date.parse('2026-03-02T11:00:00Z');
    const rota = [onCall('cara', 'Cara', { untilAt: endsAt }), onCall('dev', 'Dev', { fromAt: endsAt })];
    const k = held({ people: people({}, [team('coordination', rota), responders]) });
    k.command({ type: 'hand-over', actor: amin, to: cara });
    snooze(k, 4 * hour, cara);
    k.pass(4 * hour);
    expect(k.said().slice(2, 3)).toEqual(['60:00 escalation Dev by email']);
  });
});

describe('who can snooze what', () => {
  it('the whole alert: only the professional who has it, once', () => {
    const k = held();
    expect(() => snooze(k, hour, bea)).toThrow('Only who has this alert can snooze it; acknowledge it first.');
    expect(() => snooze(k, hour, mary)).toThrow('Only a professional who has the alert can snooze it as a whole.');
    expect(() => snooze(k, hour, kathleen)).toThrow("I'm OK");
    expect(() => snooze(k, hour, amin, 'recipient')).toThrow('snoozes it as a whole');
    snooze(k, hour);
    expect(() => snooze(k, hour)).toThrow('It is snoozed already.');
    expect(allowedFor(k.alert, bea, k.now)).toContain('unsnooze');
  });

  it('nobody, when it has cleared', () => {
    const k = held();
    k.tell({ type: 'cleared', reason: 'The fridge was opened.' });
    expect(() => snooze(k, hour)).toThrow('The condition has cleared');
  });

  it('nothing urgent is put off by a contact', () => {
    const k = new Case({ severity: 'high', steps: [step('family', 5), step('coordination', 5)] });
    expect(() => snooze(k, minute, mary, 'recipient')).toThrow('An urgent alert cannot be put off');
  });
});

describe('a snoozed alert', () => {
  it.each(severities)('of severity %s rests until the end, and is called out again then to whoever is on duty', (severity) => {
    const k = held({ severity });
    snooze(k, most[severity]);
    const before = k.notifications.length;
    k.people = people({}, [team('coordination', [onCall('dev', 'Dev')]), responders]);
    k.pass(most[severity] - 1);
    expect(k.notifications).toHaveLength(before);
    expect(k.alert.snoozes).toHaveLength(1);
    k.pass(1);
    expect(k.notifications.at(-1)?.recipient.name).toBe('Dev');
    expect([k.alert.owner, k.alert.snoozes]).toEqual([null, []]);
    expect(types(k).slice(-3)).toEqual(['snooze-ended', 'step', 'notification']);
  });

  it('found late after an outage is marked late and called out once', () => {
    const k = held();
    snooze(k, hour);
    k.gatewayDown(3 * hour);
    expect(k.timeline.filter(({ lateMs }) => lateMs !== null).map(({ type, lateMs }) => [type, lateMs])).toEqual([
      ['snooze-ended', 2 * hour],
    ]);
    expect(k.notifications).toHaveLength(2);
  });

  it('says on the timeline until when and why', () => {
    const k = held({ severity: 'low' });
    snooze(k, 20 * hour);
    expect(k.timeline.at(-1)).toMatchObject({ text: 'Amin has snoozed it until 06:01 on 2026-03-03: Her son is with her.', actor: amin });
  });

  it('that clears is over: who had it has the usual time to record the outcome', () => {
    const k = held();
    snooze(k, 4 * hour);
    k.tell({ type: 'cleared', reason: 'The fridge was opened.' });
    expect(k.alert.owner?.untilAt).toBe(k.now + 30 * minute);
    k.pass(4 * hour);
    expect(types(k).filter((type) => type === 'snooze-ended' || type === 'step')).toEqual(['step', 'snooze-ended']);
  });

  it('is called out at once when a professional ends the snooze', () => {
    const k = held();
    snooze(k, hour);
    k.command({ type: 'unsnooze', actor: bea });
    expect([k.alert.owner, k.alert.snoozes, k.notifications.length]).toEqual([null, [], 2]);
  });

  it('is an ordinary one again in the hands of the next person', () => {
    const k = held();
    snooze(k, 4 * hour);
    k.command({ type: 'hand-over', actor: amin, to: bea });
    expect([k.alert.owner?.untilAt, k.alert.snoozes]).toEqual([k.now + 30 * minute, []]);
    k.pass(30 * minute);
    expect(types(k)).toContain('lease-expired');
  });

  it('is called out at once when its owner cannot see to it after all', () => {
    const k = held();
    snooze(k, 4 * hour);
    k.command({ type: 'decline', actor: amin });
    expect([k.alert.owner, k.alert.snoozes, k.notifications.length]).toEqual([null, [], 2]);
  });

  it('cannot be taken back as an acknowledgement', () => {
    const k = held();
    snooze(k, hour);
    expect(() => k.command({ type: 'unacknowledge', actor: amin })).toThrow('Only the person who acknowledged');
  });
});

/** What is told while it rests, and whether that breaks the rest. The alert was raised for a value above its limit. */
const news: [string, (k: Case) => void, boolean][] = [
  ['more evidence that is no worse', (k) => k.tell({ type: 'evidence', evidence: fact('Still.', k), worse: false }), false],
  ['the same way, no worse', (k) => k.tell({ type: 'evidence', evidence: fact('Still.', k), worse: false, direction: 'above' }), false],
  ['the other way, no worse', (k) => k.tell({ type: 'evidence', evidence: fact('3.1.', k), worse: false, direction: 'below' }), true],
  ['worse evidence', (k) => k.tell({ type: 'evidence', evidence: fact('Worse.', k), worse: true }), true],
  ['a raise without new evidence', (k) => k.tell({ type: 'raised-again', reason: 'Again.', evidence: [], direction: 'above' }), false],
  ['a raise with new evidence', (k) => k.tell({ type: 'raised-again', reason: 'Again.', evidence: [fact('New.', k)] }), true],
  ['a raise the other way', (k) => k.tell({ type: 'raised-again', reason: 'Low.', evidence: [], direction: 'below' }), true],
  ['graver', (k) => k.tell({ type: 'raised-again', reason: 'Graver.', evidence: [], severity: 'high', direction: 'above' }), true],
  ['a call for help', (k) => k.tell({ type: 'called-for-help', text: 'help was called for at 10:30.' }), true],
  ['other contacts', (k) => k.tell({ type: 'people-changed' }), false],
  ['"I\'m OK" where that clears nothing', (k) => k.tell({ type: 'patient-ok', saidAt: 0, text: 'OK.' }), false],
];

describe('what breaks a snooze', () => {
  it.each(news)('%s: %#', (_, tell, breaks) => {
    const k = held();
    k.tell({ type: 'raised-again', reason: 'High.', evidence: [], direction: 'above' });
    snooze(k, 4 * hour);
    k.pass(30 * minute);
    const before = k.notifications.length;
    tell(k);
    expect(types(k).includes('snooze-broken')).toBe(breaks);
    expect(k.alert.snoozes?.length).toBe(breaks ? 0 : 1);
    expect(k.alert.owner === null).toBe(breaks);
    expect(k.notifications.slice(before).some(({ purpose }) => purpose === 'escalation')).toBe(breaks);
  });

  it('a call for help says nothing to an alert that nobody has put off', () => {
    const k = held();
    const before = k.alert;
    k.tell({ type: 'called-for-help', text: 'help was called for.' });
    expect(k.alert).toBe(before);
  });
});

describe('a contact who is not to be asked for a while', () => {
  const two = people({ contacts: [contact('mary', 'Mary'), contact('nell', 'Nell')] });
  const ladder = [step('family', 20), step('coordination', 30)];

  it('is passed over, and the next is asked at once when nobody else is asked', () => {
    const k = new Case({ steps: ladder });
    snooze(k, 2 * hour, mary, 'recipient');
    expect(k.said()).toEqual(['0:00 escalation Mary by email', '0:00 escalation Cara by email']);
    expect(k.timeline.find(({ type }) => type === 'snoozed')?.text).toBe('Mary is not to be asked again until 12:00: Her son is with her.');
  });

  it.each([
    [-1, 1],
    [0, 2],
  ])('others are asked meanwhile; %i ms from the end she has been asked %i times', (ms, times) => {
    const k = new Case({ steps: [step('family', 180), step('coordination', 30)], people: two });
    snooze(k, 2 * hour, mary, 'recipient');
    expect(k.alert.step).toBe(0);
    k.pass(hour);
    k.command({ type: 'acknowledge', actor: nell });
    k.pass(30 * minute);
    expect(k.said().filter((line) => line.includes('Nell'))).toHaveLength(2);
    k.pass(30 * minute + ms);
    expect(k.said().filter((line) => line.includes('escalation Mary'))).toHaveLength(times);
  });

  it('is asked again at once by graver news, and by a call for help', () => {
    for (const tell of news.filter(([what]) => what === 'graver' || what === 'a call for help').map(([, told]) => told)) {
      const k = new Case({ steps: ladder, people: two });
      snooze(k, 2 * hour, mary, 'recipient');
      k.pass(minute);
      tell(k);
      expect(k.said().filter((line) => line === '1:00 escalation Mary by email')).toHaveLength(1);
    }
  });

  it('and had said yes: whoever else is there is asked', () => {
    const k = new Case({ steps: ladder, people: two });
    k.command({ type: 'acknowledge', actor: mary });
    k.pass(minute);
    snooze(k, hour, mary, 'recipient');
    expect(k.said().slice(2)).toEqual(['1:00 escalation Nell by email']);
  });

  it('may end it before its time, and is told when it is over', () => {
    const k = new Case({ steps: ladder });
    snooze(k, 2 * hour, mary, 'recipient');
    k.command({ type: 'unsnooze', actor: mary });
    expect(k.alert.snoozes).toEqual([]);
    expect(() => k.command({ type: 'unsnooze', actor: mary })).toThrow('You may be asked already.');
    k.tell({ type: 'cleared', reason: 'The fridge was opened.' });
    expect(k.said().at(-2)).toBe('0:00 resolved Mary by email');
  });
});
