import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../rules/model/patient.ts';
import { minute } from '../../../rules/model/time.ts';
import { Case } from './case.ts';
import { contact, email, mary, people, step } from './people.ts';

const push = { kind: 'push', address: 'user-mary' } as const;
const sms = { kind: 'sms', address: '+447700900123' } as const;
const voice = { kind: 'voice', address: '+447700900123' } as const;
const withWays = (...channels: readonly Channel[]) => people({ contacts: [contact('mary', 'Mary', { channels })] });
const ladder = [step('family', 20), step('coordination', 30)];

describe('a notice of the app is a courtesy', () => {
  it.each([
    ['high', [push, sms, email('mary')], ['push', 'sms']],
    ['high', [sms, push, email('mary')], ['sms']],
    ['high', [push, push, voice], ['push', 'push', 'voice']],
    ['high', [push], ['push']],
    ['moderate', [push, sms], ['push']],
    ['low', [push, sms], ['push']],
  ] as const)('%s, ways %j: told at once by %j', (severity, channels, told) => {
    const k = new Case({ severity, people: withWays(...channels), steps: ladder });
    expect(k.notifications.filter(({ recipient }) => recipient.id === 'mary').map(({ channel }) => channel.kind)).toEqual(told);
  });

  it('that fails on a high alert asks by no third way: the second has been taken already', () => {
    const k = new Case({ severity: 'high', people: withWays(push, sms, email('mary')), steps: ladder });
    const [notice] = k.alert.attempts;
    k.tell({ type: 'fate', notificationId: notice!.notificationId, fate: 'failed', detail: 'no device' });
    expect(k.notifications).toHaveLength(2);
  });

  it('waits for nobody’s confirmation; the way beside it does', () => {
    const k = new Case({ severity: 'high', people: withWays(push, sms, email('mary')), steps: ladder });
    expect(k.alert.attempts.map(({ confirmByAt }) => confirmByAt !== null)).toEqual([false, true]);
    k.pass(minute);
    expect(k.said()).toEqual(['0:00 escalation Mary by push', '0:00 escalation Mary by sms', '1:00 escalation Mary by email']);
  });

  it('that fails on a moderate alert is followed by the next way, and the timeline says so in words', () => {
    const k = new Case({ people: withWays(push, sms, voice), steps: ladder });
    k.fate('mary', 'failed', 'nobody reads it any more');
    k.fate('mary', 'failed');
    expect(k.timeline.slice(2).map(({ text }) => text)).toEqual([
      'Mary is told by a notice of the app.',
      'The notice of the app did not reach Mary (nobody reads it any more).',
      'The notice of the app to Mary did not go through; sending a text message instead.',
      'Mary is told by text message.',
      'The text message did not reach Mary.',
      'The text message to Mary did not go through; calling instead.',
      'Mary is told by telephone.',
    ]);
  });

  it('is used for what is told once only where nothing else reaches them', () => {
    const k = new Case({ severity: 'high', people: withWays(push, sms), steps: [step('coordination', 30)] });
    k.command({ type: 'hand-over', actor: { ...mary, kind: 'user', tier: 'professional' }, to: mary });
    expect(k.said().at(-1)).toBe('0:00 handed-over Mary by sms');
  });
});

describe('a contact to whom no way has been checked', () => {
  const unchecked = contact('mary', 'Mary', { channels: [], unchecked: true });

  it('is not asked, and a task says so', () => {
    const k = new Case({ people: people({ contacts: [unchecked, contact('nell', 'Nell', { order: 2 })] }), steps: ladder });
    expect(k.said()).toEqual(['0:00 task unreachable', '0:00 escalation Nell by email']);
    expect(k.tasks[0]?.text).toBe('Kathleen: no way to reach Mary has been checked.');
    expect(k.timeline.map(({ text }) => text)).toContain('Mary is not asked: no way to reach them has been checked.');
  });

  it('leaves the step empty when there is nobody else', () => {
    const k = new Case({ people: people({ contacts: [unchecked] }), steps: ladder });
    expect(k.said()).toEqual(['0:00 task unreachable', '0:00 task rota-gap', '0:00 escalation Cara by email']);
  });

  it.each([
    ['who may not be told', { mayBeTold: false }],
    ['of another step', { order: 2 }],
  ])('%s is none of it', (_who, more) => {
    const one = step('family', 20, 1);
    const k = new Case({ people: people({ contacts: [{ ...unchecked, ...more }] }), steps: [one, step('coordination', 30)] });
    expect(k.tasks.map(({ kind }) => kind)).toEqual(['rota-gap']);
  });
});

describe('a contact who reads Polish', () => {
  const reads = (more = {}) => people({ contacts: [contact('mary', 'Mary', { language: 'pl', ...more })] });

  it('is asked in it, in as far as the words are ours', () => {
    const words = { ...step('family', 20), message: '{name} is still in bed this morning. Could you ring?' };
    const k = new Case({ people: reads(), steps: [words, step('coordination', 30)] });
    expect(k.notifications[0]).toMatchObject({ language: 'pl', subject: 'Kathleen: proszę zajrzeć' });
    expect(k.notifications[0]?.body).toBe(`Kathleen dziś rano jeszcze leży w łóżku. Czy możesz zadzwonić? ${k.alert.reason} Od 10:00.`);
    expect(k.notifications[0]).not.toHaveProperty('detailsOnLockScreen');
  });

  it('and hears in it that it is over', () => {
    const k = new Case({ people: reads({ detailsOnLockScreen: true }), steps: ladder });
    k.tell({ type: 'cleared', reason: 'The fridge was opened.' });
    expect(k.notifications.at(-1)).toMatchObject({
      language: 'pl',
      detailsOnLockScreen: true,
      subject: 'Kathleen: już nie trzeba, dziękujemy',
      body: 'The fridge was opened. Dziękujemy, nic więcej nie trzeba robić.',
    });
  });

  it('is no reason to write to anybody else in Polish', () => {
    const k = new Case({ people: reads(), steps: ladder });
    k.pass(20 * minute);
    expect(k.notifications.at(-1)).not.toHaveProperty('language');
    expect(k.notifications.at(-1)?.body).toContain('Tried before you: Mary: no answer so far.');
  });
});
