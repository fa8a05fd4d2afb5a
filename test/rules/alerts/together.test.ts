import { describe, expect, it } from 'vitest';
import { minute } from '../../../rules/model/time.ts';
import { Case } from './case.ts';
import { cara, centre, people, responders, step } from './people.ts';

const steps = [step('coordination', 0), step('family', 5), step('rapid-response', 5)];

describe('a step without a wait', () => {
  it('is called together with the next one, whose wait is that of both', () => {
    const k = new Case({ severity: 'high', steps });
    expect(new Set(k.notifications.map((one) => one.recipient.name))).toEqual(new Set(['Cara', 'Mary']));
    expect(k.alert).toMatchObject({ step: 1, stepDueAt: k.now + 5 * minute });
    k.pass(5 * minute - 1);
    expect(k.alert.step).toBe(1);
    k.pass(1);
    expect(k.alert.step).toBe(2);
  });

  it('waits as long when nobody is there for the next one', () => {
    const k = new Case({ severity: 'high', steps, people: people({ contacts: [] }, [centre, responders]) });
    expect(k.alert).toMatchObject({ step: 1, stepDueAt: k.now + 5 * minute });
    k.pass(5 * minute);
    expect(k.alert.step).toBe(2);
  });

  it('leaves it to the next one when nobody is there for itself', () => {
    const k = new Case({ severity: 'high', steps, people: people({}, [responders]) });
    expect(k.alert).toMatchObject({ step: 1, stepDueAt: k.now + 5 * minute });
    expect(k.notifications.map((one) => one.recipient.name)).toEqual(['Mary']);
  });

  it('is called out again with it when a lease ends', () => {
    const k = new Case({ severity: 'high', steps });
    k.command({ type: 'acknowledge', actor: cara });
    const before = k.notifications.length;
    k.pass(10 * minute);
    expect(k.alert).toMatchObject({ step: 1, generation: 2, owner: null });
    expect(new Set(k.notifications.slice(before).map((one) => one.recipient.name))).toEqual(new Set(['Cara', 'Mary']));
  });
});

describe('a plan whose steps up to the centre are called together when it is high', () => {
  const ladder = [step('patient', 2), step('family', 5), step('coordination', 15), step('rapid-response', 30)];
  const plan = { togetherWhenHigh: true };
  const asked = (k: Case) => k.notifications.map((one) => one.recipient.name);

  it('calls them at once, and waits as long as for the centre', () => {
    const k = new Case({ severity: 'high', steps: ladder, plan });
    expect(asked(k)).toEqual(['Kathleen', 'Mary', 'Cara']);
    expect(k.alert).toMatchObject({ step: 2, stepDueAt: k.now + 15 * minute });
    k.pass(15 * minute);
    expect(asked(k).at(-1)).toBe('Ravi');
  });

  it.each(['moderate', 'low'] as const)('calls them one after the other when it is %s', (severity) => {
    const k = new Case({ severity, steps: ladder, plan });
    expect(asked(k)).toEqual(['Kathleen']);
    expect(k.alert).toMatchObject({ step: 0, stepDueAt: k.now + 2 * minute });
  });

  it('calls them all when it gets high', () => {
    const k = new Case({ severity: 'moderate', steps: ladder, plan });
    k.pass(2 * minute);
    k.tell({ type: 'raised-again', reason: 'Very low now.', evidence: [], severity: 'high' });
    expect(asked(k)).toEqual(['Kathleen', 'Mary', 'Kathleen', 'Mary', 'Cara']);
    expect(k.alert).toMatchObject({ step: 2, generation: 2 });
  });

  it('keeps the waits of a high alert where that was not agreed', () => {
    expect(asked(new Case({ severity: 'high', steps: ladder }))).toEqual(['Kathleen']);
  });

  it('keeps them where there is no centre in it', () => {
    const k = new Case({ severity: 'high', steps: [step('family', 5), step('rapid-response', 5)], plan });
    expect(asked(k)).toEqual(['Mary']);
  });
});
