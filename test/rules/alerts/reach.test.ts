import { describe, expect, it } from 'vitest';
import { hour, minute, second } from '../../../rules/model/time.ts';
import { Case } from './case.ts';
import { amin, cara, contact, email, onCall, people, responders, step, team, webhook } from './people.ts';

const twoWays = [webhook('a'), email('a')];
const threeWays = [webhook('a'), email('a'), email('b')];
const reachable = (channels = twoWays) =>
  people({ contacts: [contact('mary', 'Mary', { channels })] }, [
    team('coordination', [onCall('cara', 'Cara', { channels }), onCall('dev', 'Dev', { channels })]),
    responders,
  ]);
const two = [step('coordination', 2), step('rapid-response', 5)];

describe('a way that fails', () => {
  it('is followed by the next way of the same person at once', () => {
    const k = new Case({ people: reachable() });
    k.pass(30 * minute);
    k.fate('mary', 'failed', 'host unknown');
    expect(k.said().slice(1)).toEqual(['30:00 escalation Mary by webhook', '30:00 escalation Mary by email']);
    expect(k.timeline.at(-3)?.text).toBe('The message by message service did not reach Mary (host unknown).');
  });

  it('and the last one leaves a task, and the next rung at once when nobody else is asked', () => {
    const k = new Case({ people: reachable() });
    k.pass(31 * minute);
    k.fate('mary', 'failed');
    k.fate('mary', 'failed');
    expect(k.said().slice(2)).toEqual([
      '31:00 escalation Mary by email',
      '31:00 task unreachable',
      '31:00 escalation Cara by webhook',
      '31:00 escalation Dev by webhook',
    ]);
    expect(k.alert.step).toBe(2);
    expect(k.alert.stepDueAt).toBe(k.now + 30 * minute);
  });

  it('holds nothing up while somebody else of the rung is asked', () => {
    const k = new Case({ people: reachable([email('a')]), steps: two });
    k.fate('cara', 'failed');
    expect(k.alert.step).toBe(0);
    k.fate('dev', 'failed');
    expect(k.alert.step).toBe(1);
  });

  it('of a device: the next device that can speak, then the next rung', () => {
    const speaker = {
      id: 'speaker',
      kind: 'speaker',
      name: 'Speaker',
      room: null,
      patientId: null,
      heartbeatMs: null,
      prompts: true,
      enrolledAt: 0,
    } as const;
    const k = new Case({ people: people({ devices: [speaker, { ...speaker, id: 'fridge', kind: 'fridge' }] }) });
    k.pass(minute);
    expect(k.notifications.map((one) => one.channel.address)).toEqual(['fridge']);
    k.fate('fridge', 'failed');
    expect(k.notifications.map((one) => one.channel.address)).toEqual(['fridge', 'speaker']);
    k.fate('fridge', 'failed');
    expect(k.said().slice(2)).toEqual(['1:00 task unreachable', '1:00 escalation Mary by email']);
  });

  it('is reported after the ladder has gone on: the person is still told, the ladder is not moved', () => {
    const k = new Case({ people: reachable() });
    k.pass(55 * minute);
    const due = k.alert.stepDueAt;
    k.fate('mary', 'failed');
    expect(k.said().at(-1)).toBe('55:00 escalation Mary by email');
    expect([k.alert.step, k.alert.stepDueAt]).toEqual([2, due]);
  });

  it('of an earlier pass of the ladder asks nobody: the newer one has asked for itself', () => {
    const k = new Case({ people: reachable(threeWays), steps: two, severity: 'high' });
    k.pass(minute);
    const first = k.alert.attempts.find((one) => one.recipient.id === 'cara' && one.channel === 1)!;
    k.command({ type: 'acknowledge', actor: cara });
    k.pass(10 * minute);
    const before = k.notifications.length;
    k.tell({ type: 'fate', notificationId: first.notificationId, fate: 'failed', detail: '' });
    expect(k.notifications).toHaveLength(before);
    k.pass(minute);
    expect(k.notifications.length).toBe(before + 2);
  });

  it('of the last rung does not send the ladder round and round', () => {
    const k = new Case({ people: reachable([email('a')]), steps: [step('coordination', 30)] });
    k.fate('cara', 'failed');
    k.fate('dev', 'failed');
    expect(k.alert.stepDueAt).toBe(k.now + 5 * minute);
    expect(k.timeline.at(-1)?.text).toBe('Nobody at this step could be reached; the ladder starts again in a few minutes.');
    k.pass(5 * minute);
    expect(k.said().slice(-2)).toEqual(['5:00 escalation Cara by email', '5:00 escalation Dev by email']);
  });

  it('asks nobody while a professional holds the alert, and still says that somebody cannot be reached', () => {
    const k = new Case({ people: reachable() });
    k.pass(31 * minute);
    k.command({ type: 'acknowledge', actor: amin });
    k.fate('mary', 'failed');
    expect(k.said().slice(2)).toEqual([]);
    const one = new Case({ people: reachable([email('a')]) });
    one.pass(31 * minute);
    one.command({ type: 'acknowledge', actor: amin });
    one.fate('mary', 'failed');
    expect(one.said().slice(2)).toEqual(['31:00 task unreachable']);
  });

  it('is not replaced when consent has been withdrawn meanwhile', () => {
    const k = new Case({ people: reachable() });
    k.pass(31 * minute);
    k.people = people({ contacts: [contact('mary', 'Mary', { channels: twoWays, mayBeTold: false })] });
    k.fate('mary', 'failed');
    expect(k.said().slice(2)).toEqual(['31:00 escalation Cara by email']);
  });
});

