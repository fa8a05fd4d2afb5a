import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { demoPassword } from '../demo/people.ts';
import { newId } from '../identity/secret.ts';
import type { ContextChanges } from '../ports.ts';
import type { Shutdown } from '../shutdown.ts';
import { addRun, endRun, openRuns } from '../store/training.ts';
import { type Write, write } from '../store/write.ts';
import type { Exercise } from './exercises.ts';

const main = join(import.meta.dirname, '../../device-sim/main.ts');
const scripts = join(import.meta.dirname, '../../device-sim/exercises');

export interface TrainingOptions {
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly changes: ContextChanges;
  readonly config: Pick<Config, 'training' | 'httpPort'>;
  readonly mqttPort: number;
  readonly dataDir: string;
  readonly log: Pick<Logger, 'warn'>;
  readonly shutdown: Pick<Shutdown, 'opened'>;
}

export interface Training {
  /** Begins to play an exercise; returns the id of the run. */
  start(exercise: Exercise, startedBy: string, actor: string): Promise<string>;
  /** Ends what is being played. */
  close(): Promise<void>;
}

/**
 * Plays exercises: each in a simulator process of its own, in a home made for it, that knows this gateway only by its ports. When it is over, or the
 * gateway was ended meanwhile, the home is taken down, so that nobody is called out because made-up devices have fallen silent.
 Null: this gateway was not started for training.
 */
export async function openTraining(options: TrainingOptions): Promise<Training | null> {
  if (!options.config.training) return null;
  const { pool, clock, changes, log } = options;
  const playing = new Map<string, ChildProcess>();
  const change = async (actor: string, work: (tx: Write) => Promise<void>) => {
    const { changed } = await write(pool, { at: clock.now(), actor }, work);
    if (changed.machines) await changes.machinesChanged();
    await Promise.all(changed.patientIds.map((id) => changes.patientChanged(id)));
  };
  const end = (id: string, fault: string | null) => change('training', (tx) => endRun(tx, id, fault));
  for (const id of await openRuns(pool)) await end(id, 'the gateway was ended meanwhile');

  // A gateway that ends takes what is being played with it.
  options.shutdown.opened('exercises', async () => {
    await Promise.all([...playing.values()].map((child) => new Promise((resolve) => child.once('exit', resolve).kill('SIGTERM'))));
  });
  return {
    async start(exercise, startedBy, actor) {
      const id = newId('ex');
      const { child, homeId } = play(exercise, id, options);
      playing.set(id, child);
      await change(actor, (tx) => addRun(tx, { id, exerciseId: exercise.id, homeId, startedBy }));
      child.once('exit', (code, signal) => {
        playing.delete(id);
        // An expectation that was not met (1) is for the debriefing to say.
        const fault = signal !== null || code === 0 || code === 1 ? null : 'the simulator could not play it; its log says why';
        end(id, fault).catch((error: Error) => log.warn({ err: error }, 'the home of an exercise could not be taken down'));
      });
      return id;
    },
    async close() {
      const children = [...playing.values()];
      await Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve).kill('SIGTERM'))));
    },
  };
}

function play(exercise: Exercise, id: string, { mqttPort, config: { httpPort }, dataDir, log }: TrainingOptions) {
  const prefix = `${id}-`;
  const args = ['--scenario', join(scripts, `${exercise.id}.yaml`), '--prefix', prefix, '--quiet'];
  args.push('--credentials', join(dataDir, `exercise-${id}.json`));
  args.push('--mqtt', `mqtt://127.0.0.1:${mqttPort}`, '--http', `http://127.0.0.1:${httpPort}`);
  const env = {
    ...process.env,
    HEARTHLINE_SIM_USER: 'admin@example.org',
    HEARTHLINE_SIM_PASSWORD: demoPassword,
    HEARTHLINE_SIM_READER: 'coordinator@example.org',
    HEARTHLINE_SIM_READER_PASSWORD: demoPassword,
  };
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  child.stderr.setEncoding('utf8').on('data', (text: string) => log.warn(`exercise ${exercise.id}: ${text.trim()}`));
  return { child, homeId: `${prefix}${exercise.home}` };
}
