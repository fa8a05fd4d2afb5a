import { hash } from 'node:crypto';
import type { Notification } from '../../rules/model/effect.ts';
import type { Language } from '../../rules/model/speech.ts';
import { linkActor } from '../identity/link-token.ts';
import { readerWords } from './reader-words.ts';

/**
 * Three digits by which a reply names the message it answers, 100 to 999; the same for the same message. Two open messages to one
 * telephone share it once in 900 times; a reply that fits both answers neither.
 */
export function replyCode(notificationId: string): string {
  return String(100 + (Number.parseInt(hash('sha256', notificationId).slice(0, 8), 16) % 900));
}

/**
 * A text message: the subject, which carries no health detail because it shows on a lock screen (what it is about only for who chose that), how
 * to answer by a reply where a person is asked something, and the link.
 */
export function textOf(notification: Notification, { repeat, link }: { readonly repeat: boolean; readonly link: string | null }): string {
  const { id, alertId, purpose, recipient, subject, body, language, detailsOnLockScreen } = notification;
  const { repeat: again, text } = readerWords[language ?? 'en'];
  const asked = alertId !== null && purpose !== 'resolved' && linkActor(recipient) !== null;
  return [
    ...(repeat ? [`${again}.`] : []),
    text.to.replace('{who}', recipient.name),
    `${subject.replace(/[.!?]*$/, '')}.`,
    ...(detailsOnLockScreen ? [body] : []),
    ...(asked ? [text.reply.replaceAll('{code}', replyCode(id))] : []),
    ...(link ? [link] : []),
  ].join(' ');
}

/** What a reply says; null: it cannot be told, and a person must read it. */
export interface Reply {
  readonly answer: 'acknowledge' | 'decline';
  /** null: it names no message. */
  readonly code: string | null;
}

const yeses: Readonly<Record<Language, readonly string[]>> = { en: ['yes', 'y', 'yep', 'yeah'], pl: ['tak'] };
/** To a Polish ear "no" is half a yes: where Polish was written, it says nothing. */
const noes: Readonly<Record<Language, readonly string[]>> = {
  en: ['no', 'n', 'nope', "can't", 'cannot', 'cant', 'not'],
  pl: ['nie'],
};

/** Reads a reply to words of a language: YES or NO, in the words that people use, and the digits, in any order. */
export function readReply(text: string, language: Language = 'en'): Reply | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  const codes = words.filter((word) => /^[1-9][0-9]{2}$/.test(word));
  const rest = words.filter((word) => !codes.includes(word));
  const yes = rest.some((word) => yeses[language].includes(word));
  const no = rest.some((word) => noes[language].includes(word));
  if (yes === no || codes.length > 1) return null;
  return { answer: yes ? 'acknowledge' : 'decline', code: codes[0] ?? null };
}
