import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../rules/model/alert.ts';
import { day, hour, minute } from '../../../rules/model/time.ts';
import { Case } from './case.ts';
import { amin, cara, centre, contact, email, mary, people, ravi, responders, step, team, webhook } from './people.ts';

const cleared = { type: 'cleared', reason: 'The fridge was opened at 10:40.' } as const;
const fact = (text: string): Evidence => ({ text, at: 0 });

describe('the condition clears', () => {
  it('while only the patient was asked: the prompt has sufficed, and its words are taken back', () => {
    const k = new Case();
    k.pass(29 * minute);
    k.tell(cleared);
    expect(k.alert).toMatchObject({
      status: 'closed',
      outcome: { code: 'prompt-sufficed', by: 'Hearthline' },
      clearedAt: k.now,
      closedAt: k.now,
    });
    expect(k.said().slice(1)).toEqual(['29:00 withdrawn device:speaker']);
    k.pass(day);
    expect(k.said()).toHaveLength(2);
  });

  it('does not take back what was spoken', () => {
    const k = new Case();
    k.fate('speaker', 'delivered');
    k.tell(cleared);
    expect(k.said()).toHaveLength(1);
  });

  it('takes back what a device that was away has missed, though the ladder has gone on without it', () => {
    const k = new Case();
    k.fate('speaker', 'failed', 'the device is not connected');
    k.pass(5 * minute);
    k.tell(cleared);
    expect(k.said(k.now)).toEqual(['5:00 withdrawn device:speaker', '5:00 resolved Mary by email']);
    expect(k.attempt('speaker').fate).toBe('failed');
  });

  it.each([
    { after: 35, told: ['Mary'] },
    { after: 55, told: ['Mary', 'Cara'] },
    { after: 90, told: ['Mary', 'Cara', 'Ravi'] },
    { after: 130, told: ['Mary', 'Ravi', 'Cara'] },
    { after: 400, told: ['Mary', 'Cara', 'Ravi'] },
  ])('after $after minutes: everyone who was told hears it once, and nobody is called any more', ({ after, told }) => {
    const k = new Case();
    k.pass(after * minute);
    k.tell(cleared);
    const at = k.now;
    const resolved = () =>
      k.effects.flatMap(({ at, effect }) =>
        effect.type === 'notify' && effect.notification.purpose === 'resolved' ? [[effect.notification.recipient.name, at] as const] : [],
      );
    expect(resolved()).toEqual(told.map((name) => [name, at]));
    k.tell(cleared);
    k.pass(2 * day);
    expect(k.notifications.filter((one) => one.purpose === 'escalation' && one.createdAt > at)).toEqual([]);
    k.command({ type: 'close', actor: amin, outcome: 'reassurance', note: '' });
    expect(resolved()).toHaveLength(told.length);
    expect(k.alert.status).toBe('closed');
  });

  it('by a way that has not failed', () => {
    const k = new Case({ people: people({ contacts: [contact('mary', 'Mary', { channels: [webhook('m'), email('m')] })] }) });
    k.pass(30 * minute);
    k.fate('mary', 'failed');
    k.tell(cleared);
    expect(k.said().at(-1)).toBe('30:00 resolved Mary by email');
  });

  it('and who could not be reached at all, or has withdrawn from it, is not told', () => {
    const contacts = [contact('mary', 'Mary'), contact('nell', 'Nell', { order: 2 })];
    const k = new Case({ people: people({ contacts }), steps: [step('family', 10)] });
    k.fate('mary', 'failed');
    k.people = people({ contacts: [contact('nell', 'Nell', { mayBeTold: false })] });
    k.tell(cleared);
    expect(k.notifications.filter((one) => one.purpose === 'resolved')).toEqual([]);
  });

  it('waits for the outcome when it was never the patient who was to be asked', () => {
    const k = new Case({ people: people({}, []), steps: [step('coordination', 10)] });
    k.tell(cleared);
    expect(k.alert.status).toBe('cleared');
  });

  it('waits for the outcome when the ladder had gone past the patient, even if nobody could be reached', () => {
    const k = new Case({ people: people({ contacts: [] }, []) });
    k.pass(31 * minute);
    k.tell(cleared);
    expect(k.alert.status).toBe('cleared');
  });

  it('waits for the outcome when somebody has taken it up', () => {
    const k = new Case();
    k.command({ type: 'acknowledge', actor: amin });
    k.tell(cleared);
    expect(k.alert.status).toBe('cleared');
    const again = new Case();
    again.command({ type: 'acknowledge', actor: amin });
    again.pass(30 * minute);
    again.tell(cleared);
    expect([again.alert.step, again.alert.status]).toEqual([0, 'cleared']);
  });
});

