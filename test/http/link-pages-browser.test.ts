import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linkPages } from '../../gateway/http/link-pages.ts';
import { createLinkTokens } from '../../gateway/identity/link-token.ts';
import { launch } from '../dashboard/support/browser.ts';
import { liveAlert, maureen } from './link-alert.ts';

const tokens = createLinkTokens('a-secret-of-at-least-thirty-two-characters');
const expiresAt = Date.UTC(2026, 6, 4);
let browser: Browser;
let app: FastifyInstance;
let base: string;
let alert: ReturnType<typeof liveAlert>;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

beforeEach(async () => {
  alert = liveAlert();
  alert.nextStep();
  app = Fastify();
  await app.register(
    linkPages({
      verify: (token) => tokens.verify(token, expiresAt),
      readAlert: async (_, reader) => ({ alert: alert.detail(reader), zone: 'Europe/London' }),
      mayStillAnswer: async () => true,
      looked: async () => undefined,
      alerts: alert.commands,
      now: () => alert.at,
      confirmed: () => {},
    }),
  );
  await app.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});
afterEach(() => app.close());

const link = () => `${base}/a/${tokens.sign({ alertId: 'sc-1.1', actor: maureen, notificationId: 'n-1', expiresAt })}`;

async function faults(page: Page): Promise<string[]> {
  const { violations, incomplete } = await new AxeBuilder({ page }).analyze();
  return [...violations, ...incomplete].map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const states: Readonly<Record<string, () => Promise<string> | string>> = {
  asked: link,
  mine: () => {
    alert.tell({ type: 'command', at: alert.at, command: { type: 'acknowledge', actor: maureen } });
    return `${link()}?said=acknowledge`;
  },
  cleared: () => {
    alert.tell({ type: 'cleared', at: alert.at, reason: 'It has settled.' });
    return link();
  },
  closed: () => {
    alert.tell({
      type: 'command',
      at: alert.at,
      command: { type: 'close', actor: { ...maureen, tier: 'professional' }, outcome: 'test', note: '' },
    });
    return link();
  },
  refused: () => `${link()}x`,
};

describe('the page behind a link', () => {
  for (const width of [320, 1440])
    it.each(Object.keys(states))(
      `%s, ${width} px wide: no accessibility fault, nothing beyond the edge, nothing from elsewhere`,
      async (state) => {
        const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
        const page = await context.newPage();
        const asked: string[] = [];
        page.on('request', (request) => asked.push(new URL(request.url()).origin));
        await page.goto(await states[state]!());
        expect(await faults(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
        const small = await page
          .locator('button, .choice')
          .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).length);
        expect(small).toBe(0);
        expect([...new Set(asked)]).toEqual([base]);
        await context.close();
      },
    );

  it('is answered from beginning to end with the keyboard, without scripts and under its own policy', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(link());
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**?said=acknowledge');
    expect(alert.state.owner?.actor).toEqual(maureen);
    expect(await page.getByRole('status').textContent()).toContain('Thank you, Maureen.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('All well, she had eaten out.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**?said=close');
    expect(alert.state.outcome).toEqual({ code: 'reassurance', by: 'Maureen', note: 'All well, she had eaten out.' });
    await context.close();
  });
});
