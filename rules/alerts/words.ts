import { type AlertWords, alertWords, type TriedHow } from '../languages/alert-words.ts';
import { inLanguage, languageNamed } from '../languages/in-language.ts';
import type { AlertState, Attempt, EscalationStep, Level, Recipient } from '../model/alert.ts';
import type { Notification } from '../model/effect.ts';
import type { ChannelKind, PatientContext } from '../model/patient.ts';
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

/** How somebody is told, after "by". */
export const wayNames: Readonly<Record<ChannelKind, string>> = {
  mqtt: 'voice at home',
  sms: 'text message',
  email: 'e-mail',
  webhook: 'message service',
  console: 'the console',
  push: 'a notice of the app',
  voice: 'telephone',
};

/** A message by a way, as the beginning of a sentence. */
export const messageNames: Readonly<Record<ChannelKind, string>> = {
  mqtt: 'The spoken message',
  sms: 'The text message',
  email: 'The e-mail',
  webhook: 'The message by message service',
  console: 'The message on the console',
  push: 'The notice of the app',
  voice: 'The telephone call',
};

/** What is done instead when another way has failed. */
export const insteadNames: Readonly<Record<ChannelKind, string>> = {
  mqtt: 'another device speaks instead',
  sms: 'sending a text message instead',
  email: 'sending an e-mail instead',
  webhook: 'using their message service instead',
  console: 'showing it on the console instead',
  push: 'sending a notice of the app instead',
  voice: 'calling instead',
};

/** Fit for a lock screen: a name, that somebody is asked for, and nothing about health. */
export function subjectFor(purpose: keyof AlertWords['subject'], patient: PatientContext, words: AlertWords): string {
  return words.subject[purpose].replaceAll('{name}', patient.knownAs);
}

/** The words in which somebody is written to. */
export function wordsFor(recipient: Recipient, patient: PatientContext): AlertWords {
  return alertWords[writtenTo(recipient, patient).language ?? 'en'];
}

/** How a contact chose to be written to; nothing for everybody else. */
export function writtenTo(recipient: Recipient, patient: PatientContext): Pick<Notification, 'language' | 'detailsOnLockScreen'> {
  const contact = recipient.kind === 'contact' ? patient.contacts.find(({ id }) => id === recipient.id) : undefined;
  return {
    ...languageNamed(contact?.language ?? 'en'),
    ...(contact?.detailsOnLockScreen && { detailsOnLockScreen: true as const }),
  };
}

/** How much each piece of news of an attempt tells the next person. */
const ranks: Readonly<Record<TriedHow, number>> = { failed: 0, planned: 1, asked: 2, declined: 3 };

function triedHow({ fate, declined }: Attempt): TriedHow | null {
  if (declined) return 'declined';
  if (fate === 'suppressed') return null;
  return fate === 'failed' || fate === 'planned' ? fate : 'asked';
}

/** What has been tried before this rung, so that nobody has to ask (scenarios.md: "each tier sees all before it"). */
function triedBefore(alert: AlertState, index: number, recipient: Recipient, words: AlertWords): string {
  const told = new Map<string, TriedHow>();
  for (const attempt of alert.attempts) {
    if (attempt.generation === alert.generation && attempt.step === index) continue;
    const { kind, id, name } = attempt.recipient;
    if (kind === recipient.kind && id === recipient.id) continue;
    const who = kind === 'device' ? words.spokenAtHome(name) : name;
    const news = triedHow(attempt);
    const known = told.get(who);
    if (news && (known === undefined || ranks[news] >= ranks[known])) told.set(who, news);
  }
  if (told.size === 0) return '';
  return ` ${words.triedBefore([...told].map(([who, how]) => `${who}: ${words.tried[how]}`))}`;
}

/**
 * The words of step `index` for one person, whole: what to do (`instead` of the step's own words), why, since when, who else was tried. The
 * words of the agreement that we have in no other language, and why it was raised, stay in English.
 */
export function stepBody(alert: AlertState, index: number, recipient: Recipient, patient: PatientContext, instead?: string): string {
  const step = alert.plan.steps[index] as EscalationStep;
  const said = instead ?? step.message;
  const spoken = step.level === 'patient';
  const language = spoken ? patient.language : writtenTo(recipient, patient).language;
  const message = inLanguage(said, language).text.replaceAll('{name}', patient.knownAs);
  if (spoken) return message;
  const words = wordsFor(recipient, patient);
  const owner = alert.owner ? ` ${words.seeingToIt(alert.owner.actor.name)}` : '';
  const since = words.since(localTime(patient.zone, alert.openedAt));
  return `${message} ${alert.reason} ${since}${owner}${triedBefore(alert, index, recipient, words)}`;
}
