import { describe, expect, it } from 'vitest';
import type { PatientContext, Presence } from '../../../rules/model/patient.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { agreements, kit } from '../agreements.ts';
import { type Drive, device, driveExplained } from '../drive.ts';
import { said } from '../explained.ts';

const on = (mode: Presence['mode'], until: string | null): Partial<PatientContext> => ({
  presence: { mode, untilAt: until === null ? null : Date.parse(until) },
  devices: kit,
});
const explained = (template: string, given: Drive) =>
  said(driveExplained(templates.get(template)!, { params: agreements[template]![0], until: '12:00', ...given }).conditions);

/** Agreements that hold nothing against somebody who is away. */
const quietWhileAway = [
  'bed-left',
  'bed-not-entered',
  'bed-not-left',
  'cold-home',
  'discharge-watch',
  'dispenser',
  'fluids',
  'fridge',
  'home-iv',
  'inactivity',
  'infection-signs',
  'isolation',
  'missed-visit',
  'night-bathroom',
  'no-meal-signs',
  'no-return',
  'personal-goal',
  'pills',
  'reading-expected',
  'soft-decline',
  'steps-goal',
  'trend',
];

describe('why nobody is asked about somebody who is away', () => {
  it.each(quietWhileAway)('%s names where they are, and until when', (template) => {
    // A cold room is explained by its temperature.
    const when = [{ at: '11:00', device: 'lounge', kind: 'room-temperature', value: 17 }] as const;
    const whileAway = (patient: Partial<PatientContext>) => explained(template, { patient, when });
    expect(whileAway(on('hospital', '2026-03-05T18:00:00Z'))).toContain('not met: In hospital until 18:00 on 5 March.');
    expect(whileAway(on('away', '2026-03-02T18:00:00Z'))).toContain('not met: Away until 18:00.');
    expect(whileAway(on('holiday', null))).toContain('not met: On holiday, with no end agreed.');
    expect(whileAway(on('respite', '2026-03-03T09:00:00Z'))).toContain('not met: In respite care until 09:00 on 3 March.');
    expect(whileAway(on('away', '2026-03-02T11:59:00Z')).join(' ')).not.toContain('Away');
  });

  const cuff = device('cuff', 'cuff', { patientId: 'k' });
  const devices = [cuff, device('meter', 'glucose-meter', { patientId: 'k' }), device('oximeter', 'oximeter', { patientId: 'k' })];
  const presence = { mode: 'hospital', untilAt: Date.parse('2026-03-05T18:00:00Z') } as const;
  const reason = 'In hospital until 18:00 on 5 March. What does not come meanwhile is not held against Kathleen.';
  it.each([
    ['blood-pressure', 'cuff', 'blood-pressure', { systolicMmHg: 182, diastolicMmHg: 101 }],
    ['glucose', 'meter', 'glucose', 3.2],
    ['vital-limit', 'oximeter', 'oxygen-saturation', 91],
    ['news2', 'oximeter', 'oxygen-saturation', 91],
  ] as const)('%s: a reading counts wherever they are, that none follows it does not', (template, source, kind, value) => {
    const when = [
      { at: '08:00', device: source, kind, value },
      { at: '08:01', patient: { presence } },
    ];
    const { lines, conditions } = driveExplained(templates.get(template)!, { patient: { devices }, when, until: '08:02' });
    expect(lines.filter((line) => line.includes('raise'))).toEqual([]);
    expect(said(conditions).join(' ')).toContain(reason);
    expect(explained(template, { params: {}, patient: { devices }, when: when.slice(0, 1), until: '08:02' }).join(' ')).not.toContain(
      'held against',
    );
  });

  it('door: an opening of then', () => {
    const when = [{ at: '2026-03-02T23:30', device: 'door', kind: 'contact', value: 'open' }] as const;
    const given = { from: '20:00', until: '2026-03-02T23:40', when, patient: on('away', '2026-03-05T18:00:00Z') };
    expect(explained('door', { params: {}, ...given })[1]).toMatch(
      /^not met: At that time not at home, by agreement\. Away until 18:00 on 5 March\./,
    );
  });
});
