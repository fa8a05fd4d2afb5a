import type { Logger } from 'pino';
import type { Notification } from '../rules/model/effect.ts';
import type { Language, SpokenHow } from '../rules/model/speech.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createDemoMailbox } from './demo/mailbox.ts';
import type { ChannelKeys } from './identity/channel-keys.ts';
import { createConsoleChannel } from './notify/channel-console.ts';
import { createEmailChannel } from './notify/channel-email.ts';
import { createMqttChannel, type MqttChannel } from './notify/channel-mqtt.ts';
import { createPushChannel } from './notify/channel-push.ts';
import { createVoiceChannel } from './notify/channel-voice.ts';
import { createWebhookChannel } from './notify/channel-webhook.ts';
import { createNotifyEmailChannel, createSmsChannel } from './notify/govuk-notify.ts';
import { reachable } from './own-network.ts';
import type { ChannelAdapter, DevicePublisher, PostLetter } from './ports.ts';
import type { NotificationStore } from './store/notifications.ts';
import type { PushSubscriptions } from './store/push-subscriptions.ts';

export interface Channels {
  /** Every way to reach people, one a kind. */
  readonly adapters: readonly ChannelAdapter[];
  /** The one of them that speaks through devices: it hears when one connects. */
  readonly mqtt: MqttChannel;
  /** Writes to people about their own account. */
  readonly postLetter: PostLetter;
  /** Takes the place of e-mail in a demonstration without a mail server. */
  readonly mailbox: ReturnType<typeof createDemoMailbox> | null;
  /** Ends the connections to the mail server, and what waits for devices. */
  close(): void;
}

interface ChannelDeps {
  readonly config: Pick<
    Config,
    | 'demo'
    | 'training'
    | 'publicUrl'
    | 'voiceWebhookUrl'
    | 'webhookNetworks'
    | 'smtpUrl'
    | 'mailFrom'
    | 'notifyApiKey'
    | 'notifyUrl'
    | 'notifySmsTemplate'
    | 'notifyEmailTemplate'
  >;
  readonly keys: ChannelKeys;
  readonly pushSubscriptions: PushSubscriptions;
  /** The answer page of a notification; null: it has none. */
  readonly link: (notification: Notification) => string | null;
  readonly devices: DevicePublisher;
  readonly store: NotificationStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** Somebody has a console open. */
  readonly isWatched: () => boolean;
  /** How the device of this notification is to speak its words, now. */
  readonly spokenHow: (notification: Notification, language: Language) => SpokenHow;
  /** The device of this notification was away when it was sent, and still is. */
  readonly unreached: (notification: Notification) => void;
  /** The time of this command is over, and nobody knows that it was heard. */
  readonly expired: (notification: Notification) => void;
}

export function createChannels(deps: ChannelDeps): Channels {
  const { config, keys, pushSubscriptions, link, devices, store, clock, log, isWatched, spokenHow, unreached, expired } = deps;
  const mailbox = config.demo && config.smtpUrl === null ? createDemoMailbox(link, clock.now) : null;
  const notify = { apiKey: config.notifyApiKey, url: config.notifyUrl, link };
  const email =
    config.smtpUrl === null && notify.apiKey !== null && config.notifyEmailTemplate !== null
      ? createNotifyEmailChannel({ ...notify, apiKey: notify.apiKey, template: config.notifyEmailTemplate })
      : createEmailChannel({ smtpUrl: config.smtpUrl, from: config.mailFrom, link });
  const sms = createSmsChannel({ ...notify, template: config.notifySmsTemplate });
  const mqtt = createMqttChannel({ publisher: devices, store, clock, log, spokenHow, unreached, expired });
  const webhook = createWebhookChannel({ key: keys.webhook, now: clock.wallNow, link, mayReach: reachable(config.webhookNetworks ?? []) });
  const voice = createVoiceChannel({ url: config.voiceWebhookUrl, key: keys.voice, now: clock.wallNow });
  const push = createPushChannel({ keys: keys.push, contact: pushContact(config), subscriptions: pushSubscriptions });
  // Text messages of a demonstration without a service that sends them stand among its letters.
  const texts = mailbox && notify.apiKey === null ? mailbox.inPlaceOf('sms') : sms;
  const outside = [texts, mailbox?.channel ?? email, webhook, push, voice];
  return {
    adapters: [
      mqtt,
      createConsoleChannel(isWatched),
      ...(config.training && mailbox ? outside.map(({ kind }) => mailbox.inPlaceOf(kind)) : outside),
    ],
    mqtt,
    postLetter: mailbox?.postLetter ?? email.postLetter,
    mailbox,
    close() {
      mqtt.close();
      email.close();
    },
  };
}

/** Whom push services can turn to: our address where it is one that they can open, else that of our mail. */
export function pushContact({ publicUrl, mailFrom }: Pick<Config, 'publicUrl' | 'mailFrom'>): string {
  return publicUrl.startsWith('https:') ? publicUrl : `mailto:${/[^\s<>]+@[^\s<>]+/.exec(mailFrom)?.[0]}`;
}
