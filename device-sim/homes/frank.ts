import type { Happening } from './home.ts';
import { lone } from './lone.ts';

const presses = (at: string): Happening => ({ at, role: 'sos-button', act: { type: 'press' } });

/** Frank calls often. One person knows him and hears of it; each press is answered all the same. */
export const frank = (prefix: string) =>
  lone(prefix, {
    id: 'frank',
    place: 15,
    name: ['Frank', 'Dunn'],
    birthDate: '1951-02-08',
    summary: 'Anxious since his wife died; calls often. Sam Patel, social prescriber, knows him.',
    contact: ['Lynn Dunn', 'sister'],
    clinician: 'Dr Whitfield',
    scenarios: [
      { template: 'repeated-calls', params: { coordinator: 'Sam Patel, social prescriber' } },
      { template: 'sos' },
      { template: 'silent-device' },
    ],
    incidents: [{ day: 6, also: [presses('10:00'), presses('13:00'), presses('16:00')] }],
    own: { 'sos-button': 'Pendant' },
  });
