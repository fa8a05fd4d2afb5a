import { lone } from './lone.ts';
import { heedsNothing, reads } from './story.ts';

const sugar = (at: string, value: number) => reads(at, 'glucose-meter', 'glucose', value);

/** Hazel knows her diabetes and has a plan of her own, "OK to stay": a low sugar is hers to treat first. */
export const hazel = (prefix: string) =>
  lone(prefix, {
    id: 'hazel',
    place: 10,
    name: ['Hazel', 'Brook'],
    birthDate: '1949-06-11',
    summary: 'Type 1 diabetes for 50 years, knows it best herself. "OK to stay" plan in the kitchen drawer: read it before anything else.',
    contact: ['Rita Coe', 'friend'],
    clinician: 'Dr Whitfield',
    scenarios: [
      { template: 'glucose' },
      { template: 'reading-expected', params: { kind: 'glucose', missedDays: 2 } },
      { template: 'sos' },
      { template: 'silent-device' },
    ],
    habits: {
      daily: [
        { at: '07:30', role: 'glucose-meter', kind: 'glucose', value: { usual: 6.4, spread: 0.8, decimals: 1 } },
        { at: '12:15', role: 'glucose-meter', kind: 'glucose', value: { usual: 7, spread: 0.8, decimals: 1 } },
        { at: '17:45', role: 'glucose-meter', kind: 'glucose', value: { usual: 7.4, spread: 1, decimals: 1 } },
      ],
    },
    incidents: [
      { day: 3, also: [sugar('15:10', 3.2), sugar('15:21', 4.8)] },
      { day: 6, chances: heedsNothing, also: [sugar('15:10', 3.2)] },
      { day: 10, also: [sugar('16:05', 2.7), sugar('16:09', 5.1)] },
      { day: 11, desk: [{ at: '20:00', what: { type: 'elsewhere', mode: 'hospital', until: { days: 3, at: '11:00' } } }] },
      { day: 12, away: true },
      { day: 13, away: true },
      // Home at eleven, and too tired to measure.
      { day: 14, away: true, desk: [{ at: '11:00', what: { type: 'watch-after-discharge', kinds: ['glucose'] } }] },
    ],
    own: { 'glucose-meter': 'Glucose meter', 'sos-button': 'Pendant', fridge: 'Fridge', motion: 'Hall movement' },
  });
