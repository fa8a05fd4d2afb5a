import type pg from 'pg';
import type { Config } from './config.ts';
import { population } from './store/alert-names.ts';

const day = 86_400_000;

/**
 * Simulated and real people are never in one gateway, and nobody's real deadlines run fast. Throws with one line that names the
 * setting to change. `careAt` is the latest time that the database knows.
 */
export async function refuseMixing(pool: pg.Pool, config: Pick<Config, 'demo' | 'speed'>, careAt: number, wallAt: number): Promise<void> {
  const lives = await population(pool);
  if (config.demo && lives === 'real')
    throw new Error('--no-demo is missing: this database holds real patients, and the demonstration would live among them');
  if (config.speed !== 1 && lives === 'real')
    throw new Error(`HEARTHLINE_SPEED is ${config.speed}: this database holds real patients, whose time runs as on the wall (1)`);
  if (config.speed === 1 && careAt > wallAt + day)
    throw new Error('DATABASE_URL: this database has lived in time-lapse and its time is ahead; give a real gateway its own database');
}
