import { describe, expect, it } from 'vitest';
import { mergeWithinMs } from '../../../rules/alerts/limits.ts';
import { previousAlertId, repeatsAfterMs } from '../../../rules/alerts/repeats.ts';
import { outcomeCodes } from '../../../rules/model/alert.ts';
import { minute } from '../../../rules/model/time.ts';
import { Case } from './case.ts';
import { amin } from './people.ts';

function closed(outcome: (typeof outcomeCodes)[number] = 'reassurance') {
  const k = new Case();
  k.pass(minute);
  k.command({ type: 'close', actor: amin, outcome, note: '' });
  return k.alert;
}

describe('an alert of an agreement whose former alert was just closed', () => {
  it.each([
    [-1, null],
    [0, 0],
    [12 * minute, 12 * minute],
    [mergeWithinMs - 1, mergeWithinMs - 1],
    [mergeWithinMs, mergeWithinMs],
    [mergeWithinMs + 1, null],
  ])('%i ms later: %s', (ms, expected) => {
    const former = closed();
    expect(repeatsAfterMs({ openedAt: former.closedAt! + ms }, former)).toBe(expected);
  });

  it('belongs to it only after ends that may not have been the end', () => {
    const linking = outcomeCodes.filter((code) => {
      const former = closed(code);
      return repeatsAfterMs({ openedAt: former.closedAt! }, former) !== null;
    });
    expect(linking).toEqual(['accidental', 'reassurance', 'condition-settled']);
  });

  it('does not belong to one that is still open', () => {
    const { alert } = new Case();
    expect(repeatsAfterMs({ openedAt: alert.openedAt }, alert)).toBeNull();
  });

  it.each([
    ['k.fridge.12', 'k.fridge.11'],
    ['k.fridge.2', 'k.fridge.1'],
    ['k.fridge.1', null],
    ['k.fridge', null],
  ])('%s: the former is %s', (id, former) => {
    expect(previousAlertId({ id, scenarioId: 'k.fridge' })).toBe(former);
  });
});
