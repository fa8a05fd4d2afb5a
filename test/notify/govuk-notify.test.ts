import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryError } from '../../gateway/notify/delivery-error.ts';
import { createNotifyEmailChannel, createSmsChannel } from '../../gateway/notify/govuk-notify.ts';
import { replyCode } from '../../gateway/notify/text-words.ts';
import { apiKey, NotifyServer, template } from './notify-server.ts';
import { aNotification, freePort } from './support.ts';

const link = () => 'https://hearthline.example.org/a/token';
const once = { repeat: false };

let server: NotifyServer;
beforeEach(async () => {
  server = await NotifyServer.open();
});
afterEach(() => server.close());

const text = () => aNotification({ subject: 'Kathleen: please look', channel: { kind: 'sms', address: '+447700900123' } });
const sms = (options: Partial<Parameters<typeof createSmsChannel>[0]> = {}) =>
  createSmsChannel({ apiKey, url: server.url, link, template, ...options });
const failure = (sending: Promise<unknown>): Promise<DeliveryError> =>
  sending.then(
    () => Promise.reject(new Error('was sent')),
    (error) => error,
  );

describe('a text message through GOV.UK Notify', () => {
  it('has the template, the number, our id, and words without health detail; "sent" is all that is known', async () => {
    const notification = text();
    expect(await sms().send(notification, once)).toEqual({ fate: 'sent', detail: 'to GOV.UK Notify' });
    const code = replyCode(notification.id);
    const message = `For Maureen. Kathleen: please look. Reply YES ${code} if you will see to it, NO ${code} if you cannot. ${link()}`;
    expect(server.messages).toEqual([
      {
        path: '/v2/notifications/sms',
        template_id: template,
        phone_number: '+447700900123',
        reference: notification.id,
        personalisation: { message },
      },
    ]);
  });

  it('asks for no reply where nothing is asked, or nobody in particular', async () => {
    await sms().send({ ...text(), purpose: 'resolved', subject: 'Kathleen: no longer needed, thank you' }, once);
    await sms().send({ ...text(), recipient: { kind: 'team', id: 'ccc', name: 'Centre' } }, { repeat: true });
    expect(server.messages.map(({ personalisation }) => personalisation.message)).toEqual([
      `For Maureen. Kathleen: no longer needed, thank you. ${link()}`,
      `Repeat. For Centre. Kathleen: please look. ${link()}`,
    ]);
  });

  it.each([
    [400, { message: 'GOV.UK Notify refused it (400)', permanent: true, ambiguous: false }],
    [403, { message: 'GOV.UK Notify refused it (403)', permanent: true, ambiguous: false }],
    [429, { message: 'GOV.UK Notify deferred it (429)', permanent: false, ambiguous: false }],
    [500, { message: 'GOV.UK Notify deferred it (500)', permanent: false, ambiguous: false }],
    [0, { message: 'no connection to GOV.UK Notify (ECONNRESET)', permanent: false, ambiguous: true }],
  ])('that is answered with %s is said to be so, without its number', async (status, expected) => {
    server.refusals.push(status);
    expect(await failure(sms().send(text(), once))).toMatchObject(expected);
  });

  it('is refused for good with a wrong key, and where none is set', async () => {
    const wrong = `${apiKey.slice(0, -1)}f`;
    expect(await failure(sms({ apiKey: wrong }).send(text(), once))).toMatchObject({ permanent: true });
    expect(await failure(sms({ apiKey: null }).send(text(), once))).toMatchObject({ permanent: true, message: /GOVUK_NOTIFY_API_KEY/ });
    expect(await failure(sms({ template: null }).send(text(), once))).toMatchObject({ permanent: true });
  });

  it('certainly did not arrive where nobody listens', async () => {
    const nowhere = sms({ url: `http://127.0.0.1:${await freePort()}` });
    expect(await failure(nowhere.send(text(), once))).toMatchObject({ permanent: false, ambiguous: false });
  });
});

describe('e-mail through GOV.UK Notify', () => {
  const email = () => createNotifyEmailChannel({ apiKey, url: server.url, link, template });

  it('has the words of our own mail, and several in one', async () => {
    const [one, other] = [aNotification(), aNotification()];
    expect(await email().send(one, once)).toEqual({ fate: 'sent', detail: 'to GOV.UK Notify' });
    expect(await email().sendTogether!([one, other], { ...once, bundle: 'b-1' })).toEqual({
      fate: 'sent',
      detail: 'to GOV.UK Notify, 2 in one message',
    });
    expect(server.messages).toMatchObject([
      {
        path: '/v2/notifications/email',
        email_address: 'maureen@example.org',
        reference: one.id,
        personalisation: { subject: one.subject },
      },
      { reference: 'b-1' },
    ]);
    expect(server.messages[0]!.personalisation.message).toContain('Hello Maureen,');
    expect(server.messages[0]!.personalisation.message).toContain(link());
  });
});
