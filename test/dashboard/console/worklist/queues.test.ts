import { describe, expect, it } from 'vitest';
import { countQueues, filterFrom, isUnownedHigh, queueOf } from '../../../../dashboard/console/worklist/queues.ts';
import type { AlertDetail } from '../../../../gateway/contract/alerts.ts';
import { anAlert, at, manyAlerts } from '../../support/fixtures.ts';

const now = Date.parse('2026-03-01T09:00:00Z');
const owner = (tier: 'family' | 'professional') => ({ id: 'x', name: 'X', tier, untilAt: at(now, 30) });

const table: readonly [string, Partial<AlertDetail>, string][] = [
  ['the patient is being prompted', { level: 'patient' }, 'prompting'],
  ['a high one at the prompt too', { level: 'patient', severity: 'high' }, 'prompting'],
  ['the family was called and did not answer', { level: 'family' }, 'needs-someone'],
  ['the centre was called', { level: 'coordination' }, 'needs-someone'],
  ['a colleague has it', { level: 'coordination', owner: owner('professional') }, 'owned'],
  ['the daughter has it', { level: 'family', owner: owner('family') }, 'owned'],
  ['the daughter has it, and the centre was called nevertheless', { level: 'coordination', owner: owner('family') }, 'needs-someone'],
  ['cleared, whoever has it', { status: 'cleared', owner: owner('professional') }, 'to-code'],
];

describe('queues', () => {
  it.each(table)('%s', (_, changes, queue) => {
    expect(queueOf(anAlert(now, changes))).toBe(queue);
  });

  it('flashes high alerts that nobody has, also while the patient is prompted, and no others', () => {
    expect(isUnownedHigh(anAlert(now, { severity: 'high', level: 'patient' }))).toBe(true);
    expect(isUnownedHigh(anAlert(now, { severity: 'high', level: 'coordination', owner: owner('family') }))).toBe(true);
    expect(isUnownedHigh(anAlert(now, { severity: 'high', owner: owner('professional') }))).toBe(false);
    expect(isUnownedHigh(anAlert(now, { severity: 'high', status: 'cleared' }))).toBe(false);
    expect(isUnownedHigh(anAlert(now, { severity: 'moderate', level: 'coordination' }))).toBe(false);
  });

  it('counts every alert exactly once', () => {
    const counts = countQueues(manyAlerts(now, 500));
    expect(counts.all).toBe(500);
    expect(counts['needs-someone'] + counts.owned + counts.prompting + counts['to-code']).toBe(500);
  });

  it('takes the filter from the address, and the first one for anything else', () => {
    expect(filterFrom('to-code')).toBe('to-code');
    expect(filterFrom(null)).toBe('needs-someone');
    expect(filterFrom('constructor')).toBe('needs-someone');
  });
});
