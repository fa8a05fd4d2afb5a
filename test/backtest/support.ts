import type { Pipeline } from '../../gateway/pipeline/pipeline.ts';
import type { Actor } from '../../rules/model/alert.ts';
import type { AlertCommand } from '../../rules/model/input.ts';
import type { ObservationDetail } from '../../rules/model/observation.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { liveUntil, settled, startJudge } from '../support/judge.ts';
import { arrivalOf, type SeededHome, seedHome, seedTeams } from '../support/seed.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

export const monday = Date.UTC(2026, 0, 12, 6);
/** `HH:MM` of day `n` counted from that Monday; in winter the clocks in the home show UTC. */
export const at = (time: string, n = 0): number => Date.parse(`2026-01-${12 + n}T${time}:00Z`);

export const asha: Actor = { kind: 'user', id: 'asha', name: 'Asha', tier: 'professional' };

/** A real judge on a real database, with Kathleen's home and the agreements of `templates`. Only time is moved by hand. */
export class LivedHome {
  readonly database: FreshDatabase;
  readonly clock: VirtualClock;
  readonly pipeline: Pipeline;
  readonly home: SeededHome;
  #readings = 0;

  private constructor(parts: Pick<LivedHome, 'database' | 'clock' | 'pipeline' | 'home'>) {
    this.database = parts.database;
    this.clock = parts.clock;
    this.pipeline = parts.pipeline;
    this.home = parts.home;
  }

  static async start(templates: readonly string[] = ['fridge', 'sos']): Promise<LivedHome> {
    const database = await freshDatabase();
    const clock = virtualClock(monday);
    await seedTeams(database.pool);
    const home = await seedHome(database.pool, 1, monday, templates);
    const pipeline = await startJudge(database, clock);
    return new LivedHome({ database, clock, pipeline, home });
  }

  /** Lives until then: every deadline at its own time, each one's consequences stored before the next. */
  until(then: number): Promise<void> {
    return liveUntil(then, this);
  }

  settled(): Promise<void> {
    return settled(this);
  }

  /** The fridge is opened now; `lateMs`: it was then, and is told now. */
  open(lateMs = 0): Promise<void> {
    return this.#send(this.home.deviceIds.fridge, 'contact', 'open', lateMs);
  }

  press(detail?: ObservationDetail): Promise<void> {
    return this.#send(this.home.deviceIds.button, 'sos', true, 0, detail);
  }

  async #send(source: string, kind: 'contact' | 'sos', value: string | true, lateMs: number, detail?: ObservationDetail): Promise<void> {
    const receivedAt = this.clock.now();
    const reading = {
      source,
      kind,
      value,
      key: `r${++this.#readings}`,
      observedAt: receivedAt - lateMs,
      receivedAt,
      ...(detail && { detail }),
    };
    const error = await new Promise((done) => this.pipeline.accept(arrivalOf(this.home, reading), done));
    if (error) throw error;
  }

  async command(alertId: string, command: AlertCommand): Promise<void> {
    const outcome = await this.pipeline.command(alertId, command, null);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  }

  async close(): Promise<void> {
    await this.pipeline.close();
    await this.database.drop();
  }
}
