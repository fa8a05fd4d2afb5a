import { z } from 'zod';
import { readRange } from './own-network.ts';
import { type Setting, url } from './setting.ts';

/** By which servers and services people are reached. */
export const channelSettings = {
  smtpUrl: {
    name: 'SMTP_URL',
    standard: null,
    meaning: 'mail server; unset: no e-mail is sent, and each attempt is recorded as failed',
    schema: url(['smtp:', 'smtps:'], 'smtp://user:password@host:587'),
  },
  mailFrom: {
    name: 'HEARTHLINE_MAIL_FROM',
    standard: 'Hearthline <hearthline@localhost>',
    meaning: 'sender of e-mail',
    schema: z.string().regex(/^[^\r\n]*[^\s@]+@[^\s@]+$/, 'must hold an e-mail address'),
  },
  notifyApiKey: {
    name: 'GOVUK_NOTIFY_API_KEY',
    standard: null,
    meaning: 'API key of a GOV.UK Notify service; unset: no text messages, and e-mail only by SMTP_URL',
    schema: z.string().regex(/[0-9a-f-]{36}-[0-9a-f-]{36}$/, 'must end in two UUIDs, as GOV.UK Notify shows the key'),
  },
  notifySmsTemplate: {
    name: 'GOVUK_NOTIFY_SMS_TEMPLATE',
    standard: null,
    meaning: 'id of a text message template whose text is ((message)); unset: no text messages',
    schema: z.uuid('must be the id of a template, a UUID'),
  },
  notifyEmailTemplate: {
    name: 'GOVUK_NOTIFY_EMAIL_TEMPLATE',
    standard: null,
    meaning: 'id of an e-mail template with ((subject)) and ((message)), used where SMTP_URL is unset',
    schema: z.uuid('must be the id of a template, a UUID'),
  },
  notifyCallbackToken: {
    name: 'GOVUK_NOTIFY_CALLBACK_TOKEN',
    standard: null,
    meaning: 'bearer token of the callbacks of GOV.UK Notify, at least 10 characters; unset: they are refused, and replies are not heard',
    schema: z.string().min(10, 'must have at least 10 characters'),
  },
  notifyUrl: {
    name: 'GOVUK_NOTIFY_URL',
    standard: null,
    meaning: 'address of the API, for a service that speaks the same; unset: that of GOV.UK Notify',
    schema: url(['http:', 'https:'], 'https://notify.example.org'),
  },
  voiceWebhookUrl: {
    name: 'VOICE_WEBHOOK_URL',
    standard: null,
    meaning: 'address of the service that makes telephone calls (docs/voice.md); unset: nobody is called',
    schema: url(['http:', 'https:'], 'https://calls.example.org/hearthline'),
  },
  careCentreNumber: {
    name: 'HEARTHLINE_CARE_CENTRE_NUMBER',
    standard: null,
    meaning: 'telephone number of the care centre as +441632960000, which the app always shows; unset: it shows 999 alone',
    schema: z.e164('must be a number such as +441632960000'),
  },
  webhookNetworks: {
    name: 'HEARTHLINE_WEBHOOK_NETWORKS',
    standard: null,
    meaning:
      'addresses and ranges inside your own network to which webhooks may go, as 10.1.2.3 or 10.1.0.0/16, with commas between; unset: none',
    schema: z
      .string()
      .transform((list) => list.split(',').map((one) => one.trim()))
      .refine((ranges) => ranges.every((one) => readRange(one) !== null), 'must be addresses or ranges such as 10.1.0.0/16'),
  },
  pushServices: {
    name: 'HEARTHLINE_PUSH_SERVICES',
    standard: 'fcm.googleapis.com,updates.push.services.mozilla.com,push.apple.com,notify.windows.com',
    meaning: 'hosts to which notices of the app may be sent, those below them included, with commas between',
    schema: z
      .string()
      .regex(/^[a-z0-9.-]+(,[a-z0-9.-]+)*$/, 'must be hosts with commas between')
      .transform((hosts) => hosts.split(',')),
  },
} as const satisfies Record<string, Setting>;
