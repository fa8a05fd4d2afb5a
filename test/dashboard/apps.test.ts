import { describe, expect, it } from 'vitest';
import { expectAccessible, inBarGroup, viewports } from './support/browser.ts';
import { consoleTests } from './support/console.ts';
import { aHomeWithAHub } from './support/home-kit.ts';

const openConsole = consoleTests();

async function openApps() {
  const open = await openConsole('/apps', aHomeWithAHub, { movableClock: false });
  const press = (name: string) => open.page.getByRole('button', { name, exact: true }).click();
  const dialog = open.page.getByRole('dialog');
  const sent = (path: string) => open.server.world.sent.filter((one) => one.path === path).map(({ body }) => body);
  return { ...open, press, dialog, sent, send: (name: string) => dialog.getByRole('button', { name, exact: true }).click() };
}

describe.each(viewports)('at $width', { timeout: 180_000 }, (viewport) => {
  it('the register of apps and its dialogs are read by everybody', async () => {
    const { page, press, dialog, faults } = await openApps();
    await page.setViewportSize(viewport);
    await page.getByText('Doubles every reading').waitFor();
    await page.getByText('No version is approved: everything that it sends is refused.').waitFor();
    await expectAccessible(page);
    for (const name of ['Register an app…', 'Approve a version of Steady BP', 'New token for somebody who uses Steady BP']) {
      await press(name);
      await dialog.waitFor();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
    expect(faults).toEqual([]);
  });
});

describe('an app', () => {
  it('is registered, and a version of it approved on stated grounds', async () => {
    const { press, dialog, send, sent } = await openApps();
    await press('Register an app…');
    await dialog.getByLabel('Id').fill('not an id');
    await send('Register it');
    await dialog.getByText('Enter its id: letters, digits, - and _, at most 64.').waitFor();
    await dialog.getByLabel('Id').fill('calm');
    await dialog.getByLabel('Name').fill('Calm');
    await send('Register it');
    await dialog.waitFor({ state: 'detached' });
    expect(sent('POST /api/apps')).toEqual([{ id: 'calm', name: 'Calm', maker: '' }]);
    await press('Approve a version of Steady BP');
    await dialog.getByLabel('Version').fill('2.2.0');
    await send('Approve');
    await dialog.getByText('Give the reason.').waitFor();
    await dialog.getByLabel('On what grounds').fill('DTAC of 3 March 2026');
    await send('Approve');
    await dialog.waitFor({ state: 'detached' });
    expect(sent('POST /api/apps/steady/approve')).toEqual([{ version: '2.2.0', reason: 'DTAC of 3 March 2026' }]);
  });

  it('has a version withdrawn with the reason that is told to whoever is refused', async () => {
    const { page, press, dialog, send, sent } = await openApps();
    await page.getByText('Doubles every reading').waitFor();
    await press('Withdraw version 2.1.0 of Steady BP');
    await send('Withdraw');
    await dialog.getByText('Give the reason.').waitFor();
    await dialog.getByLabel('Reason, told to whoever is refused').fill('Recalled');
    await send('Withdraw');
    await dialog.waitFor({ state: 'detached' });
    expect(sent('POST /api/apps/steady/withdraw')).toEqual([{ version: '2.1.0', reason: 'Recalled' }]);
  });

  it('gets a token for one person, shown once, and has it revoked', async () => {
    const { page, press, dialog, send, sent } = await openApps();
    await press('New token for somebody who uses Steady BP');
    await dialog.getByLabel('Joan Price').check();
    await send('Make a token');
    expect(await dialog.getByRole('textbox', { name: 'Token' }).inputValue()).toBe('dev-app.a-token');
    expect(sent('POST /api/apps/steady/credentials')).toEqual([{ patientId: 'joan' }]);
    await send('I have it');
    await page.getByRole('button', { name: 'Revoke: Joan Price' }).click();
    await send('Revoke');
    await dialog.waitFor({ state: 'detached' });
    expect(sent('POST /api/devices/dev-app/revoke')).toHaveLength(1);
  });
});

it('only administrators are led to the register', async () => {
  const { page } = await openApps();
  await (await inBarGroup(page, 'Set-up', 'Apps')).waitFor();
  const coordinator = await openConsole('/patients', () => undefined, { movableClock: false });
  expect(await (await inBarGroup(coordinator.page, 'Set-up', 'Apps')).count()).toBe(0);
  // Closed by Escape, with the focus where it was.
  await coordinator.page.keyboard.press('Tab');
  await coordinator.page.keyboard.press('Escape');
  const setUp = coordinator.page.getByRole('button', { name: 'Set-up' });
  await expect.poll(() => setUp.getAttribute('aria-expanded')).toBe('false');
  expect(await setUp.evaluate((button) => button === document.activeElement)).toBe(true);
});

it('an administrator, who sees no alerts, begins with the patients, and nothing says that the page is not live', async () => {
  const { page, faults } = await openConsole('/', aHomeWithAHub, { movableClock: false });
  await page.getByRole('link', { name: 'Joan Price' }).click();
  await page.getByRole('heading', { name: 'Devices', exact: true }).waitFor();
  for (const absent of ['Alerts', 'Readings']) expect(await page.getByRole('heading', { name: absent, exact: true }).count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Worklist' }).count()).toBe(0);
  expect(await page.locator('.link-badge, .link-warning').count()).toBe(0);
  expect(faults).toEqual([]);
});
