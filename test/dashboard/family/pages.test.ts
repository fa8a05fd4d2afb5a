import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../../dashboard/family/words/language.tsx';
import { expectAccessible } from '../support/browser.ts';
import type { FamilyServer } from './support/family-server.ts';
import { ago, fridgeAlert, herself, kathleen } from './support/family-world.ts';
import { failures, familyTests, phone, smallest } from './support/open-family.ts';

const open = familyTests();
const minutes = { timeout: 120_000 };

async function picture(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/family-${name}.png`, fullPage: true });
}

/** At 390 and 320 px, and at 320 px with text twice as large: no accessibility fault, nothing beyond the edge. */
async function holds(page: Page, name: string): Promise<void> {
  for (const viewport of [phone, smallest]) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => scrollTo(0, 0));
    await expectAccessible(page);
    await picture(page, `${name}-${viewport.width}`);
  }
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  await expectAccessible(page);
  await picture(page, `${name}-320-large`);
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

const paused = ({ world }: FamilyServer) => {
  herself(world);
  const pause = { reason: 'holiday' as const, untilAt: ago(-48 * 3_600_000) };
  world.people.set('kathleen', { ...world.people.get('kathleen')!, pause });
  world.pause = { ...world.pause, pause };
};
const nothing = ({ world }: FamilyServer) => {
  herself(world);
  world.people.set('kathleen', { ...world.people.get('kathleen')!, goals: [], today: [] });
  Object.assign(world, { readings: [], contacts: [], looks: [], plan: null, messages: { ...world.messages, messages: [], unread: 0 } });
};
/** An alert in each state in which it is read, and one whose plan is to be known first. */
const alertsInEveryState = (server: FamilyServer) => {
  const { alerts, plan } = server.world;
  const mine = { name: 'Maureen', mine: true, untilAt: ago(-30 * 60_000) };
  alerts.set('planned', fridgeAlert({ id: 'planned', severity: 'high', plan }));
  alerts.set('mine', fridgeAlert({ id: 'mine', owner: mine, asked: false, allowed: ['unacknowledge', 'decline', 'hand-over'], plan }));
  alerts.set('cleared', fridgeAlert({ id: 'cleared', status: 'cleared', asked: false, allowed: [], nextText: null, nextAt: null }));
  alerts.set('closed', fridgeAlert({ id: 'closed', status: 'closed', asked: false, allowed: [], tried: [], nextText: null, nextAt: null }));
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
    ['paused', '/family/people/kathleen', 'You', paused],
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

  const [of, alert] = ['/family/people/kathleen', '/family/alerts'];
  it.each<[string, (server: FamilyServer) => void, Language, readonly (readonly [string, string | RegExp])[]]>([
    [
      'what is empty',
      nothing,
      'en',
      [
        ['/family/', 'Nothing to do today.'],
        [`${of}/readings`, 'What did you measure?'],
        [`${of}/messages`, 'Not for emergencies.'],
        [`${of}/goals`, 'No goals have been agreed yet.'],
        [`${of}/plan`, 'There is no plan that is shared with you yet.'],
        [`${of}/sharing`, 'Nobody is set down as your contact.'],
        [`${of}/looks`, 'Nobody has looked yet.'],
      ],
    ],
    [
      'alerts and a pause',
      (server) => {
        paused(server);
        alertsInEveryState(server);
      },
      'en',
      [
        [`${alert}/planned`, 'Know this first'],
        [`${alert}/mine`, 'I can’t after all'],
        [`${alert}/cleared`, 'It has settled'],
        [`${alert}/closed`, /Over\.$/],
        [`${of}/pause`, 'Paused until'],
      ],
    ],
    [
      'Polish',
      (server) => {
        asHerself(server);
        alertsInEveryState(server);
      },
      'pl',
      [
        ['/family/', 'Wezwij pomoc'],
        [`${of}/readings`, 'Pomiary'],
        [`${of}/messages`, 'Wiadomości'],
        [`${of}/rota`, 'Kto ma dyżur'],
        [`${of}/goals`, 'Cele'],
        [`${of}/pause`, 'Wstrzymaj czuwanie'],
        [`${of}/plan`, 'Plan opieki'],
        [`${of}/sharing`, 'Kto mnie widzi'],
        [`${of}/looks`, 'Kto zaglądał'],
        [alert, 'Alarmy'],
        [`${alert}/planned`, 'Najpierw przeczytaj'],
        ['/family/settings', 'Ustawienia'],
        ['/family/elsewhere', 'Nie ma takiej strony'],
      ],
    ],
  ])('%s, with text twice as large', minutes, async (_, given, language, pages) => {
    const { page, faults } = await open('/family/', given);
    await page.evaluate((chosen) => localStorage.setItem('hearthline-language', chosen), language);
    await page.setViewportSize(smallest);
    await page.addInitScript(() =>
      addEventListener('DOMContentLoaded', () => document.documentElement.style.setProperty('font-size', '200%')),
    );
    for (const [path, text] of pages) {
      await page.goto(path);
      await page.getByText(text).first().waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(language === 'en' ? 'en-GB' : language);
      await picture(page, `${language}-${path.slice(1).replaceAll('/', '-')}`);
      await expectAccessible(page);
    }
    expect(faults).toEqual([]);
  });

  it('signing in', minutes, async () => {
    const { page } = await open('/family/', signedOut, failures);
    await page.getByLabel('Password').waitFor();
    await holds(page, 'sign-in');
  });
});