describe('the outcome', () => {
  it('is asked for every four hours until somebody records it', () => {
    const k = new Case();
    k.pass(60 * minute);
    k.tell(cleared);
    k.pass(8 * hour);
    expect(k.said().slice(-2)).toEqual(['300:00 reminder Cara by email', '540:00 reminder Cara by email']);
    k.command({ type: 'close', actor: amin, outcome: 'condition-settled', note: 'Ate late.' });
    expect(k.alert).toMatchObject({ status: 'closed', outcome: { code: 'condition-settled', by: 'Amin', note: 'Ate late.' } });
    expect(k.timeline.at(-1)).toMatchObject({ type: 'closed', text: 'Amin closed it: condition settled. Ate late.', actor: amin });
    expect(k.wakeAt).toBeNull();
  });

  it('that nobody can be reminded of is a task', () => {
    const k = new Case({ people: people({}, []) });
    k.pass(60 * minute);
    k.tell(cleared);
    k.pass(4 * hour);
    expect(k.tasks.at(-1)?.text).toBe('Kathleen: nobody to remind that an outcome is to be recorded.');
    expect(k.alert.reviewDueAt).toBe(k.now + 4 * hour);
  });

  it('is asked for as soon as the lease of who holds it ends', () => {
    const k = new Case();
    k.pass(60 * minute);
    k.command({ type: 'acknowledge', actor: cara });
    k.pass(10 * minute);
    k.tell(cleared);
    k.pass(20 * minute);
    expect(k.alert.owner).toBeNull();
    expect(k.said().at(-1)).toBe('90:00 reminder Cara by email');
    expect(k.alert.reviewDueAt).toBe(k.now + 4 * hour);
  });

  it('closes an open alert too, and then everybody but the one who closed it hears of it', () => {
    const k = new Case();
    k.pass(85 * minute);
    k.command({ type: 'close', actor: cara, outcome: '999', note: '' });
    expect(k.said().slice(-3)).toEqual(['85:00 resolved Mary by email', '85:00 resolved Ravi by email', '85:00 withdrawn device:speaker']);
    expect(k.notifications.at(-1)?.body).toBe('Cara has seen to it (11:25). Thank you; nothing more is asked of you.');
    k.pass(day);
    expect(k.notifications).toHaveLength(6);
  });
});

describe('"I\'m OK"', () => {
  const ok = (k: Case) => k.tell({ type: 'patient-ok', saidAt: k.now, text: "Kathleen said at 10:05: I'm OK." });

  it.each(['moderate', 'low'] as const)('clears a %s alert where that is agreed', (severity) => {
    const k = new Case({ severity });
    ok(k);
    expect(k.alert).toMatchObject({ status: 'closed', outcome: { code: 'prompt-sufficed' } });
  });

  it.each([
    ['a high alert', { severity: 'high' }],
    ['one for which it is not agreed', { plan: { okClears: false } }],
  ] as const)('only annotates %s', (_, given) => {
    const k = new Case(given);
    const { stepDueAt } = k.alert;
    ok(k);
    expect([k.alert.status, k.alert.stepDueAt]).toEqual(['open', stepDueAt]);
    expect(k.timeline.at(-1)).toMatchObject({ type: 'patient-ok', text: "Kathleen said at 10:05: I'm OK." });
  });

  it.each([
    [-1, 'open'],
    [0, 'closed'],
  ])('said %i ms after the alert opened leaves it %s', (ms, status) => {
    const k = new Case();
    k.pass(minute);
    k.tell({ type: 'patient-ok', saidAt: k.openedAt + ms, text: 'OK' });
    expect(k.alert.status).toBe(status);
  });
});

