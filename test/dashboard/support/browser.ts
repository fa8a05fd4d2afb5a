import { existsSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** The widths at which every page must hold. */
export const viewports = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
  { width: 320, height: 640 },
] as const;

/** Chromium without its own windows: the same engine for two thirds of the processor time. */
const shell = '/usr/bin/chromium-headless-shell';
const whole = '/usr/bin/chromium';

/** `which`: 'shell' where that is installed; 'whole' for what has to do with notices, which the shell does not show. `CHROMIUM` names another one. */
export function launch(which: 'shell' | 'whole' = 'shell'): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? (which === 'shell' && existsSync(shell) ? shell : whole),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Tab {
  readonly page: Page;
  /** Everything that went wrong in the page: exceptions, console errors (also of the content policy), requests elsewhere. */
  readonly faults: string[];
}

/**
 * A fresh page of a fresh context. `expected`: console errors that belong to the state under test.
 * Motion is off unless asked for, so that pictures and contrast do not depend on the moment.
 */
export async function openTab(
  browser: Browser,
  origin: string,
  viewport: { width: number; height: number },
  { expected, reducedMotion = 'reduce' }: { expected?: RegExp; reducedMotion?: BrowserContextOptions['reducedMotion'] } = {},
): Promise<Tab> {
  const context = await browser.newContext({ viewport, baseURL: origin, locale: 'en-GB', timezoneId: 'Europe/London', reducedMotion });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected?.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) faults.push(`${elsewhere}: ${request.url()}`);
  });
  return { page, faults };
}

/** What the page asked of any other origin, whatever else a test expects of it: nothing. */
export function expectOwnOrigin(faults: readonly string[]): void {
  expect(faults.filter((fault) => fault.startsWith(elsewhere))).toEqual([]);
}
const elsewhere = 'request to another origin';

/** Below it there is one layout: axe looks at its narrowest width, the picture and its width are looked at everywhere. */
const phoneWidth = 480;

/**
 * axe finds nothing, nothing is left for a person to judge, and nothing sticks out sideways.
 * Legacy mode only leaves out frames, which the page does not have, and saves opening a page for each run.
 */
export async function expectAccessible(page: Page, allowedIncomplete: readonly string[] = []): Promise<void> {
  const width = page.viewportSize()?.width ?? phoneWidth;
  // What stays in view while one scrolls lies over something else then, and axe cannot tell the colours of that.
  await page.evaluate(() => window.scrollTo(0, 0));
  const sameLayout = width < phoneWidth && width > Math.min(...viewports.map((each) => each.width));
  const { violations, incomplete } = sameLayout
    ? { violations: [], incomplete: [] }
    : await new AxeBuilder({ page }).setLegacyMode().analyze();
  const told = (results: typeof violations) =>
    results.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect(told(violations)).toEqual([]);
  expect(told(incomplete.filter((each) => !allowedIncomplete.includes(each.id)))).toEqual([]);
  const { scrollWidth, innerWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    innerWidth: window.innerWidth,
  }));
  expect(scrollWidth, 'the page is wider than the screen').toBeLessThanOrEqual(innerWidth);
}

/** Opens a group of the bar and gives its link. */
export async function inBarGroup(page: Page, group: string, name: string) {
  const bar = page.getByRole('navigation', { name: 'Pages' });
  await bar.getByRole('button', { name: group }).click();
  return bar.getByRole('link', { name });
}
