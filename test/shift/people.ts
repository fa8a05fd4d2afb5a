import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Somebody at work in a browser: does one thing after another until told to stop; says what went wrong. */
export interface Worker {
  readonly name: string;
  /** What they have done, by kind. */
  readonly did: Map<string, number>;
  /** Rejects when something went wrong. */
  readonly work: Promise<void>;
  stop(): Promise<void>;
}

const soon = { timeout: 20_000 } as const;

/** False: what was to be clicked went away meanwhile. */
const clicked = (what: Locator) =>
  what.click({ timeout: 5_000 }).then(
    () => true,
    () => false,
  );

/** `once` looks for something to do and does it; false: there was nothing. */
function worker(name: string, page: Page, once: (count: (what: string) => void) => Promise<boolean>): Worker {
  const did = new Map<string, number>();
  let going = true;
  const work = (async () => {
    while (going) {
      const found = await once((what) => did.set(what, (did.get(what) ?? 0) + 1));
      if (!found) await page.waitForTimeout(500);
    }
  })();
  return {
    name,
    did,
    work,
    async stop() {
      going = false;
      await work;
    },
  };
}

export async function signIn(page: Page, path: string, email: string, password: string): Promise<void> {
  await page.goto(path);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/**
 * Works through a list of the console: takes the first alert that nobody has, calls (one in three does not answer), writes down what was said, sends
 * somebody where it is a call for help or a fall or nobody answers, else closes it; between times gives cleared ones their outcome. `scope`: what the
 * address of their list says besides.
 */
export function deskWorker(name: string, page: Page, scope = ''): Worker {
  const button = (label: string) => page.getByRole('button', { name: label, exact: true });
  const close = async (outcome: string) => {
    await button('Close with outcome…').click();
    await page.getByLabel('Outcome code').selectOption(outcome);
    await button('Close the alert').click();
    await page
      .getByText(/^Outcome: /)
      .first()
      .waitFor(soon);
  };
  let taken = 0;
  return worker(name, page, async (count) => {
    for (const list of ['Needs someone', 'To be coded'] as const) {
      if (new URL(page.url()).pathname !== '/') await page.goto(`/${scope}`);
      await page.locator('.link-badge--live').waitFor(soon);
      const filter = page.getByRole('navigation', { name: 'Show', exact: true }).getByRole('link', { name: list });
      await filter.click();
      await page.locator(`nav [aria-current="true"]:has-text("${list}")`).waitFor(soon);
      // In a flood some stand in closed groups.
      if (await button('Show each alert').isVisible()) await button('Show each alert').click();
      const row = page.locator('tbody [data-row]').first();
      if (!(await row.isVisible())) continue;
      const wasCleared = list === 'To be coded';
      // The row may be taken off the list by a colleague at this moment.
      if (!(await clicked(row.getByRole('link').first()))) continue;
      await page.waitForURL('**/alerts/**', soon);
      await page.getByRole('heading', { level: 1 }).waitFor(soon);
      const take = button('Acknowledge');
      const end = button('Close with outcome…');
      await expect
        .poll(async () => (await take.isVisible()) || (await end.isVisible()) || (await page.getByText(/^Outcome: /).count()) > 0, soon)
        .toBe(true);
      if (wasCleared && (await end.isVisible())) {
        await close('condition-settled');
        count('outcome given');
        return true;
      }
      if (!(await take.isVisible())) continue;
      // A colleague may take it while the hand is on its way; then the button goes, or the answer says so.
      await clicked(take);
      const mine = page.getByText(/^You have it until/);
      const theirs = page.getByText('Someone was faster').or(page.getByText(/ has it until/));
      await expect.poll(async () => (await mine.count()) > 0 || (await theirs.count()) > 0 || !(await take.isVisible()), soon).toBe(true);
      if ((await mine.count()) === 0) {
        count('somebody was faster');
        continue;
      }
      count('taken');
      const noAnswer = ++taken % 3 === 0;
      const said = noAnswer ? 'Called; no answer.' : 'Called; spoke with them.';
      await button('Add a note…').click();
      await page.getByLabel('Note', { exact: true }).fill(said);
      await button('Add note').click();
      await page.getByText(said).first().waitFor(soon);
      const isCall = /called for help|fall/i.test((await page.getByRole('heading', { level: 1 }).textContent()) ?? '');
      if ((isCall || noAnswer) && (await button('Send somebody…').isVisible())) {
        await button('Send somebody…').click();
        await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
        await page.getByRole('dialog').waitFor({ state: 'detached', ...soon });
        count('sent somebody');
        return true;
      }
      await close('reassurance');
      count('closed');
      return true;
    }
    return false;
  });
}

/** Takes every visit that is offered and goes through with it, from the page of the crews. */
export function crewWorker(name: string, page: Page): Worker {
  const button = (label: string) => page.getByRole('button', { name: label, exact: true });
  return worker(name, page, async (count) => {
    if (await button('Accept').first().isVisible()) {
      await button('Accept').first().click();
      count('accepted');
      return true;
    }
    for (const step of ['I am on my way', 'I am at the door'] as const)
      if (await button(step).isVisible()) {
        await button(step).click();
        await button(step).waitFor({ state: 'detached', ...soon });
        return true;
      }
    if (await button('I am inside').isVisible()) {
      await button('I am inside').click();
      await page.getByRole('group', { name: 'How did you get in?' }).getByRole('button').first().click();
      await button('It is done').waitFor(soon);
      return true;
    }
    if (!(await button('It is done').isVisible())) return false;
    await button('It is done').click();
    await page.getByLabel('Outcome', { exact: true }).selectOption('responder');
    await page.getByLabel('The alert is over; the centre need not look at it again').check();
    await button('Save and end the visit').click();
    await button('Save and end the visit').waitFor({ state: 'detached', ...soon });
    count('completed');
    return true;
  });
}
