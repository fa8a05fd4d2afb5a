import type pg from 'pg';
import { createPool } from './pool.ts';
import { heldClient } from './transaction.ts';

/** Held shared by every lane's connection: a new gateway waits until those of a killed one are gone, and their commits with them. */
export const lanesLock = 0x4c_61_6e_65;
/** Held by the one gateway that may judge. */
export const gatewayLock = 0x47_61_74_65;

/** The one connection of a lane. A broken one is replaced by the next call. */
export class LaneConnection {
  readonly #pool: pg.Pool;

  constructor(url: string, lane: number) {
    this.#pool = createPool(url, 1, `hearthline-lane-${lane}`);
    this.#pool.on('connect', (client) => {
      client.query('select pg_advisory_lock_shared($1)', [lanesLock]).catch(() => undefined);
    });
  }

  /** Runs `use` on the connection; an error throws the connection away. */
  async use<T>(use: (client: pg.Client) => Promise<T>): Promise<T> {
    const { client, release } = await heldClient(this.#pool);
    try {
      const result = await use(client as unknown as pg.Client);
      release();
      return result;
    } catch (error) {
      release(true);
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

/** SQLSTATE classes that a later try can get over: connection, resources, operator intervention, rollback, locks. */
const passing = new Set(['08', '53', '57', '58', '40', '55']);

/** Whether the database is away or overloaded, as opposed to having refused what was sent. */
export function isOutage(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return error instanceof Error && /connect|terminat|timeout|closed|socket/i.test(error.message);
  return /^E[A-Z]+$/.test(code) || passing.has(code.slice(0, 2));
}
