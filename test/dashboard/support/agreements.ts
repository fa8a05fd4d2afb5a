import type { AgreementHistory, AgreementView } from '../../../gateway/contract/agreements.ts';
import { at } from './fixtures.ts';

const south = 'South locality, version 2, approved by Dr Shah on 3 May 2026';
const own = 'version 2, approved by Dr Amin on 9 May 2026';

function agreement(now: number, changes: Partial<AgreementView>): AgreementView {
  return {
    id: 'fridge',
    version: 2,
    template: 'fridge',
    title: 'Fridge opened at mealtimes',
    agreement: 'If the fridge is not opened between 07:00 and 09:30, we ask; if nothing changes, we call somebody.',
    severity: 'moderate',
    status: 'active',
    approvedBy: 'Dr Amin',
    activeFromAt: at(now, -100_000),
    pausedUntilAt: null,
    pauseReason: '',
    needsConsent: false,
    needsPatient: true,
    consent: null,
    patientAgreed: { how: 'told', recordedBy: 'Ada Finch', at: at(now, -100_000) },
    withdrawn: null,
    values: [
      { path: 'window.from', label: 'Window, from', value: '07:00', layer: 'core', source: 'Core pack' },
      { path: 'window.to', label: 'Window, to', value: '09:30', layer: 'locality', source: south },
      { path: 'sharedCounts', label: 'In a home of several, any opening counts', value: 'no', layer: 'core', source: 'Core pack' },
      { path: 'severity', label: 'Severity', value: 'moderate', layer: 'patient', source: own },
      {
        path: 'plan',
        label: 'Who is asked, and when',
        value: 'patient (30 minutes) → family 1 (20 minutes) → coordination centre (30 minutes); "I\'m OK" clears it',
        layer: 'patient',
        source: own,
      },
    ],
    actions: ['pause', 'supersede', 'withdraw', 'retire'],
    ...changes,
  };
}

/** One agreement in every status that the page shows. */
export function agreementsInEveryStatus(now: number): AgreementView[] {
  const door = { template: 'door', title: 'Out at night', needsConsent: true };
  const says = 'If the front door is opened between 23:00 and 06:00 and you do not come back, we ask, then call somebody.';
  return [
    agreement(now, {}),
    agreement(now, {
      id: 'pills',
      title: 'Medicine on time',
      status: 'paused',
      pausedUntilAt: at(now, 2_880),
      pauseReason: 'Staying with Mary',
    }),
    agreement(now, { ...door, id: 'door', agreement: says, status: 'draft', approvedBy: null, activeFromAt: null, patientAgreed: null }),
    agreement(now, {
      ...door,
      id: 'door-2',
      agreement: says,
      status: 'approved',
      activeFromAt: null,
      consent: { kind: 'best-interest', decidedBy: 'Dr Shah', decidedOn: '2026-05-03', note: 'With her daughter.' },
    }),
    agreement(now, {
      ...door,
      id: 'door-0',
      agreement: says,
      status: 'retired',
      consent: { kind: null, decidedBy: null, decidedOn: null, note: 'Joan agreed, with Mary present' },
      withdrawn: {
        by: 'Joan Price',
        note: '',
        at: at(now, -2_000),
        risks: ['"Out at night" is no longer watched: nobody is asked and nobody is told.', 'Still agreed: Call for help.'],
      },
    }),
  ];
}

export function aHistory(now: number): AgreementHistory {
  const version = { status: 'superseded', createdAt: at(now, -200_000), createdBy: 'Ada Finch', approvedBy: 'Dr Amin' } as const;
  const dates = { approvedAt: at(now, -200_000), activeFromAt: at(now, -200_000), endedAt: null };
  const words = 'Window, to: 10:00 (Core pack) → 09:30 (version 2, approved by Dr Amin on 9 May 2026)';
  const sources = { beforeSource: 'Core pack', afterSource: own };
  return {
    versions: [
      {
        ...version,
        ...dates,
        version: 2,
        status: 'active',
        changes: [{ path: 'window.to', before: '10:00', after: '09:30', ...sources, words }],
      },
      { ...version, ...dates, version: 1, changes: [] },
    ],
    events: [
      { at: at(now, -100_000), by: 'Sam Okafor', action: 'scenario.approve', words: 'Approved, version 2, approved by Dr Amin' },
      { at: at(now, -200_000), by: 'Ada Finch', action: 'scenario.add', words: 'Made, version 1, in force at once, approved by Dr Amin' },
    ],
  };
}