describe('a high alert waits for confirmation', () => {
  it.each([
    [3, 60 * second],
    [1, 30 * second],
  ])('in a step of %i min: %i ms, then the next way', (wait, ms) => {
    const k = new Case({ severity: 'high', people: reachable(), steps: [step('coordination', wait), step('rapid-response', 5)] });
    k.pass(ms - 1);
    expect(k.notifications).toHaveLength(2);
    k.pass(1);
    expect(k.notifications.slice(2).map((one) => `${one.recipient.name} by ${one.channel.kind}`)).toEqual([
      'Cara by email',
      'Dev by email',
    ]);
    expect(k.alert.step).toBe(0);
  });

  it('and no longer once the person has confirmed, by whichever way', () => {
    const k = new Case({ severity: 'high', people: reachable(threeWays), steps: [step('coordination', 10)] });
    const first = k.attempt('cara').notificationId;
    k.pass(minute);
    expect(k.attempt('cara').channel).toBe(1);
    k.tell({ type: 'fate', notificationId: first, fate: 'confirmed', detail: '' });
    k.pass(2 * minute);
    expect(k.attempt('cara').channel).toBe(1);
    expect(k.attempt('dev').channel).toBe(2);
  });

  it('does not ask twice by the same way when the first one fails after all', () => {
    const k = new Case({ severity: 'high', people: reachable(), steps: two });
    const first = k.attempt('cara').notificationId;
    k.pass(minute);
    k.tell({ type: 'fate', notificationId: first, fate: 'failed', detail: '' });
    expect(k.notifications.filter((one) => one.recipient.id === 'cara')).toHaveLength(2);
    expect(k.tasks).toEqual([]);
    k.fate('cara', 'failed');
    expect(k.tasks.map((task) => task.text)).toEqual(['Cara could not be reached for Kathleen.']);
  });

  it('uses the third way when the first two fail one after the other, the newer one first', () => {
    const k = new Case({ severity: 'high', people: reachable(threeWays), steps: [step('coordination', 10)] });
    const first = k.attempt('cara').notificationId;
    k.pass(minute);
    k.fate('cara', 'failed');
    k.tell({ type: 'fate', notificationId: first, fate: 'failed', detail: '' });
    expect(k.attempt('cara').channel).toBe(2);
  });

  it.each(['moderate', 'low'] as const)('a %s one does not', (severity) => {
    const k = new Case({ severity, people: reachable(), steps: [step('coordination', 60)] });
    k.pass(59 * minute);
    expect(k.notifications).toHaveLength(2);
  });

  it('stops waiting for who has been overtaken by another rung', () => {
    const k = new Case({ severity: 'high', people: reachable(), steps: [step('coordination', 10), step('rapid-response', 10)] });
    k.pass(10 * second);
    k.command({ type: 'hand-over', actor: amin, to: { level: 'rapid-response' } });
    k.pass(5 * minute);
    expect(k.notifications.filter((one) => one.recipient.id === 'cara')).toHaveLength(1);
  });
});

describe('what became of a message', () => {
  it.each(['sent', 'delivered', 'confirmed'] as const)('"%s" stops nothing', (fate) => {
    const k = new Case();
    k.pass(30 * minute);
    k.fate('mary', fate);
    expect(k.alert.owner).toBeNull();
    k.pass(20 * minute);
    expect(k.said().at(-1)).toBe('50:00 escalation Cara by email');
  });

  const orders = [
    { told: ['delivered', 'sent'], ends: 'delivered' },
    { told: ['confirmed', 'delivered', 'sent'], ends: 'confirmed' },
    { told: ['sent', 'sent', 'delivered', 'delivered'], ends: 'delivered' },
    { told: ['delivered', 'failed'], ends: 'delivered' },
    { told: ['failed', 'sent'], ends: 'failed' },
    { told: ['failed', 'delivered', 'confirmed'], ends: 'confirmed' },
    { told: ['sent', 'failed', 'failed'], ends: 'failed' },
  ] as const;
  it.each(orders)('$told ends as $ends', ({ told, ends }) => {
    const k = new Case({ people: reachable() });
    k.pass(30 * minute);
    const { notificationId } = k.attempt('mary');
    for (const fate of told) k.tell({ type: 'fate', notificationId, fate, detail: '' });
    expect(k.alert.attempts.find((one) => one.notificationId === notificationId)?.fate).toBe(ends);
  });

  it('of nobody we asked changes nothing', () => {
    const k = new Case();
    const before = k.alert;
    k.tell({ type: 'fate', notificationId: 'no such', fate: 'failed', detail: '' });
    expect(k.alert).toBe(before);
  });

  it('is not news to a closed alert', () => {
    const k = new Case();
    const { notificationId } = k.attempt('speaker');
    k.tell({ type: 'cleared', reason: 'The fridge was opened.' });
    const closed = k.alert;
    k.pass(hour);
    k.tell({ type: 'fate', notificationId, fate: 'delivered', detail: '' });
    k.tell({ type: 'raised-again', reason: 'again', evidence: [] });
    k.tell({ type: 'deadline', dueAt: 0 });
    expect(closed.status).toBe('closed');
    expect(k.alert).toBe(closed);
  });
});
