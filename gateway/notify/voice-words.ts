import type { Notification } from '../../rules/model/effect.ts';
import { linkActor } from '../identity/link-token.ts';
import { readerWords } from './reader-words.ts';

/** What a key that is pressed means. */
export const voiceKeys = { '1': 'acknowledge', '2': 'decline' } as const;

/** What a call says, and the keys that answer it; none where nothing is asked. */
export interface Spoken {
  readonly say: string;
  readonly keys: Readonly<Partial<typeof voiceKeys>>;
}

/** Anybody may pick up a telephone: the subject carries no health detail, and what it is about is said only to who chose that. */
export function spokenOf(notification: Notification, { repeat }: { readonly repeat: boolean }): Spoken {
  const { alertId, purpose, recipient, subject, body, language, detailsOnLockScreen } = notification;
  const { repeat: again, voice } = readerWords[language ?? 'en'];
  const isAsked = alertId !== null && purpose !== 'resolved' && linkActor(recipient) !== null;
  const said = [
    ...(repeat ? [`${again}.`] : []),
    voice.hello.replace('{who}', recipient.name),
    `${subject.replace(/[.!?]*$/, '')}.`,
    // A code is all that a call to check a number has to say.
    ...(detailsOnLockScreen || purpose === 'check' ? [body] : []),
    isAsked ? voice.keys : voice.goodbye,
  ];
  return { say: said.join(' '), keys: isAsked ? voiceKeys : {} };
}
