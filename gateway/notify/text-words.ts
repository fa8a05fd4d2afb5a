import { hash } from 'node:crypto';
import type { Notification } from '../../rules/model/effect.ts';
import { linkActor } from '../identity/link-token.ts';

/**
 * Three digits by which a reply names the message it answers, 100 to 999; the same for the same message. Two open messages to one
 * telephone share it once in 900 times; a reply that fits both answers neither.
 */
export function replyCode(notificationId: string): string {
  return String(100 + (Number.parseInt(hash('sha256', notificationId).slice(0, 8), 16) % 900));
}

/**
 * A text message: the subject, which carries no health detail because it shows on a lock screen, how to answer by a reply where a person
 * is asked something, and the link.
 */
export function textOf(
  { id, alertId, purpose, recipient, subject }: Notification,
  { repeat, link }: { readonly repeat: boolean; readonly link: string | null },
): string {
  const asked = alertId !== null && purpose !== 'resolved' && linkActor(recipient) !== null;
  const code = replyCode(id);
  return [
    `${repeat ? 'Repeat. ' : ''}For ${recipient.name}. ${subject.replace(/[.!?]*$/, '')}.`,
    ...(asked ? [`Reply YES ${code} if you will see to it, NO ${code} if you cannot.`] : []),
    ...(link ? [link] : []),
  ].join(' ');
}

/** What a reply says; null: it cannot be told, and a person must read it. */
export interface Reply {
  readonly answer: 'acknowledge' | 'decline';
  /** null: it names no message. */
  readonly code: string | null;
}

/** Reads a reply: YES or NO, in the words that people use, and the digits, in any order. */
export function readReply(text: string): Reply | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  const codes = words.filter((word) => /^[1-9][0-9]{2}$/.test(word));
  const rest = words.filter((word) => !codes.includes(word));
  const yes = rest.some((word) => ['yes', 'y', 'yep', 'yeah'].includes(word));
  const no = rest.some((word) => ['no', 'n', 'nope', "can't", 'cannot', 'cant', 'not'].includes(word));
  if (yes === no || codes.length > 1) return null;
  return { answer: yes ? 'acknowledge' : 'decline', code: codes[0] ?? null };
}
