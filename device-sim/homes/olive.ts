import { lone } from './lone.ts';

const quietDays = [2, 3, 4, 5, 6, 7, 8];

/** Olive goes for a walk every afternoon and meets people; in one week she does not. */
export const olive = (prefix: string) =>
  lone(prefix, {
    id: 'olive',
    place: 20,
    name: ['Olive', 'Hart'],
    birthDate: '1946-08-30',
    summary: 'Widowed last year, few neighbours left. Would like somebody to ask after her when it is quiet; never urgent.',
    contact: ['Neil Hart', 'son'],
    clinician: 'Nurse Kowalska',
    scenarios: [{ template: 'isolation' }, { template: 'sos' }, { template: 'silent-device' }],
    habits: { outings: [{ at: '14:00', minutes: 60, chance: 1 }] },
    incidents: quietDays.map((day) => ({ day, outings: [] })),
    own: { 'front-door': 'Front door', motion: 'Hall movement', 'sos-button': 'Pendant' },
  });
