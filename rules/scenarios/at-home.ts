import { type PatientContext, type Presence, presenceAt } from '../model/patient.ts';
import type { Condition } from '../model/scenario.ts';
import type { Instant } from '../model/time.ts';
import { clockTime } from './words.ts';

const where: Readonly<Record<Presence['mode'], string>> = {
  home: 'At home',
  hospital: 'In hospital',
  away: 'Away',
  holiday: 'On holiday',
  respite: 'In respite care',
};

/** `At home.`, `In hospital until 18:00 on 5 March.`, `Away, with no end agreed.` */
export function presenceWords(patient: PatientContext, at: Instant): string {
  const mode = presenceAt(patient, at);
  const { untilAt } = patient.presence;
  if (mode === 'home') return `${where.home}.`;
  return `${where[mode]}${untilAt === null ? ', with no end agreed' : ` until ${clockTime(patient.zone, untilAt, at)}`}.`;
}

/** For `explain`, of what is not held against somebody who is away by agreement. */
export function atHome(patient: PatientContext, at: Instant): Condition {
  const met = presenceAt(patient, at) === 'home';
  return { text: `${patient.knownAs} is at home, by agreement.`, met, found: presenceWords(patient, at) };
}

/**
 * For `explain`, a sentence to follow what is waited for, where only its not coming is not held against somebody who is away by agreement;
 * nothing for somebody at home.
 */
export function notHeldAgainst(patient: PatientContext, at: Instant): string {
  if (presenceAt(patient, at) === 'home') return '';
  return ` ${presenceWords(patient, at)} What does not come meanwhile is not held against ${patient.knownAs}.`;
}
