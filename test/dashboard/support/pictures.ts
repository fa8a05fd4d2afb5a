import type { Page } from 'playwright-core';
import { expectAccessible, viewports } from './browser.ts';

/**
 * The page as it stands, open dialogs too, at every width: no accessibility fault, nothing beyond the edge. With a folder in PICTURES also
 * a picture of each, to be looked at.
 */
export async function holdsAtEveryWidth(page: Page, name: string): Promise<void> {
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    // What stands behind the head of the page has no contrast to be measured.
    await page.evaluate(() => scrollTo(0, 0));
    await expectAccessible(page);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}-${viewport.width}.png`, fullPage: true });
  }
  await page.setViewportSize(viewports[0]);
}
