import { describe, expect, it } from 'vitest';
import { minute } from '../../../rules/model/time.ts';
import { Case } from './case.ts';
import { contact, mary, people, step } from './people.ts';

const ladder = [step('family', 20), step('coordination', 30)];
const circle = (maryMayBeTold: boolean, nellMayBeTold = false) =>
  people({
    contacts: [contact('mary', 'Mary', { mayBeTold: maryMayBeTold }), contact('nell', 'Nell', { order: 2, mayBeTold: nellMayBeTold })],
  });

describe('consent that is taken back while an alert is open', () => {
  it('and leaves the step with nobody: the next is asked at once, and somebody has to mend the gap', () => {
    const k = new Case({ people: circle(true), steps: ladder });
    k.fate('mary', 'sent');
    k.pass(5 * minute);
    k.people = circle(false);
    k.tell({ type: 'people-changed' });
    expect(k.said().at(-1)).toMatch(/^5:00 escalation .+ by /);
    expect(k.alert).toMatchObject({ step: 1, stepDueAt: k.now + 30 * minute });
    expect(k.tasks).toMatchObject([{ kind: 'rota-gap', text: 'Kathleen: nobody to reach for family.' }]);
  });

  it('ends the acknowledgement of who gave it, and the step is called out again to whoever is left', () => {
    const k = new Case({ people: circle(true, true), steps: ladder });
    k.command({ type: 'acknowledge', actor: mary });
    k.pass(2 * minute);
    k.people = circle(false, true);
    k.tell({ type: 'people-changed' });
    expect(k.wakeAt).toBe(k.now);
    k.pass(0);
    expect(k.alert.owner).toBeNull();
    expect(k.said().at(-1)).toBe('2:00 escalation Nell by email');
  });

  it('of somebody else leaves an acknowledgement as it is', () => {
    const k = new Case({ people: circle(true, true), steps: ladder });
    k.command({ type: 'acknowledge', actor: mary });
    k.pass(2 * minute);
    k.people = circle(true, false);
    k.tell({ type: 'people-changed' });
    k.pass(minute);
    expect(k.alert.owner?.actor).toEqual(mary);
  });
});
