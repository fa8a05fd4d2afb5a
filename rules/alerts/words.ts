import { inLanguage } from '../languages/in-language.ts';
import type { AlertState, Attempt, EscalationStep, Level, Recipient } from '../model/alert.ts';
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

/** Fit for a lock screen: a name, that somebody is asked for, and nothing about health. */
export function subjectFor(purpose: Notification['purpose'], patient: PatientContext): string {
  switch (purpose) {
    case 'resolved':
      return `${patient.knownAs}: no longer needed, thank you`;
    case 'handed-over':
      return `${patient.knownAs}: handed over to you`;
    case 'reminder':
      return `${patient.knownAs}: please look again`;
    case 'rest':
      return `${patient.knownAs}: about monitoring at home`;
    case 'prompt':
    case 'escalation':
      return `${patient.knownAs}: please look`;
  }
}

/** What is known of one attempt to reach somebody, and how much it tells the next one. */
function tried({ fate, declined }: Attempt): { readonly rank: number; readonly text: string } | null {
  if (declined) return { rank: 3, text: 'cannot see to it' };
  if (fate === 'suppressed') return null;
  if (fate === 'failed') return { rank: 0, text: 'could not be reached' };
  return fate === 'planned' ? { rank: 1, text: 'is told after their quiet hours' } : { rank: 2, text: 'no answer so far' };
}

/** What has been tried before this rung, so that nobody has to ask (scenarios.md: "each tier sees all before it"). */
function triedBefore(alert: AlertState, index: number, recipient: Recipient): string {
  const told = new Map<string, { readonly rank: number; readonly text: string }>();
  for (const attempt of alert.attempts) {
    if (attempt.generation === alert.generation && attempt.step === index) continue;
    const { kind, id, name } = attempt.recipient;
    if (kind === recipient.kind && id === recipient.id) continue;
    const who = kind === 'device' ? `${name} (spoken at home)` : name;
    const news = tried(attempt);
    if (news && news.rank >= (told.get(who)?.rank ?? 0)) told.set(who, news);
  }
  if (told.size === 0) return '';
  return ` Tried before you: ${[...told].map(([who, { text }]) => `${who}: ${text}`).join('; ')}.`;
}

/** The words of step `index` for one person, whole: what to do (`instead` of the step's own words), why, since when, who else was tried. */
export function stepBody(alert: AlertState, index: number, recipient: Recipient, patient: PatientContext, instead?: string): string {
  const step = alert.plan.steps[index] as EscalationStep;
  const words = instead ?? step.message;
  if (step.level === 'patient') return inLanguage(words, patient.language).text.replaceAll('{name}', patient.knownAs);
  const message = words.replaceAll('{name}', patient.knownAs);
  const owner = alert.owner ? ` ${alert.owner.actor.name} has said that they are seeing to it.` : '';
  return `${message} ${alert.reason} Since ${localTime(patient.zone, alert.openedAt)}.${owner}${triedBefore(alert, index, recipient)}`;
}
