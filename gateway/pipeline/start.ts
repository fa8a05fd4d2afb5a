import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Logger as Log } from 'pino';
import type { Catalogue } from '../../rules/engine/patient-state.ts';
import { Sequence } from '../../rules/engine/sequence.ts';
import { World } from '../../rules/engine/world.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { Clock } from '../clock.ts';
import { endDueConsents } from '../store/consent-ends.ts';
import { lastSequence, loadOpenAlerts, tellAgain } from '../store/engine-state.ts';
import { LaneConnection } from '../store/lane-connection.ts';
import { loadDirectory, loadPatientContexts } from '../store/patient-context.ts';
import type { TemplateDefaults } from '../store/scenario-contexts.ts';
import { loadScenarioStates } from '../store/scenario-states.ts';
import { write } from '../store/write.ts';
import { catchUpWithEarlier, StateCatchUp } from './catch-up.ts';
import { Lane } from './lane.ts';
import { laneOf } from './lane-of.ts';
import type { PipelineMetrics } from './metrics.ts';
import { rememberedOutages, tellOutage } from './outage.ts';
import { type LaneParts, Pipeline } from './pipeline.ts';
import { restorePatient } from './restore.ts';
import { TimelineHeads } from './timeline-chain.ts';
import type { Committed } from './work.ts';

export interface PipelineDependencies {
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  readonly lanes: number;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly templateDefaults: TemplateDefaults;
  readonly log: Log;
  readonly metrics: PipelineMetrics;
  /** Sends an urgent message before it is stored; the outbox merges it when its row comes. */
  readonly sendNow: (notification: Notification) => void;
  /** Told of every stored batch, from the first one on. */
  readonly committed: (batch: Committed) => void;
}

/**
 * Restores every patient as stored and starts the lanes; then tells the judge what was changed while no gateway ran.
 * Overdue deadlines fire at once, marked late in the timeline. The caller holds the gateway lock.
 */
export async function startPipeline(d: PipelineDependencies): Promise<Pipeline> {
  const epoch = randomUUID();
  const last = await lastSequence(d.pool);
  const sequence = new Sequence(last);
  // Before the judge knows anybody: what is overdue goes to nobody whose consent has ended meanwhile.
  await write(d.pool, { at: d.clock.now(), actor: 'consent' }, endDueConsents);
  const directory = await loadDirectory(d.pool);
  const blind = await rememberedOutages(d.pool, d.clock.now());
  const parts = Array.from({ length: d.lanes }, () => ({ world: new World(d.catalogue, directory, blind), heads: new TimelineHeads() }));
  await restore(d, parts);
  const outage = await tellOutage(
    d,
    last,
    sequence,
    parts.map(({ world }) => world),
  );
  if (outage)
    d.log.warn({ from: outage.fromAt, to: outage.toAt }, 'nothing was seen of any home: absence is judged with that time taken out');
  const lanes = parts.map(({ world, heads }, lane): LaneParts => {
    const connection = new LaneConnection(d.databaseUrl, lane);
    const catchUp = new StateCatchUp(lane, last, d.pool, d.clock, d.log);
    return { world, connection, catchUp, lane: new Lane({ ...d, lane, epoch, world, connection, sequence, heads, catchUp }) };
  });
  const pipeline = new Pipeline({ ...d, lanes, sequence, earlier: catchUpWithEarlier(d.pool, last, d.log) });
  pipeline.committed$.subscribe(d.committed);
  await pipeline.catchUp();
  return pipeline;
}

async function restore(d: PipelineDependencies, parts: readonly { readonly world: World; readonly heads: TimelineHeads }[]): Promise<void> {
  const [contexts, states, open] = await Promise.all([
    loadPatientContexts(d.pool, null, d.templateDefaults),
    loadScenarioStates(d.pool),
    loadOpenAlerts(d.pool),
  ]);
  const alerts = new Map<string, AlertState[]>();
  const heads = new Map<string, string>();
  for (const { alert, head } of open) {
    heads.set(alert.id, head);
    alerts.set(alert.patientId, [...(alerts.get(alert.patientId) ?? []), alert]);
  }
  const toTell: string[] = [];
  for (const context of contexts) {
    const part = parts[laneOf(context.homeId, parts.length)]!;
    const own = alerts.get(context.patientId) ?? [];
    if (!restorePatient(part.world, context, states, own, d.catalogue)) toTell.push(context.patientId);
    for (const { id } of own) part.heads.restore(id, heads.get(id)!);
  }
  if (toTell.length > 0) await tellAgain(d.pool, toTell);
}
