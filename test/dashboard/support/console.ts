import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launch, openTab, type Tab, viewports } from './browser.ts';
import { builtPage } from './built-page.ts';
import { ContractServer } from './contract-server.ts';

export interface OpenConsole extends Tab {
  readonly server: ContractServer;
  /** When the server was started: the time that fixtures are made for. */
  readonly now: number;
}

/**
 * Builds the page and starts the browser for the tests of a file. The function that comes back starts a server in the state that
 * `given` sets, opens the page at `path` and waits until it is live. The page's clock can be moved (`page.clock`), which costs time;
 * `movableClock` false leaves it alone.
 */
export function consoleTests() {
  let browser: Browser;
  let pages: string;
  let open: OpenConsole | null = null;
  beforeAll(async () => {
    pages = await builtPage();
    browser = await launch();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await open?.page.context().close();
    await open?.server.stop();
    open = null;
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
    open = { ...tab, server, now };
    if (options.movableClock ?? true) await tab.page.clock.install();
    await tab.page.goto(path);
    await tab.page.locator('h1').waitFor();
    if (server.world.signedIn && server.speaking) await tab.page.locator('.link-badge--live').waitFor();
    return open;
  };
}

/** The browser logs every refused request by itself. */
export const refusals = /Failed to load resource|WebSocket connection to/;
