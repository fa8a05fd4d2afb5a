import { describe, expect, it } from 'vitest';
import { patience } from '../support/patience.ts';
import { expectAccessible, viewports } from './support/browser.ts';
import { consoleTests } from './support/console.ts';
import { aHomeWithAHub, type KitWorld } from './support/home-kit.ts';

const openConsole = consoleTests();
const still = { movableClock: false } as const;

/** The page of the home's kit as an administrator has it. */
async function openKit(path = '/homes/home-joan/kit') {
  let world: KitWorld | undefined;
  const open = await openConsole(
    path,
    (server, now) => {
      world = aHomeWithAHub(server, now);
    },
    still,
  );
  const press = (name: string | RegExp) => open.page.getByRole('button', { name, exact: typeof name === 'string' }).click();
  const dialog = open.page.getByRole('dialog');
  const sent = (path: string) => open.server.world.sent.filter((one) => one.path === path).map(({ body }) => body);
  return { ...open, world: world!, press, dialog, sent, send: (name: string) => dialog.getByRole('button', { name, exact: true }).click() };
}

describe.each(viewports)('at $width', { timeout: 180_000 }, (viewport) => {
  it('the kit of a home is read by everybody: hubs, what was found, codes', async () => {
    const { page, press, sent, faults } = await openKit();
    await page.setViewportSize(viewport);
    await page.getByText('Door or lid: Open').first().waitFor();
    await page.getByText('118 of 255').first().waitFor();
    await page.getByText('Claimed by Hub in the hall').waitFor();
    await page.getByText('No code is kept.').waitFor();
    await page.getByLabel('Code of the key safe').fill('4711');
    await press('Keep the code');
    await page.getByText('A code is kept. Another one takes its place.').waitFor();
    expect(sent('PUT /api/homes/home-joan/key-safe')).toEqual([{ code: '4711' }]);
    await expect.poll(() => page.getByLabel('Code of the key safe').inputValue()).toBe('');
    await expectAccessible(page);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/kit-${viewport.width}.png`, fullPage: true });
    expect(faults).toEqual([]);
  });

  it('its dialogs are read by everybody', async () => {
    const { page, press, dialog, send, faults } = await openKit();
    await page.setViewportSize(viewport);
    for (const name of [
      'Say what it is: kitchen/back door',
      'Ignore: ghost',
      'Add a hub…',
      'Make a code…',
      'Credential: Hub in the hall',
    ]) {
      await press(name);
      await dialog.waitFor();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
    await press('Make a code…');
    await send('Make the code');
    await dialog.getByRole('img', { name: 'QR code of K7QM-2XWD' }).waitFor();
    await expectAccessible(page);
    expect(faults).toEqual([]);
  });
});

describe('what was found', () => {
  it('is mapped by keyboard alone: it says how much was understood, and can be undone', async () => {
    const { page, press, dialog, sent, world } = await openKit();
    await page.getByRole('button', { name: 'Say what it is: kitchen/back door' }).focus();
    await page.keyboard.press('Enter');
    await dialog.getByLabel('It is a').selectOption('door');
    await dialog.getByLabel('Name').fill('');
    await page.keyboard.press('Enter');
    await dialog.getByText('Give it a name.').waitFor();
    await expect.poll(() => dialog.getByLabel('Name').evaluate((field) => field === document.activeElement), patience).toBe(true);
    await page.keyboard.type('Back door');
    await dialog.getByLabel('Room').selectOption('kitchen');
    await dialog.getByLabel('Name').focus();
    await page.keyboard.press('Enter');
    await dialog.getByText('3 readings were understood from what came before.').waitFor();
    await expectAccessible(page);
    expect(sent('POST /api/homes/home-joan/found-devices/map')).toEqual([
      { hubId: 'hub', nativeId: '0x01', kind: 'door', name: 'Back door', room: 'kitchen', patientId: null, heartbeatSeconds: 86_400 },
    ]);
    expect(world.found.map(({ nativeId }) => nativeId)).not.toContain('0x01');
    await press('Undo');
    await dialog.waitFor({ state: 'detached' });
    expect(sent('POST /api/devices/dev-door/revoke')).toHaveLength(1);
  });

  it('is ignored with a reason, and that is taken back', async () => {
    const { page, press, dialog, send, sent } = await openKit();
    await press('Ignore: ghost');
    await send('Ignore it');
    await dialog.getByText('Say why.').waitFor();
    await dialog.getByLabel('Why?').fill('Noise');
    await send('Ignore it');
    await page.getByText('Noise (Ada Finch,').waitFor();
    expect(sent('POST /api/homes/home-joan/found-devices/ignore')).toEqual([{ hubId: 'hub', nativeId: '0x02', reason: 'Noise' }]);
    await press('Take back: next door');
    await page.getByRole('button', { name: 'Say what it is: next door' }).waitFor();
  });
});

describe('a code', () => {
  it('is shown large with the time that is left, tells what becomes of it, and prints as a sheet of its own', async () => {
    const { page, press, dialog, send, world } = await openKit();
    await press('Make a code…');
    await send('Make the code');
    await dialog.getByText('K7QM-2XWD', { exact: true }).waitFor();
    await dialog.getByText(/^Time left: (30m 00s|29m \d\ds)$/).waitFor();
    const qr = await dialog.getByRole('img').boundingBox();
    expect(qr?.width).toBeGreaterThanOrEqual(280);
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.getByRole('heading', { name: 'Found and not mapped' }).isVisible(), patience).toBe(false);
    expect(await dialog.getByText('K7QM-2XWD', { exact: true }).isVisible()).toBe(true);
    expect(await dialog.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    const claimedBy = { deviceId: 'hub-2', name: 'New hub', at: new Date().toISOString() };
    world.codes = world.codes.map((line) => (line.id === '3' ? { ...line, state: 'claimed', claimedBy } : line));
    await dialog.getByText('Claimed by New hub').waitFor();
    expect(await dialog.getByRole('img').count()).toBe(0);
  });

  it('is withdrawn while it waits', async () => {
    const { page, press, dialog, send } = await openKit();
    await press('Make a code…');
    await send('Make the code');
    await send('Withdraw');
    await dialog.getByText('Withdrawn').waitFor();
    await send('Close');
    await page.getByRole('row').filter({ hasText: 'Withdrawn' }).waitFor();
  });
});

describe('a credential', () => {
  it('of a hub that is added is shown once, with what to enter, and is copied', async () => {
    const { page, press, dialog, send, sent } = await openKit();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await press('Add a hub…');
    await dialog.getByLabel('Name').fill('Hub upstairs');
    await send('Add the hub');
    expect(await dialog.getByRole('textbox', { name: 'Base topic of Zigbee2MQTT' }).inputValue()).toBe('hearthline/v1/dev-1/zigbee2mqtt');
    await send('Copy: Secret');
    await page.getByText('Secret is copied.').waitFor({ state: 'attached' });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('a-secret-that-is-shown-once');
    await expectAccessible(page);
    await send('I have it');
    expect(await page.getByText('a-secret-that-is-shown-once').count()).toBe(0);
    expect(sent('POST /api/devices')).toEqual([{ kind: 'hub', name: 'Hub upstairs', homeId: 'home-joan' }]);
  });

  it('is renewed: the new secret is shown once', async () => {
    const { press, dialog, send } = await openKit();
    await press('Credential: Hub in the hall');
    await dialog.getByText('AB:AB:AB').waitFor();
    await send('New secret…');
    await send('Make a new secret');
    expect(await dialog.getByRole('textbox', { name: 'Secret' }).inputValue()).toBe('a-secret-that-is-shown-once');
  });

  it('is a certificate, given and taken away', async () => {
    const { press, dialog, send, sent } = await openKit();
    await press('Credential: Hub in the hall');
    await send('Certificate…');
    await send('Save the certificate');
    await dialog.getByText('Paste the certificate, with its BEGIN and END lines.').waitFor();
    await dialog.getByLabel('Certificate in PEM form').fill('-----BEGIN CERTIFICATE-----');
    await send('Save the certificate');
    await dialog.waitFor({ state: 'detached' });
    expect(sent('PUT /api/devices/hub/certificate')).toEqual([{ certificate: '-----BEGIN CERTIFICATE-----' }]);
    await press('Credential: Hub in the hall');
    await send('Certificate…');
    await send('Remove the certificate');
    await dialog.waitFor({ state: 'detached' });
    expect(sent('DELETE /api/devices/hub/certificate')).toHaveLength(1);
  });

  it('goes with its thing to the home of somebody who is searched for', async () => {
    const { page, press, dialog, send, sent } = await openKit();
    await press('Credential: Pill dispenser');
    await send('To another home…');
    await send('Move it');
    await dialog.getByText('Choose a person.').waitFor();
    await dialog.getByLabel('Search for a person who lives there').fill('joan');
    await dialog.getByLabel('Joan Price').check();
    await expectAccessible(page);
    await dialog.getByLabel('It belongs to').selectOption('person');
    await send('Move it');
    await dialog.getByRole('textbox', { name: 'Secret' }).waitFor();
    expect(sent('POST /api/devices/dispenser/reissue')).toEqual([{ homeId: 'home-joan', patientId: 'joan' }]);
  });

  it('ends when it is revoked; of a device behind a hub there is nothing else to do', async () => {
    const { press, dialog, send, sent } = await openKit();
    await press('Credential: Fridge');
    await dialog.getByText('It signs in by its hub and has no secret of its own.').waitFor();
    expect(await dialog.getByRole('button', { name: 'New secret…' }).count()).toBe(0);
    await send('Close');
    await press('Credential: Hub in the hall');
    await send('Revoke…');
    await dialog.getByText('nothing behind it is heard any more').waitFor();
    await send('Revoke it');
    await dialog.waitFor({ state: 'detached' });
    expect(sent('POST /api/devices/hub/revoke')).toHaveLength(1);
  });
});

it('a coordinator reads the page and makes codes, and is offered nothing else; a responder is not led there', async () => {
  const { page } = await openConsole(
    '/patients/joan',
    (server, now) => {
      aHomeWithAHub(server, now);
      server.world.me = { ...server.world.me, role: 'coordinator' };
    },
    still,
  );
  await page.getByRole('link', { name: 'Kit of this home: hubs, found devices, pairing' }).click();
  await page.getByRole('heading', { name: 'Kit of 12 Clough Bank, Wentworth' }).waitFor();
  await page.getByRole('button', { name: 'Make a code…' }).waitFor();
  await page.getByText('Found and not mapped').waitFor();
  await expect
    .poll(() => page.getByRole('main').getByRole('button').allTextContents(), patience)
    .toEqual(['Make a code…', 'Keep the code', 'Assign an installer…']);

  const responder = await openConsole(
    '/patients/joan',
    (server, now) => {
      aHomeWithAHub(server, now);
      server.world.me = { ...server.world.me, role: 'responder' };
    },
    still,
  );
  await responder.page.getByRole('heading', { name: 'Devices', exact: true }).waitFor();
  expect(await responder.page.getByRole('link', { name: /^Kit of this home/ }).count()).toBe(0);
});
