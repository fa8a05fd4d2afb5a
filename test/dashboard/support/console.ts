import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { patience } from '../../support/patience.ts';
import { expectOwnOrigin, launch, openTab, type Tab, viewports } from './browser.ts';
import { builtPage } from './built-page.ts';
import { ContractServer } from './contract-server.ts';

export interface OpenConsole extends Tab {
  readonly server: ContractServer;
  /** When the server was started: the time that fixtures are made for. */
  readonly now: number;
}

/**
 * Builds the page and starts the browser for the tests of a file. The function that comes back starts a server in the state that
 * `given` sets, opens the page at `path` and waits until it is live and shows what it asked for. The page's clock can be moved
 * (`page.clock`), which costs time; `movableClock` false leaves it alone. Each test of the file has minutes.
 */
export function consoleTests() {
  // A page is looked at in three widths.
  vi.setConfig({ testTimeout: 180_000 });
  let browser: Browser;
  let pages: string;
  const opened: OpenConsole[] = [];
  beforeAll(async () => {
    pages = await builtPage();
    browser = await launch();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const { page, server, faults } of opened.splice(0)) {
      await page.context().close();
      await server.stop();
      expectOwnOrigin(faults);
    }
  });
  return async (
    path: string,
    given: (server: ContractServer, now: number) => void,
    options: { expected?: RegExp; reducedMotion?: BrowserContextOptions['reducedMotion']; movableClock?: boolean } = {},
  ): Promise<OpenConsole> => {
    const server = await ContractServer.start(pages);
    const now = server.now;
    given(server, now);
    const tab = await openTab(browser, server.url, viewports[0], options);
    const open = { ...tab, server, now };
    opened.push(open);
    if (options.movableClock ?? true) await tab.page.clock.install();
    await tab.page.goto(path);
    await tab.page.locator('h1').waitFor();
    const hearsAlerts = server.world.signedIn && server.speaking && server.world.me.role !== 'administrator';
    if (hearsAlerts) await tab.page.locator('.link-badge--live').waitFor();
    const loading = tab.page.getByText('Loading…', { exact: true });
    await vi.waitFor(async () => expect(await loading.count()).toBe(0), patience);
    return open;
  };
}

/** How long something may take to show, on a machine that is busy: for `expect.poll`. */
export const soon = { timeout: 15_000 } as const;

/** The browser logs every refused request by itself. */
export const refusals = /Failed to load resource|WebSocket connection to/;
