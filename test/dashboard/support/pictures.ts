import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expectAccessible, viewports } from './browser.ts';

/** Where the pictures of the last run are, to be looked at. */
const pictures = join(tmpdir(), 'hearthline-console-pictures');

/** The page as it stands, open dialogs too, at every width: no accessibility fault, nothing beyond the edge, and a picture of each. */
export async function holdsAtEveryWidth(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    // What stands behind the head of the page has no contrast to be measured.
    await page.evaluate(() => scrollTo(0, 0));
    await expectAccessible(page);
    await page.screenshot({ path: join(pictures, `${name}-${viewport.width}.png`), fullPage: true });
  }
  await page.setViewportSize(viewports[0]);
}
