import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import type { Catalogue } from '../rules/engine/patient-state.ts';
import { replayEntry } from '../rules/engine/replay.ts';
import { World } from '../rules/engine/world.ts';
import type { AlertState } from '../rules/model/alert.ts';
import { chain } from './pipeline/timeline-chain.ts';
import { readLog, seeingOneState, storedDecisions } from './store/log-reader.ts';

export interface ReplayReport {
  readonly inputs: number;
  readonly alerts: number;
  readonly timelineEntries: number;
  readonly notifications: number;
  readonly scenarioStates: number;
  /** Alerts that cannot be compared any more: what led to them has been kept long enough, and is gone. */
  readonly forgotten: number;
  /** One line for each decision that differs; empty when replay agrees byte for byte. */
  readonly differences: readonly string[];
}

interface Replayed {
  readonly hashes: Map<string, string[]>;
  readonly alerts: Map<string, AlertState>;
  readonly notifications: Map<string, unknown>;
  readonly world: World;
  inputs: number;
}

/** The shape that storing and reading again gives: what is not JSON does not count as a decision. */
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function replayAll(client: pg.ClientBase, catalogue: Catalogue): Promise<Replayed> {
  const replayed: Replayed = { hashes: new Map(), alerts: new Map(), notifications: new Map(), world: new World(catalogue), inputs: 0 };
  for await (const entry of readLog(client)) {
    replayed.inputs++;
    for (const { effects } of replayEntry(replayed.world, entry).decisions) {
      for (const effect of effects) {
        if (effect.type === 'save-alert') replayed.alerts.set(effect.alert.id, effect.alert);
        else if (effect.type === 'notify') replayed.notifications.set(effect.notification.id, effect.notification);
        else if (effect.type === 'append-timeline') {
          const { alertId } = effect.entry;
          const known = replayed.hashes.get(alertId) ?? [];
          replayed.hashes.set(alertId, [...known, chain(known.at(-1) ?? '', effect.entry).hash]);
        }
      }
    }
  }
  return replayed;
}

/**
 * An alert as it is decided now, without the observations beside evidence that was stored with none: they are what pages read and decide
 * nothing, and an alert that was judged before they were written is no other alert.
 */
function asStored(now: AlertState, then: AlertState | undefined): AlertState {
  const evidence = now.evidence.map(({ observation, ...fact }, i) =>
    observation && then?.evidence[i]?.observation ? { ...fact, observation } : fact,
  );
  return { ...now, evidence };
}

/** Names what one side has and the other has not, or has otherwise. */
function compare(what: string, then: ReadonlyMap<string, unknown>, now: ReadonlyMap<string, unknown>): string[] {
  const differences: string[] = [];
  for (const [id, value] of then) {
    if (!now.has(id)) differences.push(`${what} ${id} was decided then and is not now`);
    else if (!isDeepStrictEqual(stored(now.get(id)), value)) differences.push(`${what} ${id} differs`);
  }
  for (const id of now.keys()) if (!then.has(id)) differences.push(`${what} ${id} is decided now and was not then`);
  return differences;
}

/** Runs the stored log through the engine and compares every decision with the stored one. Reads only. */
export async function verifyReplay(pool: pg.Pool, catalogue: Catalogue): Promise<ReplayReport> {
  return seeingOneState(pool, async (client) => {
    const replayed = await replayAll(client, catalogue);
    const then = await storedDecisions(client);
    const hashes = new Map<string, string[]>();
    for (const { alert_id, hash } of then.timeline) hashes.set(alert_id, [...(hashes.get(alert_id) ?? []), hash]);
    const states = new Map<string, unknown>();
    for (const patient of replayed.world.patients())
      patient.scenarios.forEach(({ id }, i) => {
        if (then.states.has(id)) states.set(id, patient.states[i]);
      });
    const alerts = new Map(then.alerts.map((row) => [row.id, row.state]));
    const alertsNow = new Map([...replayed.alerts].map(([id, alert]) => [id, asStored(alert, alerts.get(id))]));
    const notifications = new Map(then.notifications.map((row) => [row.id, row.body]));
    return {
      inputs: replayed.inputs,
      alerts: then.alerts.length,
      timelineEntries: then.timeline.length,
      notifications: notifications.size,
      scenarioStates: then.states.size,
      forgotten: then.forgotten,
      differences: [
        ...compare('timeline of alert', hashes, replayed.hashes),
        ...compare('alert', alerts, alertsNow),
        ...compare('notification', notifications, replayed.notifications),
        ...compare('state of scenario', then.states, states),
      ],
    };
  });
}
