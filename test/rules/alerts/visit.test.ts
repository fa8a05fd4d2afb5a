import { describe, expect, it } from 'vitest';
import { minute } from '../../../rules/model/time.ts';
import { Case } from './case.ts';
import { amin, bea, step } from './people.ts';

/** At the rung of the centre. */
function asked(): Case {
  const k = new Case({ steps: [step('coordination', 5), step('rapid-response', 5)] });
  k.pass(minute);
  return k;
}

function visit(k: Case, line: number, restMs: number | 'resume' | null): void {
  const rest = typeof restMs === 'number' ? k.now + restMs : restMs;
  k.command({ type: 'visit', actor: bea, line, text: `Line ${line}.`, rest });
}

const lines = (k: Case) => k.timeline.filter(({ type }) => type === 'visit').map(({ text }) => text);

describe('a visit', () => {
  it('has the crew hold an alert that nobody has: the ladder rests for so long and not a millisecond longer', () => {
    const k = asked();
    visit(k, 1, 60 * minute);
    expect(k.alert).toMatchObject({ owner: { actor: bea, onVisit: true }, stepDueAt: null });
    const said = k.said().length;
    k.pass(60 * minute - 1);
    expect([k.alert.owner?.actor.id, k.said().length]).toEqual([bea.id, said]);
    k.pass(1);
    expect(k.alert.owner).toBeNull();
    expect(k.said().length).toBeGreaterThan(said);
  });

  it('leaves the alert with whoever of the service has it, for as long as the crew needs', () => {
    const k = asked();
    k.command({ type: 'acknowledge', actor: amin });
    visit(k, 1, 60 * minute);
    expect(k.alert.owner).toMatchObject({ actor: amin, untilAt: k.now + 60 * minute });
    visit(k, 2, 'resume');
    expect(k.alert.owner?.actor).toEqual(amin);
    expect(k.alert.owner!.untilAt).toBeLessThan(k.now + 60 * minute);
  });

  it('that is over calls the centre', () => {
    const k = asked();
    k.pass(6 * minute);
    visit(k, 1, 60 * minute);
    const said = k.said().length;
    visit(k, 2, 'resume');
    expect(k.alert).toMatchObject({ owner: null, step: 0 });
    expect(k.alert.stepDueAt).not.toBeNull();
    expect(k.said().length).toBeGreaterThan(said);
  });

  it('is told line by line, each once, and a line alone changes nothing else', () => {
    const k = asked();
    const { stepDueAt } = k.alert;
    visit(k, 1, null);
    visit(k, 2, null);
    visit(k, 2, 60 * minute);
    visit(k, 1, 60 * minute);
    expect(lines(k)).toEqual(['Line 1.', 'Line 2.']);
    expect(k.alert).toMatchObject({ owner: null, stepDueAt });
  });

  it('whose rest is over by the time it is told gives nobody the alert', () => {
    const k = asked();
    visit(k, 1, 0);
    expect([lines(k), k.alert.owner]).toEqual([['Line 1.'], null]);
  });
});
