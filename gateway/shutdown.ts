import type { Logger } from 'pino';

/** What has to be closed, in the reverse of the order in which it was opened. One that fails does not keep the others open. */
export class Shutdown {
  readonly #steps: { readonly what: string; readonly close: () => unknown }[] = [];
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  opened(what: string, close: () => unknown): void {
    this.#steps.push({ what, close });
  }

  async close(): Promise<void> {
    for (const { what, close } of this.#steps.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        this.#log.warn({ err: error, what }, 'could not be closed');
      }
    }
  }
}
