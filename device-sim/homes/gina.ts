import { lone } from './lone.ts';
import { heedsNothing, measures, reads } from './story.ts';

/** Gina has goals of her own: 5,000 steps and a blood pressure a day. */
export const gina = (prefix: string) =>
  lone(prefix, {
    id: 'gina',
    place: 17,
    name: ['Gina', 'Rowe'],
    birthDate: '1955-07-27',
    summary: 'High blood pressure, wants to do without more tablets.',
    contact: ['Mo Rowe', 'husband'],
    clinician: 'Nurse Kowalska',
    scenarios: [
      { template: 'steps-goal' },
      { template: 'reading-expected', params: { kind: 'blood-pressure' } },
      { template: 'blood-pressure', params: { repeatWithin: 'PT10M' } },
    ],
    habits: {
      bloodPressureAt: '08:45',
      daily: [
        { at: '14:00', role: 'wearable', kind: 'steps', value: { usual: 3_100, spread: 400, decimals: 0 } },
        { at: '19:10', role: 'wearable', kind: 'steps', value: { usual: 5_600, spread: 300, decimals: 0 } },
      ],
    },
    incidents: [
      // 4,900 steps are a word of encouragement, and no alert.
      { day: 3, without: ['19:10'], also: [reads('19:10', 'wearable', 'steps', 4_900)] },
      { day: 8, chances: heedsNothing, without: ['08:45'] },
      { day: 9, chances: heedsNothing, without: ['08:45'] },
      { day: 10, chances: heedsNothing, without: ['08:45'] },
      // High once, and well again when taken again after five minutes.
      { day: 13, chances: heedsNothing, without: ['08:45'], also: [measures('08:45', 178, 101), measures('08:51', 139, 82)] },
    ],
    own: { wearable: 'Step counter', cuff: 'Blood-pressure cuff' },
  });
