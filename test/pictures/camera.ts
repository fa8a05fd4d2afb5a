import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Visitor } from './visitor.ts';

/** Widths in pixels at which pages of the console are looked at, and those made for a phone. */
const deskWidths = [1440, 1920, 390] as const;
const phoneWidths = [390, 320] as const;
const heights: Readonly<Record<number, number>> = { 1920: 1080, 1440: 900, 390: 844, 320: 640 };

const imageDir = join(import.meta.dirname, '../../docs/images');

interface Asked {
  /** Width at which the picture goes into docs/images, under the same name. */
  readonly image?: number;
  /** Only what fits on the screen; else the whole page. */
  readonly screen?: boolean;
}

/** Takes pictures of a page at the widths that it must hold. */
export class Camera {
  readonly #browser: Browser;
  readonly #origin: string;
  readonly #folder: string;

  constructor(browser: Browser, origin: string, folder: string) {
    this.#browser = browser;
    this.#origin = origin;
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    mkdirSync(imageDir, { recursive: true });
  }

  /** A page of a fresh browser in which this person is signed in. */
  async signedIn(email: string, device: 'desk' | 'phone' = 'desk'): Promise<Stand> {
    const { cookie } = await Visitor.signedIn(this.#origin, email);
    const stand = await this.nobody(device);
    const cookies = cookie.split('; ').map((each) => {
      const at = each.indexOf('=');
      return { name: each.slice(0, at), value: each.slice(at + 1), url: this.#origin };
    });
    await stand.page.context().addCookies(cookies);
    return stand;
  }

  /** A page of a fresh browser in which nobody is signed in. */
  async nobody(device: 'desk' | 'phone' = 'desk'): Promise<Stand> {
    const widths = device === 'desk' ? deskWidths : phoneWidths;
    const context = await this.#browser.newContext({
      baseURL: this.#origin,
      viewport: { width: widths[0], height: heights[widths[0]]! },
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(120_000);
    return new Stand(await context.newPage(), this.#folder, widths);
  }
}

/** One open page, and where its pictures go. */
export class Stand {
  readonly page: Page;
  readonly #folder: string;
  readonly #widths: readonly number[];

  constructor(page: Page, folder: string, widths: readonly number[]) {
    this.page = page;
    this.#folder = folder;
    this.#widths = widths;
  }

  /** Opens the address, waits until everything has come, and takes its pictures. */
  async see(path: string, name: string, asked: Asked = {}): Promise<void> {
    await this.page.goto(path);
    await this.take(name, asked);
  }

  /** Takes the page as it stands. */
  async take(name: string, { image, screen = false }: Asked = {}): Promise<void> {
    // Nothing lies under a pointer that is not in the picture.
    await this.page.mouse.move(0, 0);
    for (const width of this.#widths) {
      await this.page.setViewportSize({ width, height: heights[width]! });
      await this.#settled();
      const path = join(this.#folder, `${name}-${width}.png`);
      await this.page.screenshot({ path, fullPage: !screen });
      if (image === width) copyFileSync(path, join(imageDir, `${name}.png`));
    }
    await this.page.setViewportSize({ width: this.#widths[0]!, height: heights[this.#widths[0]!]! });
  }

  /** Opens what the first button of this name opens, takes it as it is on the screen, and closes it. */
  async dialog(button: string | RegExp, name: string, asked: Asked = {}): Promise<void> {
    await this.page.getByRole('button', { name: button }).first().click();
    await this.page.getByRole('dialog').waitFor();
    await this.take(name, { ...asked, screen: true });
    await this.page.keyboard.press('Escape');
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** A heading is there, nothing says that it is still coming, and the top is in view. */
  async #settled(): Promise<void> {
    await this.page.locator('h1').first().waitFor();
    await this.page.waitForFunction(() => {
      scrollTo(0, 0);
      return !/(Connecting|Loading|One moment|Chwileczkę)…/.test(document.body.textContent ?? '') && document.fonts.status === 'loaded';
    });
  }
}
