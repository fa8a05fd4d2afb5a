import { NotifyClient } from 'notifications-node-client';
import { from, lastValueFrom, timeout } from 'rxjs';
import type { Severity } from '../../rules/model/alert.ts';
import type { Notification } from '../../rules/model/effect.ts';
import { newId } from '../identity/secret.ts';
import type { ChannelAdapter } from '../ports.ts';
import type { EmailChannel } from './channel-email.ts';
import { DeliveryError } from './delivery-error.ts';
import { bundledMailOf, letterMail, type Mail, mailOf } from './mail-words.ts';
import { tryTimeoutMs } from './retry.ts';
import { textOf } from './text-words.ts';

export interface GovukNotifyOptions {
  /** As the service's page shows it, its name and its service's id included; null: GOV.UK Notify is not used. */
  readonly apiKey: string | null;
  /** null: GOV.UK Notify's own address. */
  readonly url: string | null;
  /** Where the recipient can answer; null: nowhere. */
  readonly link: (notification: Notification) => string | null;
}

interface NotifyError extends Error {
  readonly code?: string;
  readonly response?: { readonly status: number };
}

/** Answers that say "not now": too many for the moment. Other 4xx will be the same next time. */
const tooMany = 429;

/** Its words may repeat numbers, addresses and text, so only the status goes into the timeline. */
function refused(error: NotifyError): DeliveryError {
  if (error.name === 'TimeoutError') return new DeliveryError('no answer from GOV.UK Notify in time', { ambiguous: true, cause: error });
  const status = error.response?.status;
  if (status === undefined) {
    const neverStood = error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND';
    return new DeliveryError(`no connection to GOV.UK Notify (${error.code ?? error.name})`, { ambiguous: !neverStood, cause: error });
  }
  const permanent = status < 500 && status !== tooMany;
  return new DeliveryError(`GOV.UK Notify ${permanent ? 'refused' : 'deferred'} it (${status})`, { permanent, cause: error });
}

async function inTime(severity: Severity, sending: Promise<unknown>): Promise<void> {
  try {
    await lastValueFrom(from(sending).pipe(timeout(tryTimeoutMs(severity))));
  } catch (error) {
    throw refused(error as NotifyError);
  }
}

const clientOf = (apiKey: string, url: string | null) => (url === null ? new NotifyClient(apiKey) : new NotifyClient(url, apiKey));
const taken = { fate: 'sent', detail: 'to GOV.UK Notify' } as const;

/**
 * Text messages through GOV.UK Notify. The template has one field, `message`. `sent` means that Notify took it; what became of it
 * comes as a callback with the message's id as its reference.
 */
export function createSmsChannel({
  apiKey,
  url,
  link,
  template,
}: GovukNotifyOptions & { readonly template: string | null }): ChannelAdapter {
  const client = apiKey === null ? null : clientOf(apiKey, url);
  return {
    kind: 'sms',
    async send(notification, { repeat }) {
      if (client === null || template === null)
        throw new DeliveryError('no text messages can be sent (GOVUK_NOTIFY_API_KEY, GOVUK_NOTIFY_SMS_TEMPLATE)', { permanent: true });
      const message = textOf(notification, { repeat, link: link(notification) });
      const options = { personalisation: { message }, reference: notification.id };
      await inTime(notification.severity, client.sendSms(template, notification.channel.address, options));
      return taken;
    },
  };
}

/** E-mail through GOV.UK Notify, where there is no mail server. The template has the fields `subject` and `message`. */
export function createNotifyEmailChannel(
  options: GovukNotifyOptions & { readonly apiKey: string; readonly template: string },
): EmailChannel {
  const { apiKey, url, link, template } = options;
  const client = clientOf(apiKey, url);
  const post = (severity: Severity, address: string, { subject, text }: Mail, reference: string) =>
    inTime(severity, client.sendEmail(template, address, { personalisation: { subject, message: text }, reference }));
  return {
    kind: 'email',
    async send(notification, { repeat }) {
      const { severity, channel, id } = notification;
      await post(severity, channel.address, mailOf(notification, { repeat, link: link(notification) }), id);
      return taken;
    },
    async sendTogether(notifications, { repeat, bundle }) {
      const items = notifications.map((notification) => ({ notification, link: link(notification) }));
      const { severity, channel } = notifications[0]!;
      await post(severity, channel.address, bundledMailOf(items, { repeat }), bundle);
      return { fate: 'sent', detail: `to GOV.UK Notify, ${notifications.length} in one message` };
    },
    postLetter: (letter) => post('moderate', letter.to.address, letterMail(letter), newId('letter')),
    close() {},
  };
}