describe('it happens again', () => {
  it('while open: one more fact, no second alert, and who holds it is told', () => {
    const k = new Case();
    k.pass(55 * minute);
    k.command({ type: 'acknowledge', actor: cara });
    const { owner, stepDueAt, generation } = k.alert;
    k.tell({ type: 'raised-again', reason: 'Nothing eaten at noon.', evidence: [fact('Noon')] });
    expect(k.alert).toMatchObject({ owner, stepDueAt, generation, evidence: [{ text: 'Noon' }] });
    expect(k.said().slice(-1)).toEqual(['55:00 reminder Cara by email']);
    expect(k.timeline.at(-1)).toMatchObject({ type: 'evidence', text: 'Nothing eaten at noon.' });
  });

  it('after it had cleared: the ladder from its foot, whoever held it', () => {
    const k = new Case();
    k.pass(55 * minute);
    k.command({ type: 'acknowledge', actor: cara });
    k.tell(cleared);
    k.pass(minute);
    k.tell({ type: 'raised-again', reason: 'Nothing eaten at noon.', evidence: [] });
    expect(k.alert).toMatchObject({
      status: 'open',
      step: 0,
      owner: null,
      clearedAt: null,
      reviewDueAt: null,
      reason: 'Nothing eaten at noon.',
    });
    expect(k.said().slice(-2)).toEqual(['56:00 reminder Cara by email', '56:00 prompt Kathleen by mqtt']);
    k.pass(30 * minute);
    expect(k.said().at(-1)).toBe('86:00 escalation Mary by email');
    k.tell(cleared);
    expect(k.alert.status).toBe('cleared');
  });

  it('after it had cleared: who is not called this time does not hear a second time that it is over', () => {
    const k = new Case();
    k.pass(55 * minute);
    k.tell(cleared);
    k.tell({ type: 'raised-again', reason: 'Nothing eaten at noon.', evidence: [] });
    k.pass(31 * minute);
    const before = k.notifications.length;
    k.tell(cleared);
    expect(k.notifications.slice(before).map((one) => one.recipient.name)).toEqual(['Mary']);
  });

  it('keeps what it knows within bounds: the first fact and the newest', () => {
    const k = new Case();
    for (let i = 1; i <= 200; i++) k.tell({ type: 'evidence', evidence: fact(`${i}`), worse: false });
    expect(k.alert.evidence).toHaveLength(50);
    expect([k.alert.evidence[0]?.text, k.alert.evidence[1]?.text, k.alert.evidence.at(-1)?.text]).toEqual(['1', '152', '200']);
    expect(k.timeline.filter((entry) => entry.type === 'evidence')).toHaveLength(200);
  });
});

describe('it gets worse', () => {
  const worse = { type: 'evidence', evidence: fact('Higher still.'), worse: true } as const;

  it('breaks the lease and calls the rung out again', () => {
    const k = new Case();
    k.pass(55 * minute);
    k.command({ type: 'acknowledge', actor: cara });
    k.pass(minute);
    k.tell(worse);
    expect(k.alert.owner).toBeNull();
    expect(k.said().slice(-2)).toEqual(['56:00 reminder Cara by email', '56:00 escalation Cara by email']);
    expect(k.timeline.map((entry) => entry.type)).toContain('worsened');
    k.pass(30 * minute);
    expect(k.said().at(-1)).toBe('86:00 escalation Ravi by email');
  });

  it('again and again does not keep a running ladder from going on', () => {
    const k = new Case({ severity: 'high', steps: [step('family', 5), step('coordination', 5)] });
    for (let i = 0; i < 5; i++) {
      k.command({ type: 'acknowledge', actor: mary });
      k.pass(minute);
      k.tell(worse);
      expect(k.alert.owner).toBeNull();
    }
    expect(k.alert.step).toBe(1);
  });

  it('without an owner only adds to what is known', () => {
    const k = new Case();
    const { stepDueAt } = k.alert;
    k.tell(worse);
    expect([k.alert.stepDueAt, k.notifications.length]).toEqual([stepDueAt, 1]);
  });

  it('after it had cleared wakes it again', () => {
    const k = new Case();
    k.pass(55 * minute);
    k.tell(cleared);
    k.tell(worse);
    expect([k.alert.status, k.alert.step]).toEqual(['open', 0]);
  });

  it('not worse leaves the lease alone', () => {
    const k = new Case();
    k.command({ type: 'acknowledge', actor: cara });
    k.tell({ ...worse, worse: false });
    expect(k.alert.owner?.actor).toEqual(cara);
  });

  it('graver than agreed raises the severity and never lowers it', () => {
    const k = new Case({ severity: 'moderate', people: people({}, [centre, responders, team('agency', [])]) });
    k.pass(55 * minute);
    k.command({ type: 'acknowledge', actor: ravi });
    k.tell({ type: 'raised-again', reason: 'Far too high.', evidence: [], severity: 'high' });
    expect(k.alert).toMatchObject({ severity: 'high', reason: 'Far too high.', owner: null });
    expect(k.notifications.at(-1)).toMatchObject({ severity: 'high', recipient: { id: 'cara' } });
    k.tell({ type: 'raised-again', reason: 'A little too high.', evidence: [], severity: 'low' });
    expect(k.alert).toMatchObject({ severity: 'high', reason: 'Far too high.' });
  });
});
