import { lone } from './lone.ts';
import { heedsNothing, storyBegins } from './story.ts';

/** Doris came home from hospital on the first day of the story, with scales and a thermometer the same day. */
export const doris = (prefix: string) =>
  lone(prefix, {
    id: 'doris',
    place: 12,
    name: ['Doris', 'Tate'],
    birthDate: '1940-10-02',
    summary: 'Home from hospital after a hip operation. Watched for 28 and 91 days.',
    contact: ['Paul Tate', 'son'],
    clinician: 'Dr Amin',
    scenarios: [
      { template: 'discharge-watch', params: { dischargedOn: storyBegins } },
      { template: 'fall' },
      { template: 'sos' },
      { template: 'silent-device', params: { serious: true } },
    ],
    habits: { daily: [{ at: '09:30', role: 'scales', kind: 'body-weight', value: { usual: 61, spread: 0.3, decimals: 1 } }] },
    incidents: [
      { day: 6, chances: heedsNothing, without: ['09:30'] },
      { day: 7, chances: heedsNothing, without: ['09:30'] },
      { day: 11, also: [{ at: '11:05', role: 'fall-detector', act: { type: 'read', kind: 'fall', value: 'fallen' } }] },
    ],
    own: {
      hub: 'Hub',
      scales: 'Scales',
      'fall-detector': 'Fall detector',
      'sos-button': 'Pendant',
      motion: 'Hall movement',
      speaker: 'Speaker',
    },
  });
