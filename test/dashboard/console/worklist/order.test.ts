import { describe, expect, it } from 'vitest';
import { byUrgency } from '../../../../dashboard/console/worklist/order.ts';
import type { AlertDetail } from '../../../../gateway/contract/alerts.ts';
import { anAlert, at } from '../../support/fixtures.ts';

const now = Date.parse('2026-03-01T09:00:00Z');
const alert = (id: string, changes: Partial<AlertDetail>) => anAlert(now, { id, ...changes });
const owner = { id: 'u1', name: 'Ada', tier: 'professional', untilAt: at(now, 30) } as const;

/** Sorted from both directions, so that neither the input's order nor a one-sided comparison decides. */
function sorted(...alerts: AlertDetail[]): string[] {
  const ids = [...alerts].sort(byUrgency).map((each) => each.id);
  expect(
    [...alerts]
      .reverse()
      .sort(byUrgency)
      .map((each) => each.id),
  ).toEqual(ids);
  return ids;
}

describe('order of the worklist', () => {
  it('puts severity before everything else', () => {
    const low = alert('low', { severity: 'low', nextAt: at(now, 0), openedAt: at(now, -500) });
    const moderate = alert('moderate', { severity: 'moderate', nextAt: at(now, 10) });
    const high = alert('high', { severity: 'high', nextAt: at(now, 90), owner });
    expect(sorted(low, moderate, high)).toEqual(['high', 'moderate', 'low']);
  });

  it('within a severity goes by the next thing that happens by itself; overdue first, nothing pending last', () => {
    expect(
      sorted(alert('never', { nextAt: null }), alert('soon', { nextAt: at(now, 1) }), alert('overdue', { nextAt: at(now, -3) })),
    ).toEqual(['overdue', 'soon', 'never']);
  });

  it('then unowned before owned, and the oldest first', () => {
    expect(
      sorted(
        alert('owned', { owner, openedAt: at(now, -90) }),
        alert('young', { openedAt: at(now, -1) }),
        alert('old', { openedAt: at(now, -60) }),
      ),
    ).toEqual(['old', 'young', 'owned']);
  });

  it('is never undecided: the id settles what is equal, also when nothing is pending for both', () => {
    expect(sorted(alert('b', { nextAt: null }), alert('a', { nextAt: null }))).toEqual(['a', 'b']);
  });

  it('does not look at names', () => {
    expect(sorted(alert('1', { patientName: 'Zoe' }), alert('2', { patientName: 'Abe' }))).toEqual(['1', '2']);
  });
});
