import { lone } from './lone.ts';
import { heedsNothing, reads } from './story.ts';

const step = (level: 'family' | 'agency' | 'coordination' | 'rapid-response', wait: string, message: string) => ({ level, wait, message });
const byHerPlan = {
  steps: [
    step('coordination', 'PT5M', "Open {name}'s end-of-life plan first, then speak to {name}. No 999: the plan says so."),
    step('family', 'PT5M', '{name} has asked for somebody. The care centre has been told and knows the plan.'),
    step('agency', 'PT15M', "For the palliative nurses: please ring or go, by {name}'s plan."),
    step('rapid-response', 'PT30M', "Nobody has got through. Please go, by {name}'s plan; comfort first."),
  ],
  familyHolds: true,
  okClears: false,
};

/** Edith wishes to die at home. Her plan says that 999 is not called. */
export const edith = (prefix: string) =>
  lone(prefix, {
    id: 'edith',
    place: 13,
    name: ['Edith', 'Marlow'],
    birthDate: '1937-04-30',
    summary: 'End of life, at home by her own wish. The plan is first in the folder by the bed. No 999.',
    contact: ['Joyce Marlow', 'daughter'],
    clinician: 'Dr Amin',
    scenarios: [
      { template: 'sos', plan: byHerPlan },
      { template: 'check-in', params: { painAtLeast: 4, painUpBy: 2 }, plan: byHerPlan, severity: 'moderate' },
      { template: 'silent-device', params: { serious: true } },
    ],
    habits: {
      daily: [
        { at: '09:40', role: 'app', kind: 'wellbeing', value: 'fair' },
        { at: '09:45', role: 'app', kind: 'pain', value: 2 },
      ],
    },
    incidents: [
      { day: 4, chances: heedsNothing, without: ['09:45'], also: [reads('09:45', 'app', 'pain', 6)] },
      { day: 9, also: [{ at: '22:50', role: 'sos-button', act: { type: 'press' } }] },
    ],
    own: { 'sos-button': 'Bell', app: 'Tablet' },
  });
