import { setImmediate } from 'node:timers/promises';

/**
 * Pages one after the other; the next is being read while the last one is worked on. `read` gets the page before, null at the
 * beginning, and answers null after the last page.
 */
export async function* readAhead<Page>(read: (before: Page | null) => Promise<Page | null>): AsyncGenerator<Page> {
  let page = await read(null);
  while (page !== null) {
    const coming = read(page);
    // Whoever works on the page meanwhile cannot catch it yet; it is thrown below.
    coming.catch(() => undefined);
    // The question leaves with the next turn of the event loop, which the work on this page would keep from coming.
    await setImmediate();
    yield page;
    page = await coming;
  }
}
