import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expectAccessible, viewports } from '../dashboard/support/browser.ts';

/** Where the pictures of the last run are, to be looked at. */
export const pictureDir = join(tmpdir(), 'hearthline-e2e-pictures');

/** The page as it stands, at every width it must hold: no accessibility fault, nothing beyond the edge, and a picture of each. */
export async function checkEveryWidth(page: Page, name: string): Promise<void> {
  mkdirSync(pictureDir, { recursive: true });
  const before = page.viewportSize();
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    await expectAccessible(page);
    await page.screenshot({ path: join(pictureDir, `${name}-${viewport.width}.png`), fullPage: true });
  }
  if (before) await page.setViewportSize(before);
}
