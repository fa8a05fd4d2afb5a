import type { Batch, World } from '../../rules/engine/world.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { LaneItem } from './work.ts';

/**
 * What does not wait for a slow or absent database: a call for help, and everything that moves an urgent alert on.
 * It is judged at once, people are told, and it is stored when the database is back.
 */
export function isUrgent(item: LaneItem, world: World): boolean {
  if (item.kind === 'arrival') return item.arrival.observations.some((observation) => observation.kind === 'sos');
  if (item.kind === 'everybody' || item.input.type === 'context') return false;
  return world.patient(item.patientId)?.alerts.some((alert) => alert.severity === 'high') ?? false;
}

/** The messages of a batch, from decision `from` on, that are sent before they are stored. */
export function urgentNotifications(batch: Batch, from: number): Notification[] {
  return batch.decisions
    .slice(from)
    .flatMap((decision) => decision.effects)
    .flatMap((effect) => (effect.type === 'notify' ? [effect.notification] : []))
    .filter((notification) => notification.severity === 'high' && notification.sendAt === null);
}
