import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureDashboard } from '../../gateway/build-dashboard.ts';
import type { FoundDevice } from '../../gateway/contract/hubs.ts';
import type { ObservationView } from '../../gateway/contract/observations.ts';
import { minute } from '../../rules/model/time.ts';
import { launch, openTab } from '../dashboard/support/browser.ts';
import { patience } from '../support/patience.ts';
import { password, people, TestGateway } from './gateway.ts';
import { checkEveryWidth } from './pictures.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const desk = { width: 1440, height: 900 };
/** The browser itself logs what is refused before somebody has signed in. */
const expected = /Failed to load resource|WebSocket connection/;

/** The steps of the page, each with the command that it shows. */
const [, section = ''] =
  /## From a hub to its first reading\n([\s\S]+?)\n## /.exec(readFileSync(join(root, 'docs/devices.md'), 'utf8')) ?? [];
const steps = section.split(/^(?=\d+\. )/m).slice(1);
const commandOf = (step: number) => /```sh\n([\s\S]+?)```/.exec(steps[step - 1] ?? '')?.[1] ?? '';

let browser: Browser;
let gateway: TestGateway;
/** What the page calls by a name, as it becomes known. */
const known: Record<string, string> = { GATEWAY: '127.0.0.1' };

beforeAll(async () => {
  await ensureDashboard(root);
  browser = await launch();
  gateway = await TestGateway.start();
  await gateway.enrol({
    home: { id: 'long-lane', address: '1 Long Lane, Rotherham' },
    patients: [{ id: 'kathleen', givenName: 'Kathleen', familyName: 'Example', simulated: true }],
  });
  known.MQTT_PORT = String(gateway.app.mqttPort);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
});

