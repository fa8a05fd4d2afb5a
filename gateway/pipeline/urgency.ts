import type { Batch, World } from '../../rules/engine/world.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { ObservationKind } from '../../rules/model/observation.ts';
import type { LaneItem } from './work.ts';

/** Readings that say by themselves that somebody may be in danger. */
const callsForHelp: ReadonlySet<ObservationKind> = new Set(['sos', 'fall', 'smoke', 'carbon-monoxide', 'gas-leak']);

/**
 * What does not wait for a slow or absent database: a call for help, a fall, an alarm, the end of a wait for somebody who may lie on the
 * floor, and everything that moves an urgent alert on. It is judged at once, people are told, and it is stored when the database is back.
 */
export function isUrgent(item: LaneItem, world: World): boolean {
  if (item.kind === 'arrival') return item.arrival.observations.some(({ kind }) => callsForHelp.has(kind));
  if (item.kind === 'everybody' || item.input.type === 'context') return false;
  const patient = world.patient(item.patientId);
  if (!patient) return false;
  if (patient.alerts.some((alert) => alert.severity === 'high')) return true;
  const { input } = item;
  if (input.type !== 'deadline' || !('scenarioId' in input.subject)) return false;
  const { scenarioId } = input.subject;
  return patient.scenarios.some((scenario) => scenario.id === scenarioId && scenario.severity === 'high');
}

/** The messages of a batch, from decision `from` on, that are sent before they are stored. */
export function urgentNotifications(batch: Batch, from: number): Notification[] {
  return batch.decisions
    .slice(from)
    .flatMap((decision) => decision.effects)
    .flatMap((effect) => (effect.type === 'notify' ? [effect.notification] : []))
    .filter((notification) => notification.severity === 'high' && notification.sendAt === null);
}
