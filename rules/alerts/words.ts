import type { AlertState, EscalationStep, Level } from '../model/alert.ts';
import type { Notification } from '../model/effect.ts';
import type { PatientContext } from '../model/patient.ts';
import { localTime } from '../model/time.ts';

/** What each rung is called in a sentence. */
export const levelNames: Readonly<Record<Level, string>> = {
  patient: 'the patient',
  family: 'family',
  agency: 'the care agency',
  coordination: 'the coordination centre',
  'rapid-response': 'the rapid response team',
  emergency: 'emergency: the centre calls 999',
};

export const withName = (text: string, patient: PatientContext) => text.replaceAll('{name}', patient.knownAs);

/** Fit for a lock screen: a name, that somebody is asked for, and nothing about health. */
export function subjectFor(purpose: Notification['purpose'], patient: PatientContext): string {
  switch (purpose) {
    case 'resolved':
      return `${patient.knownAs}: no longer needed, thank you`;
    case 'handed-over':
      return `${patient.knownAs}: handed over to you`;
    case 'reminder':
      return `${patient.knownAs}: please look again`;
    case 'prompt':
    case 'escalation':
      return `${patient.knownAs}: please look`;
  }
}

/** What has been tried before this rung, so that nobody has to ask (scenarios.md: "each tier sees all before it"). */
export function triedSoFar(alert: AlertState): string {
  const told = new Map<string, string>();
  for (const attempt of alert.attempts) {
    const name = attempt.recipient.kind === 'device' ? `${attempt.recipient.name} (spoken at home)` : attempt.recipient.name;
    const reached = attempt.fate === 'failed' ? 'could not be reached' : 'no answer so far';
    if (told.get(name) !== 'no answer so far') told.set(name, reached);
  }
  if (told.size === 0) return '';
  return ` Tried before you: ${[...told].map(([name, fate]) => `${name}: ${fate}`).join('; ')}.`;
}

/** The words of a step, whole: what to do, why, since when, what was tried. */
export function stepBody(alert: AlertState, step: EscalationStep, patient: PatientContext): string {
  const message = withName(step.message, patient);
  if (step.level === 'patient') return message;
  const owner = alert.owner ? ` ${alert.owner.actor.name} has said that they are seeing to it.` : '';
  return `${message} ${alert.reason} Since ${localTime(patient.zone, alert.openedAt)}.${owner}${triedSoFar(alert)}`;
}
