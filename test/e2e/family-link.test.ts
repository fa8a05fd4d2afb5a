import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLinkTokens } from '../../gateway/identity/link-token.ts';
import { expectAccessible, launch, openTab } from '../dashboard/support/browser.ts';
import { at, TestGateway } from './gateway.ts';
import { kathleens } from './homes.ts';

const phone = { width: 390, height: 844 };
const small = { width: 320, height: 640 };

let browser: Browser;
let gateway: TestGateway;
let link: string;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  gateway = await TestGateway.start();
  await gateway.enrol(kathleens([{ template: 'fridge' }]));
  await gateway.until(at('11:00'));
  link = (await gateway.letters.take(({ to }) => to === 'maureen@example.org')).link!;
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await gateway.close();
});

/** Opened as on a phone; without fault at 390 and 320 px. */
async function open(url: string, heading: string): Promise<Page> {
  const { page, faults } = await openTab(browser, gateway.app.publicUrl, phone, { expected: /Failed to load resource/ });
  await page.goto(url);
  await settle(page, heading);
  expect(faults).toEqual([]);
  return page;
}

async function settle(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  for (const viewport of [phone, small]) {
    await page.setViewportSize(viewport);
    await expectAccessible(page);
  }
}

describe('the link in the letter to the daughter', { timeout: 180_000 }, () => {
  it('"I\'m going": everyone can see it, and later she says how it ended', async () => {
    const page = await open(link, 'Kathleen Example: can you help?');
    await page.getByRole('button', { name: "I'm going" }).click();
    await settle(page, 'Kathleen Example: you are seeing to it');
    expect((await gateway.alertOf('kathleen')).owner).toMatchObject({ name: 'Maureen', tier: 'family' });

    await page.getByLabel('I spoke to them and all is well').check();
    await page.getByLabel('Anything others should know?').fill('She had porridge.');
    await page.getByRole('button', { name: 'All is well: close' }).click();
    await settle(page, 'Kathleen Example: it is over');
    expect((await gateway.alertOf('kathleen')).outcome).toEqual({ code: 'reassurance', by: 'Maureen', note: 'She had porridge.' });
    await gateway.until(at('15:00'));
    expect(gateway.letters.left).toEqual([]);
  });

  it('"I can\'t": the next is asked at once', async () => {
    const page = await open(link, 'Kathleen Example: can you help?');
    await page.getByRole('button', { name: "I can't" }).click();
    await page.getByRole('status').getByText('We are asking the next person.').waitFor();
    expect(await gateway.letters.take()).toMatchObject({ to: 'ccc@example.org' });
  });

  it('opened after it was closed says so, and asks for nothing', async () => {
    await gateway.act('coordinator', await gateway.alertOf('kathleen'), { type: 'close', outcome: 'advice', note: '' });
    const page = await open(link, 'Kathleen Example: it is over');
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it('opened by a mail scanner answers nothing', async () => {
    await fetch(link);
    expect((await gateway.alertOf('kathleen')).owner).toBeNull();
  });

  it('too old, or cut off, is refused in plain words', async () => {
    const alert = await gateway.alertOf('kathleen');
    const actor = { kind: 'contact', id: 'maureen', name: 'Maureen', tier: 'family' } as const;
    const old = createLinkTokens(gateway.secret).sign({
      alertId: alert.id,
      actor,
      notificationId: 'n',
      expiresAt: gateway.clock.wallNow() - 1,
    });
    await open(`${gateway.app.publicUrl}/a/${old}`, 'This link is no longer valid');
    await open(link.slice(0, -3), 'This link does not work');
  });
});
