import type pg from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { batchedStates, dropStateBatches, type StoredState, writeScenarioStates } from '../store/scenario-states.ts';

/** How often scenario_state catches up: the shorter, the less to read at a start; the longer, the fewer states are written twice. */
const everyMs = 20_000;
/** States in one statement: some 20 ms, so that readings do not wait for it. */
const chunkSize = 1_000;

/**
 * Keeps scenario_state near what the lane's batches say, behind their backs, so that the batches do not pile up.
 * It writes only what is committed, and takes a batch away only when all of it is written: a kill at any point loses nothing.
 * While nothing is committed there is nothing to catch up with, so it needs no timer.
 */
export class StateCatchUp {
  readonly #lane: number;
  readonly #from: number;
  readonly #pool: pg.Pool;
  readonly #clock: Pick<Clock, 'wallNow'>;
  readonly #log: Logger;
  #changed = new Map<string, StoredState>();
  #through = 0;
  #since: number;
  #writing: Promise<void> = Promise.resolve();

  /** `from`: the last batch of the process before; this one answers only for its own. */
  constructor(lane: number, from: number, pool: pg.Pool, clock: Pick<Clock, 'wallNow'>, log: Logger) {
    this.#lane = lane;
    this.#from = from;
    this.#pool = pool;
    this.#clock = clock;
    this.#log = log;
    this.#since = clock.wallNow();
  }

  /** A batch has been committed. */
  committed(seq: number, states: readonly StoredState[]): void {
    for (const state of states) this.#changed.set(state.scenarioId, state);
    this.#through = seq;
    const now = this.#clock.wallNow();
    if (Math.abs(now - this.#since) < everyMs) return;
    this.#since = now;
    this.#writing = this.#writing.then(() => this.#write());
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#write();
  }

  /** Failing is no harm: the batches stay, and the next time writes it. */
  async #write(): Promise<void> {
    const changed = this.#changed;
    const through = this.#through;
    if (through === 0) return;
    this.#changed = new Map();
    this.#through = 0;
    try {
      await writeInChunks(this.#pool, [...changed.values()]);
      await dropStateBatches(this.#pool, this.#lane, this.#from, through);
    } catch (error) {
      this.#log.warn(
        { lane: this.#lane, code: (error as { code?: string }).code },
        'scenario states could not catch up; trying again later',
      );
      this.#changed = new Map([...changed, ...this.#changed]);
      this.#through ||= through;
    }
  }
}

async function writeInChunks(pool: pg.Pool, states: readonly StoredState[]): Promise<void> {
  for (let i = 0; i < states.length; i += chunkSize) await writeScenarioStates(pool, states.slice(i, i + chunkSize));
}

/**
 * Writes what a process that was killed has left in batches, those up to and including `through`, whichever lanes it had. Nobody
 * waits for it: the judge has read the batches already. Failing is no harm, the next start finds them again.
 */
export async function catchUpWithEarlier(pool: pg.Pool, through: number, log: Logger): Promise<void> {
  try {
    await writeInChunks(pool, await batchedStates(pool, through));
    await dropStateBatches(pool, null, 0, through);
  } catch (error) {
    log.warn(
      { code: (error as { code?: string }).code },
      'scenario states of the last run could not catch up; trying again at the next start',
    );
  }
}
