import { pino } from 'pino';
import { Registry } from 'prom-client';
import { pipelineMetrics } from '../../gateway/pipeline/metrics.ts';
import type { Pipeline } from '../../gateway/pipeline/pipeline.ts';
import { startPipeline } from '../../gateway/pipeline/start.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { templateDefaults } from '../../rules/scenarios/registry.ts';
import type { FreshDatabase } from './database.ts';
import type { VirtualClock } from './virtual-clock.ts';

type Told = Pick<Parameters<typeof startPipeline>[0], 'lanes' | 'sendNow' | 'committed'>;

/** A judge with the whole catalogue on a test's database, that logs nothing. Two lanes and nobody who hears of anything, unless told. */
export const startJudge = ({ url, pool }: FreshDatabase, clock: VirtualClock, told: Partial<Told> = {}): Promise<Pipeline> =>
  startPipeline({
    databaseUrl: url,
    pool,
    lanes: 2,
    clock,
    catalogue,
    templateDefaults,
    log: pino({ level: 'silent' }),
    metrics: pipelineMetrics(new Registry()),
    sendNow: () => undefined,
    committed: () => undefined,
    ...told,
  });

/** What lives on a clock that is moved by hand. */
export interface Living {
  readonly database: FreshDatabase;
  readonly clock: VirtualClock;
  readonly pipeline: Pipeline;
}

/** Everything that was taken is judged and stored. */
export async function settled({ database, pipeline }: Pick<Living, 'database' | 'pipeline'>): Promise<void> {
  do await database.pool.query('select 1');
  while (pipeline.waiting > 0);
}

/** Lives until then: every deadline at its own time, each one's consequences stored before the next. */
export async function liveUntil(then: number, living: Living): Promise<void> {
  const { clock, pipeline } = living;
  for (;;) {
    await settled(living);
    const next = pipeline.nextDeadlineAt();
    if (next === null || next > then) break;
    clock.advanceTo(Math.max(next, clock.now()));
  }
  clock.advanceTo(then);
  await settled(living);
}
