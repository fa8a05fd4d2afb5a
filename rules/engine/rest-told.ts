import { quietHoursEndAt, unavailableAt } from '../alerts/availability.ts';
import { subjectFor, wordsFor, writtenTo } from '../alerts/words.ts';
import type { AlertWords } from '../languages/alert-words.ts';
import type { Recipient } from '../model/alert.ts';
import type { Effect, Notification } from '../model/effect.ts';
import { type ContactContext, type PatientContext, type Presence, presenceAt } from '../model/patient.ts';
import { day, type Instant } from '../model/time.ts';
import { clockTime } from '../scenarios/words.ts';

/** `ends`: planned for its end; `ended`: it ended otherwise. */
type Part = 'begins' | 'ends' | 'ended';

/** Contacts who would be asked by something that is agreed, and so hear when it rests. */
function carers({ contacts, scenarios }: PatientContext): ContactContext[] {
  const steps = scenarios.flatMap(({ plan }) => plan.steps.filter(({ level }) => level === 'family'));
  const asked = (order: number) => steps.some(({ contactOrder }) => contactOrder === null || contactOrder === order);
  return contacts.filter(({ mayBeTold, channels, order }) => mayBeTold && channels.length > 0 && asked(order));
}

/** The absence that holds at `at`; null: the person is expected at home. */
function restAt(patient: PatientContext, at: Instant): Presence | null {
  return presenceAt(patient, at) === 'home' ? null : patient.presence;
}

const idOf = ({ patientId }: PatientContext, { mode, sinceAt, untilAt }: Presence, part: Part, { id }: ContactContext) =>
  `${patientId}/rest/${sinceAt ?? 0}-${mode}-${untilAt ?? 0}/${part}/${id}`;

/** One message to one carer, by their first channel, no earlier than `fromAt` and their quiet hours; null: nothing reaches them then. */
function messageTo(
  contact: ContactContext,
  patient: PatientContext,
  said: { readonly id: string; readonly body: (words: AlertWords) => string },
  at: Instant,
  fromAt: Instant,
): Notification | null {
  const { channels, id, name } = contact;
  const tellAt = quietHoursEndAt(contact, patient, fromAt) ?? fromAt;
  if (unavailableAt(contact, tellAt)) return null;
  const recipient: Recipient = { kind: 'contact', id, name };
  const words = wordsFor(recipient, patient);
  return {
    id: said.id,
    alertId: null,
    patientId: patient.patientId,
    recipient,
    channel: channels[0]!,
    severity: 'low',
    purpose: 'rest',
    subject: subjectFor('rest', patient, words),
    body: said.body(words),
    ...writtenTo(recipient, patient),
    command: null,
    createdAt: at,
    sendAt: tellAt > at ? tellAt : null,
    expiresAt: tellAt + day,
  };
}

function beginWords({ knownAs, zone }: PatientContext, { untilAt }: Presence, at: Instant): (words: AlertWords) => string {
  const until = untilAt === null ? null : clockTime(zone, untilAt, at);
  return (words) => words.restBegins(knownAs, until);
}

/**
 * Carers are told once that monitoring rests while the person is away, and once when it goes on. The end is planned as soon as it is known
 * and taken back when that changes: so it is told on time with no state of its own. `before` is what was agreed until `at`.
 */
export function restTold(before: PatientContext, after: PatientContext, at: Instant): Effect[] {
  const [was, is] = [restAt(before, at), restAt(after, at)];
  if (!was && !is) return [];
  const effects: Effect[] = [];
  const told = carers(after);
  const takeBack = (contacts: readonly ContactContext[], rest: Presence, reason: string) => {
    if (rest.untilAt === null) return;
    for (const one of contacts) effects.push({ type: 'withdraw-notification', notificationId: idOf(before, rest, 'ends', one), reason });
  };
  const tell = (rest: Presence, part: Part, body: (words: AlertWords) => string, fromAt = at) => {
    for (const one of told) {
      const notification = messageTo(one, after, { id: idOf(after, rest, part, one), body }, at, fromAt);
      if (notification) effects.push({ type: 'notify', notification });
    }
  };
  if (was && is && was.sinceAt === is.sinceAt && was.untilAt === is.untilAt) {
    const noLonger = carers(before).filter(({ id }) => !told.some((one) => one.id === id));
    takeBack(noLonger, was, 'no longer to be told');
    return effects;
  }
  if (was) takeBack(carers(before), was, 'the end of the absence has changed');
  const over = (words: AlertWords) => words.restOver(after.knownAs);
  if (!is) tell(was!, 'ended', over);
  else {
    if (!was || was.untilAt !== is.untilAt) tell(is, 'begins', beginWords(after, is, at));
    if (is.untilAt !== null) tell(is, 'ends', over, is.untilAt);
  }
  return effects;
}
