import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/browser.ts';
import type { FamilyServer } from './support/family-server.ts';
import { ago, fridgeAlert, herself, kathleen } from './support/family-world.ts';
import { failures, familyTests, phone, smallest } from './support/open-family.ts';

const open = familyTests();
const minutes = { timeout: 120_000 };

/** At 390 and 320 px, and at 320 px with text twice as large: no accessibility fault, nothing beyond the edge. */
async function holds(page: Page, name: string): Promise<void> {
  const picture = async (of: string) => {
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/family-${name}-${of}.png`, fullPage: true });
  };
  for (const viewport of [phone, smallest]) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => scrollTo(0, 0));
    await expectAccessible(page);
    await picture(String(viewport.width));
  }
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  await expectAccessible(page);
  await picture('320-large');
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  await page.setViewportSize(phone);
}

const asHerself = (server: FamilyServer) => herself(server.world);
const inNeed = (server: FamilyServer) => {
  const { sentence } = kathleen();
  const worse = { ...sentence!, text: 'Kathleen has not opened her fridge this morning.', tone: 'act' as const };
  server.world.people.set('kathleen', kathleen({ sentence: worse, openAlerts: 1 }));
  server.world.people.set(
    'fred',
    kathleen({ patientId: 'fred', knownAs: 'Fred', sentence: { ...sentence!, text: 'Fred is at home.', tone: 'watch' } }),
  );
  server.world.alerts.set('alert-1', fridgeAlert({ severity: 'high' }));
};
const old = (server: FamilyServer) => {
  const { sentence } = kathleen();
  const past = { ...sentence!, asOfAt: ago(6 * 3_600_000), goodUntilAt: ago(5 * 3_600_000) };
  server.world.people.set('kathleen', kathleen({ sentence: past, lastHeardAt: past.asOfAt }));
};
const champion = (server: FamilyServer) => {
  server.world.me = { ...server.world.me!, role: 'champion' };
  const goals = [{ id: 'walk', text: null, done: 3, of: 5, attainment: '3 of 5 times this week' }];
  const seen = {
    relation: 'champion' as const,
    purposes: ['see-attainment'],
    sentence: null,
    lastHeardAt: null,
    openAlerts: null,
    presence: null,
  };
  server.world.people.set('kathleen', kathleen({ ...seen, goals, mayAct: ['see-goals'] }));
};

const signedOut = (server: FamilyServer) => {
  server.world.me = null;
};

describe('every page holds on a phone', () => {
  it.each<[string, string, string, ((server: FamilyServer) => void)?]>([
    ['home', '/family/', 'Your people'],
    ['home-in-need', '/family/', 'Your people', inNeed],
    ['home-old', '/family/', 'Your people', old],
    ['home-herself', '/family/', 'Hello Kathleen', asHerself],
    ['home-nobody', '/family/', 'Your people', (server) => server.world.people.clear()],
    ['home-champion', '/family/people/kathleen', 'Kathleen', champion],
    ['person', '/family/people/kathleen', 'Kathleen'],
    ['readings', '/family/people/kathleen/readings', 'Readings', asHerself],
    ['messages', '/family/people/kathleen/messages', 'Messages'],
    ['rota', '/family/people/kathleen/rota', 'Who is on'],
    ['goals', '/family/people/kathleen/goals', 'Goals', asHerself],
    ['pause', '/family/people/kathleen/pause', 'Pause watching', asHerself],
    ['sharing', '/family/people/kathleen/sharing', 'Who can see me', asHerself],
    ['looks', '/family/people/kathleen/looks', 'Who has looked', asHerself],
    ['plan', '/family/people/kathleen/plan', 'The plan of care'],
    ['alerts', '/family/alerts', 'Alerts', inNeed],
    ['alerts-none', '/family/alerts', 'Alerts'],
    ['alert', '/family/alerts/alert-1', 'Kathleen', inNeed],
    ['settings', '/family/settings', 'Settings'],
    ['nowhere', '/family/elsewhere', 'There is no such page'],
  ])('%s', minutes, async (name, path, heading, given) => {
    const { page, faults } = await open(path, given);
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
    await expect.poll(() => page.locator('.loading').count()).toBe(0);
    await holds(page, name);
    expect(faults).toEqual([]);
  });

  it('signing in', minutes, async () => {
    const { page } = await open('/family/', signedOut, failures);
    await page.getByLabel('Password').waitFor();
    await holds(page, 'sign-in');
  });
});
