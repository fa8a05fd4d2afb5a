import { describe, expect, it } from 'vitest';
import { saidToAlerts } from '../../../rules/engine/said-to-alerts.ts';
import type { Observation } from '../../../rules/model/observation.ts';
import type { Attribution } from '../../../rules/model/scenario.ts';
import { patient } from '../alerts/people.ts';

const at = Date.parse('2026-03-02T10:00:30Z');
const observedAt = Date.parse('2026-03-02T10:00:00Z');

function reading(kind: Observation['kind'], snapshot = false): Observation {
  return { source: 'd', key: 'k', kind, value: true, observedAt, receivedAt: at, provenance: 'device', snapshot };
}

const rows: [Observation['kind'], boolean, Attribution, string | null][] = [
  ['sos', false, 'own', 'called-for-help'],
  ['sos', false, 'sole', 'called-for-help'],
  ['sos', false, 'shared', 'called-for-help'],
  ['sos', true, 'own', null],
  ['ok', false, 'own', 'patient-ok'],
  ['ok', false, 'sole', 'patient-ok'],
  ['ok', false, 'shared', null],
  ['ok', true, 'own', null],
  ['motion', false, 'own', null],
];

describe('what a reading says to the open alerts of a person', () => {
  it.each(rows)('%s, snapshot %s, %s: %s', (kind, snapshot, attribution, said) => {
    expect(saidToAlerts(patient, reading(kind, snapshot), attribution, at)?.type ?? null).toBe(said);
  });

  it('is said with the time at which it was taken', () => {
    expect(saidToAlerts(patient, reading('sos'), 'own', at)).toEqual({
      type: 'called-for-help',
      at,
      text: 'help was called for at 10:00.',
    });
  });
});
