import { lone } from './lone.ts';

/** Nora has a pendant, and nothing is agreed with her yet. */
export const nora = (prefix: string) =>
  lone(prefix, {
    id: 'nora',
    place: 16,
    name: ['Nora', 'Keane'],
    birthDate: '1945-12-19',
    summary: 'New. No plan is agreed yet: assess.',
    contact: ['Tim Keane', 'nephew'],
    clinician: 'Nurse Kowalska',
    scenarios: [{ template: 'no-plan' }, { template: 'home-hazard' }, { template: 'silent-device' }],
    incidents: [
      { day: 7, also: [{ at: '17:20', role: 'sos-button', act: { type: 'press' } }] },
      { day: 9, also: [{ at: '08:55', role: 'fall-detector', act: { type: 'read', kind: 'fall', value: 'fallen' } }] },
      {
        day: 12,
        also: [
          { at: '12:40', role: 'smoke-alarm', act: { type: 'read', kind: 'smoke', value: 'alarm' } },
          { at: '12:44', role: 'smoke-alarm', act: { type: 'read', kind: 'smoke', value: 'clear' } },
        ],
      },
    ],
    own: { 'sos-button': 'Pendant', 'smoke-alarm': 'Smoke alarm', 'fall-detector': 'Fall detector' },
  });
