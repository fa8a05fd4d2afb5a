import { describe, expect, it } from 'vitest';
import { isCurrent } from '../../../rules/alerts/lifecycle.ts';
import { minute } from '../../../rules/model/time.ts';
import { Case } from './case.ts';
import { cara, step } from './people.ts';

const atCentre = () => {
  const k = new Case({ steps: [step('coordination', 5), step('rapid-response', 5)] });
  k.pass(minute);
  return k;
};

describe('a version that somebody saw', () => {
  it.each(['sent', 'delivered', 'confirmed'] as const)('is still the alert when a message has since been %s', (fate) => {
    const k = atCentre();
    const seen = k.alert.version;
    k.fate('cara', fate);
    expect(k.alert.version).toBeGreaterThan(seen);
    expect(isCurrent(k.alert, seen)).toBe(true);
    expect(isCurrent(k.alert, k.alert.version)).toBe(true);
  });

  it.each([
    ['somebody took it', (k: Case) => k.command({ type: 'acknowledge', actor: cara })],
    ['the next rung was called', (k: Case) => k.pass(10 * minute)],
    ['there is new evidence', (k: Case) => k.tell({ type: 'evidence', evidence: { text: 'Again.', at: k.now }, worse: false })],
    ['the condition cleared', (k: Case) => k.tell({ type: 'cleared', reason: 'Eaten.' })],
  ])('is not the alert any more when %s', (_, happens) => {
    const k = atCentre();
    const seen = k.alert.version;
    happens(k);
    expect(isCurrent(k.alert, seen)).toBe(false);
    expect(isCurrent(k.alert, k.alert.version)).toBe(true);
  });

  it('that does not exist yet is not the alert', () => {
    const k = atCentre();
    expect(isCurrent(k.alert, k.alert.version + 1)).toBe(false);
  });

  it('of an alert from before this was known has to be the newest', () => {
    const { decisiveVersion: _, ...old } = atCentre().alert;
    expect(isCurrent({ ...old, version: 5 }, 4)).toBe(false);
    expect(isCurrent({ ...old, version: 5 }, 5)).toBe(true);
  });
});
