import type { AlertWords } from '../languages/alert-words.ts';
import { languageNamed } from '../languages/in-language.ts';
import type { Actor, Attempt, Recipient } from '../model/alert.ts';
import type { Notification } from '../model/effect.ts';
import type { Channel } from '../model/patient.ts';
import type { Language } from '../model/speech.ts';
import { day, type Instant } from '../model/time.ts';
import type { Draft } from './draft.ts';
import { mayBeTold, type Reachable, reachableUntil, wayTo } from './recipients.ts';
import { subjectFor, wordsFor, writtenTo } from './words.ts';

export interface Message {
  readonly purpose: keyof AlertWords['subject'];
  /** As it is, or in the words of the recipient's language. */
  readonly body: string | ((words: AlertWords) => string);
  /** Of the words to a device; left out: English. */
  readonly language?: Language;
  /** What tells this message from every other one of the same alert, generation, recipient and channel. */
  readonly key: string;
  readonly lifeMs: number;
}

/** To a contact nothing is sent any more when the dates begin on which nothing may reach them. */
function lastsUntil({ recipient, sendAt }: Reachable, { at, people }: Draft, { lifeMs }: Message): Instant {
  const fromAt = sendAt ?? at;
  return Math.min(fromAt + lifeMs, reachableUntil(recipient, people, fromAt) ?? Number.POSITIVE_INFINITY);
}

/** Hands one message for one person on one channel to the outbox. */
export function notify(draft: Draft, reached: Reachable, channel: number, message: Message): Notification {
  const { alert, at, people } = draft;
  const way = reached.channels[channel] as Channel;
  const { kind, id } = reached.recipient;
  const spoken = kind === 'device';
  const words = wordsFor(reached.recipient, people.patient);
  const notification: Notification = {
    id: `${alert.id}/g${alert.generation}/${message.key}/${kind}:${id}/${way.kind}${channel}`,
    alertId: alert.id,
    patientId: alert.patientId,
    recipient: reached.recipient,
    channel: way,
    severity: alert.severity,
    purpose: spoken && message.purpose === 'escalation' ? 'prompt' : message.purpose,
    subject: subjectFor(message.purpose, people.patient, words),
    body: typeof message.body === 'string' ? message.body : message.body(words),
    ...writtenTo(reached.recipient, people.patient),
    command: spoken ? { type: 'prompt', kind: null, ...languageNamed(message.language ?? 'en') } : null,
    createdAt: at,
    sendAt: reached.sendAt,
    expiresAt: lastsUntil(reached, draft, message),
  };
  draft.effects.push({ type: 'notify', notification });
  return notification;
}

/** The same person may be a recipient and an actor. */
const same = (recipient: Recipient, actor: Actor | null) => recipient.id === actor?.id;

/** The way by which this person was told; null for a device, and for who may no longer be told. */
function wayOf({ recipient, channels, channel }: Attempt, { people, at }: Draft): Reachable | null {
  if (recipient.kind === 'device' || !mayBeTold(recipient, people, at)) return null;
  return { recipient, channels: [channels[channel] as Channel], sendAt: null };
}

/** Everyone who was told, once each, by a way that has not failed. Whoever was handed the alert has been told as well. */
function everyoneTold(draft: Draft): Reachable[] {
  const told = new Map<string, Reachable>();
  for (const attempt of draft.alert.attempts) {
    const { fate, recipient } = attempt;
    const way = fate === 'failed' || fate === 'suppressed' || fate === 'planned' ? null : wayOf(attempt, draft);
    if (way) told.set(`${recipient.kind}:${recipient.id}`, way);
  }
  const ways = [...told.values()];
  const owner = draft.alert.owner?.actor ?? null;
  const toOwner = owner && !ways.some((one) => same(one.recipient, owner)) ? wayTo(owner, draft.people, draft.at) : null;
  return toOwner ? [...ways, toOwner] : ways;
}

const over = (draft: Draft, body: Message['body']): Message => ({ purpose: 'resolved', body, key: `c${draft.alert.entries}`, lifeMs: day });

/** Says to everyone who was told that it is over; quiet hours do not keep anybody on the road. `except` knows already. */
export function tellEveryone(draft: Draft, body: Message['body'], except: Actor | null): void {
  for (const one of everyoneTold(draft)) if (!same(one.recipient, except)) notify(draft, one, 0, over(draft, body));
}

/** Says so to one person who was told later than we thought. */
export function tellOver(draft: Draft, attempt: Attempt): void {
  const way = wayOf(attempt, draft);
  if (way)
    notify(
      draft,
      way,
      0,
      over(draft, (words) => `${words.over} ${words.nothingMore}`),
    );
}

/** A message to the one person who is seeing to the alert; nothing when we know no way to them but the console. */
export function tellOwner(draft: Draft, purpose: 'reminder' | 'handed-over', body: Message['body']): void {
  const owner = draft.alert.owner?.actor ?? null;
  const way = everyoneTold(draft).find((one) => same(one.recipient, owner));
  if (way) notify(draft, way, 0, { purpose, body, key: `o${draft.alert.entries}`, lifeMs: day });
}
