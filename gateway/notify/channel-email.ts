import { createTransport } from 'nodemailer';
import type { Severity } from '../../rules/model/alert.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { ChannelAdapter, Letter, PostLetter } from '../ports.ts';
import { DeliveryError } from './delivery-error.ts';
import { bundledMailOf, letterMail, type Mail, mailOf } from './mail-words.ts';
import { tryTimeoutMs } from './retry.ts';

interface Options {
  /** `smtp://user:password@host:587`; null: no mail can be sent. */
  readonly smtpUrl: string | null;
  /** Sender, `Name <address>`. */
  readonly from: string;
  /** Where the recipient can answer; null: nowhere. */
  readonly link: (notification: Notification) => string | null;
}

export interface EmailChannel extends ChannelAdapter {
  /** Rejects with a DeliveryError. */
  readonly postLetter: PostLetter;
  /** Closes connections; mail under way is finished first. */
  close(): void;
}

const addressee = ({ recipient, channel }: Notification): Letter['to'] => ({ name: recipient.name, address: channel.address });

/** Connections at a time. High ones have their own, so that they do not queue behind a round of reminders. */
const connections: Readonly<Record<'high' | 'others', number>> = { high: 20, others: 5 };

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly syscall?: string;
  readonly timeoutType?: string;
}

/** The server's words may repeat addresses, so only its number goes into the timeline. */
function refused(error: SmtpError): DeliveryError {
  const { code, responseCode, syscall, timeoutType } = error;
  if (code === 'EAUTH') return new DeliveryError('the mail server refused our sign-in', { cause: error });
  if (responseCode !== undefined) {
    const permanent = responseCode >= 500;
    return new DeliveryError(`the mail server ${permanent ? 'refused' : 'deferred'} it (${responseCode})`, { permanent, cause: error });
  }
  if (code === 'EENVELOPE') return new DeliveryError('the address is not an e-mail address', { permanent: true, cause: error });
  // Before the connection stood, nothing can have arrived; after that, the server may have taken it.
  const neverStood = code === 'EDNS' || syscall === 'connect' || timeoutType === 'CONNECT_TIMEOUT' || timeoutType === 'GREETING_TIMEOUT';
  return new DeliveryError(`no connection to the mail server (${code ?? error.name})`, { ambiguous: !neverStood, cause: error });
}

/** E-mail over SMTP. `sent` means that the mail server took it: whether it was read, nobody knows. */
export function createEmailChannel({ smtpUrl, from, link }: Options): EmailChannel {
  if (smtpUrl === null) {
    return {
      kind: 'email',
      async send() {
        throw new DeliveryError('no mail server is set (SMTP_URL)', { permanent: true });
      },
      async postLetter() {
        throw new DeliveryError('no mail server is set (SMTP_URL)', { permanent: true });
      },
      close() {},
    };
  }

  // What is tried again, and when, is the outbox's to decide: no second tries in here.
  const pool = (urgency: keyof typeof connections, severity: Severity) =>
    createTransport({
      url: smtpUrl,
      pool: true,
      maxConnections: connections[urgency],
      maxRequeues: 0,
      idleTimeout: 30_000,
      connectionTimeout: tryTimeoutMs(severity),
      greetingTimeout: tryTimeoutMs(severity),
      socketTimeout: tryTimeoutMs(severity),
      dnsTimeout: tryTimeoutMs(severity),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  const high = pool('high', 'high');
  const others = pool('others', 'low');

  async function post(to: Letter['to'], severity: Severity, mail: Mail, more: { readonly messageId?: string } = {}): Promise<void> {
    const transport = severity === 'high' ? high : others;
    const signal = AbortSignal.timeout(tryTimeoutMs(severity));
    try {
      await transport.sendMail({ from, to, ...mail, ...more, signal, headers: { 'Auto-Submitted': 'auto-generated' } });
    } catch (error) {
      if (signal.aborted) throw new DeliveryError('no answer from the mail server in time', { ambiguous: true, cause: error });
      throw refused(error as SmtpError);
    }
  }

  return {
    kind: 'email',
    async send(notification, { repeat }) {
      await post(addressee(notification), notification.severity, mailOf(notification, { repeat, link: link(notification) }));
      return { fate: 'sent', detail: 'to the mail server' };
    },
    async sendTogether(notifications, { repeat, bundle }) {
      const items = notifications.map((notification) => ({ notification, link: link(notification) }));
      // The same bundle tried again is the same message for programs that show a message once.
      const messageId = `<${bundle}@hearthline.invalid>`;
      const first = notifications[0] as Notification;
      await post(addressee(first), first.severity, bundledMailOf(items, { repeat }), { messageId });
      return { fate: 'sent', detail: `to the mail server, ${notifications.length} in one message` };
    },
    postLetter: (letter) => post(letter.to, 'moderate', letterMail(letter)),
    close() {
      high.close();
      others.close();
    },
  };
}
