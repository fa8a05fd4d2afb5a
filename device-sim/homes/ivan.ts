import { lone } from './lone.ts';
import { heedsNothing, reads } from './story.ts';

/** Ivan gets his antibiotic through a line at home, every morning; a nurse comes to start it. */
export const ivan = (prefix: string) =>
  lone(prefix, {
    id: 'ivan',
    place: 14,
    name: ['Ivan', 'Petrov'],
    birthDate: '1958-09-14',
    summary: 'Infusions at home for a bone infection; a line in the left arm. A fever is a matter for the same hour.',
    contact: ['Olga Petrov', 'wife'],
    clinician: 'Dr Whitfield',
    scenarios: [{ template: 'home-iv' }, { template: 'sos' }, { template: 'silent-device' }],
    habits: {
      careCalls: ['09:15'],
      daily: [
        { at: '08:50', role: 'thermometer', kind: 'body-temperature', value: { usual: 36.9, spread: 0.3, decimals: 1 } },
        { at: '09:30', role: 'infusion-pump', kind: 'infusion', value: 'started' },
        { at: '10:25', role: 'infusion-pump', kind: 'infusion', value: 'completed' },
      ],
    },
    incidents: [
      { day: 4, chances: heedsNothing, without: ['09:30', '10:25'] },
      { day: 11, without: ['09:15'] },
      { day: 8, without: ['08:50'], also: [reads('08:50', 'thermometer', 'body-temperature', 38.6)] },
    ],
    own: { 'infusion-pump': 'Infusion pump', thermometer: 'Thermometer', 'visit-tag': "Nurse's tag", 'sos-button': 'Pendant' },
  });
