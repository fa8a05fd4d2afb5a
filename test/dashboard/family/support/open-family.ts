import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { expectOwnOrigin, launch, openTab, type Tab } from '../../support/browser.ts';
import { builtPage } from '../../support/built-page.ts';
import { FamilyServer } from './family-server.ts';

export const phone = { width: 390, height: 844 } as const;
export const smallest = { width: 320, height: 640 } as const;

export interface OpenFamily extends Tab {
  readonly server: FamilyServer;
  readonly context: BrowserContext;
}

/**
 * Builds the page and starts the browser for the tests of a file. The function that comes back starts a server in the state that `given`
 * sets, opens the page at `path` on a phone and waits until its heading is there.
 */
export function familyTests(which?: 'whole') {
  let browser: Browser;
  let pages: string;
  const opened: OpenFamily[] = [];
  beforeAll(async () => {
    pages = await builtPage();
    browser = await launch(which);
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const { context, server, faults } of opened.splice(0)) {
      await context.close();
      await server.stop();
      expectOwnOrigin(faults);
    }
  });
  return async (path: string, given: (server: FamilyServer) => unknown = () => undefined, expected?: RegExp): Promise<OpenFamily> => {
    const server = await FamilyServer.start(pages);
    given(server);
    const tab = await openTab(browser, server.url, phone, expected ? { expected } : {});
    const open = { ...tab, server, context: tab.page.context() };
    opened.push(open);
    await tab.page.goto(path);
    await tab.page.locator('h1').waitFor();
    return open;
  };
}

/** The page has a service worker that looks after it. */
export async function looksAfter(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

/** The browser logs every refused or failed request by itself. */
export const failures = /Failed to load resource|WebSocket connection to/;
