import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { apiKey, type NotifyMessage, NotifyServer, template } from '../notify/notify-server.ts';
import { patience } from '../support/patience.ts';
import { at, TestGateway } from './gateway.ts';
import { kathleens } from './homes.ts';

const token = 'token-of-the-callbacks';
const number = '+447700900123';

let server: NotifyServer;
let gateway: TestGateway;
beforeEach(async () => {
  server = await NotifyServer.open();
  gateway = await TestGateway.start(at('06:00'), {
    GOVUK_NOTIFY_API_KEY: apiKey,
    GOVUK_NOTIFY_URL: server.url,
    GOVUK_NOTIFY_SMS_TEMPLATE: template,
    GOVUK_NOTIFY_CALLBACK_TOKEN: token,
  });
  const home = kathleens([{ template: 'fridge' }]);
  const [kathleen, ...others] = home.patients;
  const [maureen] = kathleen!.contacts!;
  const contacts = [{ ...maureen!, channels: [{ kind: 'sms' as const, address: number }] }];
  await gateway.enrol({ ...home, patients: [{ ...kathleen!, contacts }, ...others] });
  await gateway.until(at('11:00'));
});
afterEach(async () => {
  await gateway.close();
  await server.close();
});

const text = (): Promise<NotifyMessage> =>
  vi.waitFor(() => {
    expect(server.messages).toHaveLength(1);
    return server.messages[0]!;
  }, patience);
const tell = (path: string, body: unknown, bearer = token) =>
  fetch(`${gateway.app.publicUrl}/api/govuk-notify/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify(body),
  });
const reply = async (message: string, from = '447700900123') => (await tell('texts', { source_number: from, message })).json();
const codeIn = ({ personalisation }: NotifyMessage) => /YES (\d{3})/.exec(personalisation.message!)![1];
const alert = () => gateway.alertOf('kathleen');

describe('a daughter who is reached by text message', { timeout: 120_000 }, () => {
  it('replies YES: she has the alert, as by the link; that it was delivered stopped nothing', async () => {
    const sent = await text();
    expect(sent).toMatchObject({ phone_number: number, template_id: template });
    expect(sent.personalisation.message).not.toMatch(/fridge|breakfast|eat/i);

    expect((await tell('receipts', { reference: sent.reference, status: 'delivered', to: number })).status).toBe(200);
    await vi.waitFor(async () => expect(await fateOf(sent)).toBe('delivered'), patience);
    expect((await alert()).owner).toBeNull();

    expect(await reply(`Yes ${codeIn(sent)}`)).toEqual({ taken: 'acknowledge' });
    expect((await alert()).owner).toMatchObject({ name: 'Maureen', tier: 'family' });
    await vi.waitFor(async () => expect(await fateOf(sent)).toBe('confirmed'), patience);
  });

  it('replies NO: the next is asked at once', async () => {
    await text();
    expect(await reply('no, at work')).toEqual({ taken: 'decline' });
    expect(await gateway.letters.take()).toMatchObject({ to: 'ccc@example.org' });
  });

  it('replies something else: it stops nothing, and stands in the record for a person to read', async () => {
    await text();
    expect(await reply('what is this?')).toEqual({ taken: 'noted' });
    expect((await alert()).owner).toBeNull();
    expect(JSON.stringify((await alert()).timeline)).toContain('what is this?');
  });

  it('replies YES when she may no longer be told: it stops nothing, and stands in the record', async () => {
    const sent = await text();
    const place = '/api/patients/kathleen/contacts/maureen/consents';
    const { status } = await gateway.ask('coordinator', 'PUT', place, { changes: [{ purpose: 'be-told', allowed: false }] });
    expect(status).toBe(204);
    expect(await reply(`Yes ${codeIn(sent)}`)).toEqual({ taken: 'noted' });
    expect((await alert()).owner).toBeNull();
    expect(JSON.stringify((await alert()).timeline)).toContain('Replied by text message');
  });

  it('has a wrong number: that it failed brings in the next', async () => {
    const sent = await text();
    await tell('receipts', { reference: sent.reference, status: 'permanent-failure', to: number });
    await vi.waitFor(async () => expect(await fateOf(sent)).toBe('failed'), patience);
  });

  it('is not spoken for by another number, nor by whoever has no token', async () => {
    const sent = await text();
    expect(await reply(`YES ${codeIn(sent)}`, '447700900999')).toEqual({ taken: 'nobody-asked' });
    expect((await tell('texts', { source_number: number, message: 'YES' }, 'another-token')).status).toBe(401);
    expect((await tell('receipts', { reference: 'nothing', status: 'delivered' })).status).toBe(200);
    expect((await tell('texts', { source_number: 'nobody', message: 'YES' })).status).toBe(400);
    expect((await alert()).owner).toBeNull();
  });
});

async function fateOf({ reference }: NotifyMessage): Promise<string> {
  const { rows } = await gateway.database.pool.query<{ status: string }>('select status from notification where id = $1', [reference]);
  return rows[0]!.status;
}
