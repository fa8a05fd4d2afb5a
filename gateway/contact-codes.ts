import type { Notification } from '../rules/model/effect.ts';
import type { Language } from '../rules/model/speech.ts';
import { minute } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import { newId } from './identity/secret.ts';
import { DeliveryError } from './notify/delivery-error.ts';
import type { ChannelAdapter } from './ports.ts';
import { codeLifeMs } from './store/contact-points.ts';

/** A code for a contact, by the very way that it checks. */
export interface ContactCode {
  readonly patientId: string;
  readonly contact: { readonly id: string; readonly name: string; readonly language: Language };
  readonly channel: Notification['channel'];
  readonly code: string;
}

const minutes = codeLifeMs / minute;
/** What a code says of itself, in each language. */
export const codeWords: Readonly<Record<Language, (code: string) => { readonly subject: string; readonly body: string }>> = {
  en: (code) => ({
    subject: `Your code for Hearthline is ${code}`,
    body: `Your code is ${code}. Enter it in the app, or tell it to the person who asked you for it. It is good for ${minutes} minutes. If nobody asked you, do nothing.`,
  }),
  pl: (code) => ({
    subject: `Twój kod Hearthline to ${code}`,
    body: `Twój kod: ${code}. Proszę wpisać go w aplikacji albo podać osobie, która o niego prosi. Kod jest ważny ${minutes} minut. Jeśli nikt o niego nie prosi, nic nie trzeba robić.`,
  }),
};

/**
 * Sends codes straight to their channel: whoever asked for one waits for it and asks again, so nothing is kept or tried later, and no code stands
 * in the outbox. Gives why it could not be sent, in words that repeat neither address nor code; null: it was.
 */
export function codeSender(adapters: readonly ChannelAdapter[], clock: Pick<Clock, 'now'>) {
  return async ({ patientId, contact, channel, code }: ContactCode): Promise<string | null> => {
    const { id, name, language } = contact;
    const adapter = adapters.find(({ kind }) => kind === channel.kind);
    const at = clock.now();
    const notification: Notification = {
      id: newId('code'),
      alertId: null,
      patientId,
      recipient: { kind: 'contact', id, name },
      channel,
      severity: 'moderate',
      purpose: 'check',
      ...codeWords[language](code),
      language,
      command: null,
      createdAt: at,
      sendAt: null,
      expiresAt: at + codeLifeMs,
    };
    try {
      if (!adapter) return `there is no way to send by ${channel.kind}`;
      await adapter.send(notification, { repeat: false });
      return null;
    } catch (error) {
      if (error instanceof DeliveryError) return error.message;
      throw error;
    }
  };
}
