import type pg from 'pg';
import type { Logger } from 'pino';
import { exhaustMap, interval, type Subscription } from 'rxjs';
import type { Clock } from '../clock.ts';
import { dropStateBatches, type StoredState, writeScenarioStates } from '../store/scenario-states.ts';

/** How often scenario_state catches up: the shorter, the less to read at a start; the longer, the fewer states are written twice. */
const everyMs = 20_000;
/** States in one statement: some 20 ms, so that readings do not wait for it. */
const chunkSize = 1_000;

/**
 * Keeps scenario_state near what the lane's batches say, in the background, so that the batches do not pile up.
 * It writes only what is committed, and takes a batch away only when all of it is written: a kill at any point loses nothing.
 */
export class StateCatchUp {
  readonly #lane: number;
  readonly #pool: pg.Pool;
  readonly #log: Logger;
  readonly #running: Subscription;
  #changed = new Map<string, StoredState>();
  #through = 0;

  constructor(lane: number, pool: pg.Pool, clock: Clock, log: Logger) {
    this.#lane = lane;
    this.#pool = pool;
    this.#log = log;
    this.#running = interval(everyMs, clock.wallScheduler)
      .pipe(exhaustMap(() => this.write()))
      .subscribe();
  }

  /** A batch has been committed. */
  committed(seq: number, states: readonly StoredState[]): void {
    for (const state of states) this.#changed.set(state.scenarioId, state);
    this.#through = seq;
  }

  /** Writes what has changed since the last time. Failing is no harm: the batches stay. */
  async write(): Promise<void> {
    const changed = this.#changed;
    const through = this.#through;
    if (through === 0) return;
    this.#changed = new Map();
    this.#through = 0;
    try {
      const states = [...changed.values()];
      for (let i = 0; i < states.length; i += chunkSize) await writeScenarioStates(this.#pool, states.slice(i, i + chunkSize));
      await dropStateBatches(this.#pool, this.#lane, through);
    } catch (error) {
      this.#log.warn(
        { lane: this.#lane, code: (error as { code?: string }).code },
        'scenario states could not catch up; trying again later',
      );
      this.#changed = new Map([...changed, ...this.#changed]);
      this.#through ||= through;
    }
  }

  async close(): Promise<void> {
    this.#running.unsubscribe();
    await this.write();
  }
}
