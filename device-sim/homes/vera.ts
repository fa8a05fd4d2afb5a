import { lone } from './lone.ts';
import { heedsNothing, measures, reads } from './story.ts';

/** What the ward asks for once a day, besides oxygen and temperature. */
const answers = [
  { at: '09:06', role: 'app', kind: 'respiratory-rate', value: { usual: 16, spread: 1, decimals: 0 } },
  { at: '09:07', role: 'app', kind: 'consciousness', value: 'alert' },
  { at: '09:08', role: 'app', kind: 'inspired-oxygen', value: 'air' },
  { at: '09:10', role: 'cuff', kind: 'blood-pressure', value: { systolicMmHg: 128, diastolicMmHg: 76 } },
] as const;

const oxygen = (at: string, value: number) => reads(at, 'oximeter', 'oxygen-saturation', value);
const step = (level: 'patient' | 'agency' | 'coordination', wait: string, message: string) => ({ level, wait, message });

/** Vera has a bed of the virtual ward at home: a full set every morning, oxygen in the evening too, a self-care card, the ward team. */
export const vera = (prefix: string) =>
  lone(prefix, {
    id: 'vera',
    place: 11,
    name: ['Vera', 'Hollis'],
    birthDate: '1952-01-23',
    summary: 'Virtual ward after pneumonia. Self-care card beside the bed. The ward team knows her.',
    contact: ['Dean Hollis', 'son'],
    clinician: 'Sister Okafor',
    scenarios: [
      {
        template: 'vital-limit',
        params: {
          kind: 'oxygen-saturation',
          below: 92,
          warnBelow: 94,
          selfCareMessage: 'Your oxygen is lower than usual, {name}. Please sit up, follow your self-care card, and measure again.',
        },
        plan: {
          steps: [
            step('patient', 'PT30M', '{name}, please follow your self-care card and measure again when you have rested.'),
            step('agency', 'PT30M', "For the ward team: {name}'s oxygen level needs a look. Please ring."),
            step('coordination', 'PT1H', "{name}'s oxygen level needs a look and the ward team has not answered. Please ring."),
          ],
          okClears: false,
        },
      },
      { template: 'reading-expected', params: { kind: 'oxygen-saturation', missedDays: 1, firstWithin: 'PT12H' } },
      { template: 'news2' },
      { template: 'sos' },
      { template: 'silent-device', params: { serious: true } },
    ],
    habits: {
      daily: [
        ...answers,
        { at: '09:00', role: 'oximeter', kind: 'oxygen-saturation', value: { usual: 96, spread: 1, decimals: 0 } },
        { at: '09:05', role: 'thermometer', kind: 'body-temperature', value: { usual: 36.8, spread: 0.3, decimals: 1 } },
        { at: '17:00', role: 'oximeter', kind: 'oxygen-saturation', value: { usual: 96, spread: 1, decimals: 0 } },
      ],
    },
    incidents: [
      {
        day: 5,
        chances: heedsNothing,
        without: ['17:00'],
        also: [oxygen('17:00', 93), oxygen('17:10', 93), oxygen('17:25', 95), oxygen('17:34', 96)],
      },
      { day: 8, chances: heedsNothing, without: ['09:05'] },
      { day: 11, chances: heedsNothing, without: ['17:00'], also: [oxygen('17:00', 91), oxygen('17:10', 91)] },
      {
        day: 13,
        chances: heedsNothing,
        without: ['09:00', '09:05', '09:06', '09:10'],
        also: [
          oxygen('09:00', 95),
          measures('09:03', 108, 66),
          reads('09:05', 'thermometer', 'body-temperature', 38.5),
          reads('09:06', 'app', 'respiratory-rate', 24),
        ],
      },
    ],
    own: {
      oximeter: 'Oximeter',
      thermometer: 'Thermometer',
      cuff: 'Blood-pressure cuff',
      'sos-button': 'Pendant',
      app: 'Ward tablet',
    },
  });
