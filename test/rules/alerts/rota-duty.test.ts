import { describe, expect, it } from 'vitest';
import type { Rota } from '../../../rules/model/rota.ts';
import { hour, minute } from '../../../rules/model/time.ts';
import { Case } from './case.ts';
import { amin, cara, email, people, step, team } from './people.ts';

const morning = Date.parse('2026-03-02T10:00:00Z');
/** Cara by day until 10:20, then Dev, each day. */
const rota: Rota = {
  zone: 'Europe/London',
  cover: [],
  people: [
    { id: 'cara', name: 'Cara', channels: [email('cara')] },
    { id: 'dev', name: 'Dev', channels: [email('dev')] },
  ],
  shifts: [
    { id: 'a', name: 'A', windows: [{ from: '22:20', to: '10:20' }], people: ['cara'], startsOn: '2026-03-01', turnDays: 1 },
    { id: 'b', name: 'B', windows: [{ from: '10:20', to: '22:20' }], people: ['dev'], startsOn: '2026-03-01', turnDays: 1 },
  ],
  overrides: [],
};
const onRota = (more: Partial<Rota> = {}) => people({ contacts: [] }, [team('coordination', [], { rota: { ...rota, ...more } })]);
const ladder = [step('coordination', 30)];

describe('a rota', () => {
  it('says who is asked when the step fires', () => {
    const k = new Case({ people: onRota(), steps: [step('coordination', 20), step('coordination', 30)] });
    k.pass(20 * minute);
    expect(k.said()).toEqual(['0:00 escalation Cara by email', '20:00 escalation Dev by email']);
  });

  it('ends an acknowledgement with the turn: it is called out again, to who comes on duty', () => {
    const k = new Case({ people: onRota(), steps: ladder });
    k.pass(5 * minute);
    k.command({ type: 'acknowledge', actor: cara });
    expect(k.alert.owner?.untilAt).toBe(morning + 20 * minute);
    k.pass(15 * minute);
    expect(k.said()).toEqual(['0:00 escalation Cara by email', '20:00 escalation Dev by email']);
    expect(k.timeline.map(({ text }) => text)).toContain('Cara has not closed it in the agreed time; it is called out again.');
  });

  it('does not shorten an acknowledgement that ends before the turn', () => {
    const k = new Case({ severity: 'high', people: onRota(), steps: ladder });
    k.command({ type: 'acknowledge', actor: cara });
    expect(k.alert.owner?.untilAt).toBe(morning + 10 * minute);
  });

  it('does not bind who is on no rota', () => {
    const k = new Case({ people: onRota(), steps: ladder });
    k.command({ type: 'acknowledge', actor: amin });
    expect(k.alert.owner?.untilAt).toBe(morning + 30 * minute);
  });

  it('with a swap names who has taken the turn', () => {
    const swap = { id: 'o', fromAt: morning - hour, untilAt: morning + hour, outId: 'cara', inId: 'dev' };
    const k = new Case({ people: onRota({ overrides: [swap] }), steps: ladder });
    expect(k.said()).toEqual(['0:00 escalation Dev by email']);
    k.command({ type: 'acknowledge', actor: { ...cara, id: 'dev', name: 'Dev' } });
    expect(k.alert.owner?.untilAt).toBe(morning + 30 * minute);
  });

  it('with nobody on duty is a gap: a task, and the ladder goes on at once', () => {
    const off = { id: 'o', fromAt: morning - hour, untilAt: morning + hour, outId: 'cara', inId: null };
    const k = new Case({ people: onRota({ overrides: [off] }), steps: [step('coordination', 30), step('emergency', 30)] });
    expect(k.said()).toEqual(['0:00 task rota-gap', '0:00 task rota-gap']);
  });

  it('knows a way to somebody of it who is handed an alert', () => {
    const k = new Case({ people: onRota(), steps: ladder });
    k.command({ type: 'acknowledge', actor: { ...cara, id: 'dev', name: 'Dev' } });
    k.tell({ type: 'cleared', reason: 'The fridge was opened.' });
    expect(k.said().slice(1)).toEqual(['0:00 resolved Cara by email', '0:00 resolved Dev by email']);
  });
});
