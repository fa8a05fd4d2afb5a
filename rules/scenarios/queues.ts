import type { AlertQueue } from '../model/alert.ts';

/** Which queue an alert of a template belongs to until a person moves it. Every registered template stands here. */
export const queueByTemplate: Readonly<Record<string, AlertQueue>> = {
  fridge: 'social',
  'no-meal-signs': 'social',
  inactivity: 'clinical',
  'bed-not-left': 'clinical',
  'bed-not-entered': 'social',
  'bed-left': 'clinical',
  'night-bathroom': 'clinical',
  'no-return': 'social',
  'missed-visit': 'social',
  isolation: 'mental-health',
  'soft-decline': 'clinical',
  pills: 'clinical',
  door: 'social',
  sos: 'clinical',
  'blood-pressure': 'clinical',
  trend: 'clinical',
  'check-in': 'mental-health',
  glucose: 'clinical',
  news2: 'clinical',
  'weight-gain': 'clinical',
  'vital-limit': 'clinical',
  'silent-device': 'technical',
  exercises: 'clinical',
  'personal-goal': 'social',
  'steps-goal': 'social',
  'discharge-watch': 'clinical',
  'reading-expected': 'clinical',
  fall: 'clinical',
  'no-plan': 'social',
  'repeated-calls': 'mental-health',
  'home-hazard': 'social',
  'cold-home': 'social',
  dispenser: 'clinical',
  'home-iv': 'clinical',
  'infection-signs': 'clinical',
  fluids: 'clinical',
  'unknown-caller': 'clinical',
};

/** An unknown template is clinical: what nobody has sorted is looked at by those who can judge the most. */
export function queueOfTemplate(template: string): AlertQueue {
  return queueByTemplate[template] ?? 'clinical';
}
