/** Time for something that is under way to arrive on a busy machine, in real milliseconds. */
const patienceMs = 15_000;

/** What has arrived for somebody, taken out one by one; whoever is early waits. */
export class Inbox<T> {
  readonly all: T[] = [];
  readonly #untaken: T[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #whose: string;

  constructor(whose: string) {
    this.#whose = whose;
  }

  put(item: T): void {
    this.all.push(item);
    this.#untaken.push(item);
    for (const look of this.#waiting.splice(0)) look();
  }

  /** The first one not yet taken that `fits`; rejects, saying what else there is, when none comes. */
  async take(fits: (item: T) => boolean = () => true): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    // Made here, so that it names the line that waits.
    const error = new Error(`${this.#whose}: nothing came`);
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        error.message += ` that fits; there is ${JSON.stringify(this.#untaken)}`;
        reject(error);
      }, patienceMs);
    });
    try {
      for (;;) {
        const index = this.#untaken.findIndex(fits);
        if (index >= 0) return this.#untaken.splice(index, 1)[0] as T;
        await Promise.race([tooLate, new Promise<void>((resolve) => this.#waiting.push(resolve))]);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** What nobody has taken. */
  get left(): readonly T[] {
    return this.#untaken;
  }
}