async function signIn(role: 'administrator' | 'coordinator'): Promise<Page> {
  const { page } = await openTab(browser, gateway.app.publicUrl, desk, { expected });
  await page.goto('/');
  await page.getByLabel('E-mail address').fill(people.find((one) => one.role === role)!.email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
}

/** As whoever copies it into a terminal. */
const inShell = (command: string) =>
  run('bash', ['-euo', 'pipefail', '-c', command], { cwd: root, env: { ...process.env, ...known, DATABASE_URL: gateway.database.url } });

const contacts = async () => {
  const to = new Date(gateway.clock.now() + minute).toISOString();
  const { body } = await gateway.ask('coordinator', 'GET', `/api/patients/kathleen/observations?kind=contact&to=${to}`);
  // All of it in the same moment of the homes: in no order.
  return (body as ObservationView[]).map(({ sourceName, value }) => `${sourceName} ${value}`).sort();
};

describe('docs/devices.md, from a hub to its first reading', { timeout: 240_000 }, () => {
  it('is five steps, and a new administrator who does what they say sees the reading', async () => {
    expect(steps).toHaveLength(5);
    const page = await signIn('administrator');
    await page.getByRole('link', { name: 'Kathleen Example' }).click();
    await page.getByRole('link', { name: 'Kit of this home: hubs, found devices, pairing' }).click();
    await page.getByRole('heading', { name: 'Kit of 1 Long Lane, Rotherham' }).waitFor();

    await page.getByRole('button', { name: 'Add a hub…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Hub in the hall');
    await dialog.getByRole('button', { name: 'Add the hub' }).click();
    const value = (name: string) => dialog.getByRole('textbox', { name }).inputValue();
    known.HUB = await value('User name');
    known.SECRET = await value('Secret');
    await checkEveryWidth(page, 'hub-added');
    await dialog.getByRole('button', { name: 'I have it' }).click();

    await inShell(commandOf(3));
    await page.getByText('Door or lid: Closed').waitFor();
    await checkEveryWidth(page, 'home-kit');
    await page.getByRole('button', { name: 'Say what it is: back door' }).click();
    await dialog.getByLabel('It is a').selectOption('door');
    await dialog.getByLabel('Name').fill('Back door');
    await dialog.getByLabel('Room').selectOption('kitchen');
    await checkEveryWidth(page, 'map-found');
    await dialog.getByRole('button', { name: 'Map it' }).click();
    await dialog.getByText('2 readings were understood from what came before.').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();

    await inShell(commandOf(5));
    await vi.waitFor(async () => expect(await contacts()).toEqual(['Back door closed', 'Back door open']), patience);
    const row = page.getByRole('row').filter({ hasText: 'Back door' });
    await row.getByText('Kitchen, the home’s').waitFor();
    await row.getByText(/ ago$/).waitFor();
    await page.context().close();
  });

  it('needs no values where a code is scanned: the hub that claims it is there, and the code tells so', async () => {
    const page = await signIn('coordinator');
    await page.getByRole('heading', { name: 'Worklist' }).waitFor();
    await page.goto('/homes/long-lane/kit');
    await page.getByRole('button', { name: 'Make a code…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Make the code' }).click();
    const image = dialog.getByRole('img');
    await image.waitFor();
    expect(await image.evaluate((qr: HTMLImageElement) => qr.naturalWidth > 0)).toBe(true);
    await checkEveryWidth(page, 'claim-code');
    const code = (await image.getAttribute('alt'))!.replace('QR code of ', '');
    const body = JSON.stringify({ code, model: 'Zigbee hub', name: 'Hub upstairs' });
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${gateway.app.publicUrl}/api/claims`, { method: 'POST', headers, body })).status).toBe(201);
    await dialog.getByText('Claimed by Hub upstairs').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('heading', { name: 'Hub upstairs' }).waitFor();
    await page.context().close();
  });
});

describe('the admin command beside a gateway that runs', { timeout: 240_000 }, () => {
  const say = (name: string, state: string) =>
    inShell(
      `mosquitto_pub -h "$GATEWAY" -p "$MQTT_PORT" -u "$HUB" -P "$SECRET" -q 1 -t "hearthline/v1/$HUB/zigbee2mqtt/${name}" -m '${state}'`,
    );
  const admin = async (words: string) => JSON.parse((await inShell(`npm run --silent admin -- --json ${words}`)).stdout);
  const found = async () => (await gateway.ask('administrator', 'GET', '/api/homes/long-lane/found-devices')).body as FoundDevice[];

  it('maps what was found, and the gateway replays it at once', async () => {
    await say('side door', '{"contact":true}');
    expect(await admin('found list --home long-lane')).toMatchObject([
      { hubId: known.HUB, nativeId: 'side door', likelyKind: 'door', says: 'contact=true', messages: 1, ignored: null },
    ]);
    const mapped = await admin(`found map "side door" --home long-lane --hub "$HUB" --kind door --name "Side door" --id side-door`);
    expect(mapped).toEqual({ deviceId: 'side-door', messagesToReplay: 1 });
    await vi.waitFor(async () => expect(await contacts()).toContain('Side door closed'), patience);
    await say('side door', '{"contact":false}');
    await vi.waitFor(async () => expect(await contacts()).toContain('Side door open'), patience);
  });

  it('ignores what is none of this home’s, and the gateway keeps nothing of it', async () => {
    await say('next door', '{"occupancy":true}');
    await admin(`found ignore "next door" --home long-lane --hub "$HUB" --reason "The neighbour’s"`);
    // What is said before the gateway has heard of it is kept; what is said afterwards is not.
    const grows = async () => {
      const before = (await found())[0]?.messages;
      await say('next door', '{"occupancy":false}');
      return (await found())[0]?.messages !== before;
    };
    await vi.waitFor(async () => expect(await grows()).toBe(false), patience);
    expect(await found()).toMatchObject([{ nativeId: 'next door', ignored: { reason: 'The neighbour’s', by: 'admin' } }]);
    await admin(`found heed "next door" --home long-lane --hub "$HUB"`);
    await vi.waitFor(async () => expect(await grows()).toBe(true), patience);
  });
});
