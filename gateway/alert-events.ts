import type { Logger } from 'pino';
import type { Observable, Subscription } from 'rxjs';
import type { AlertState } from '../rules/model/alert.ts';
import type { AlertEvent } from './contract/alerts.ts';
import { alertTopic } from './contract/topics.ts';
import type { DevicePublisher } from './ports.ts';
import { levelOf } from './views/alert.ts';
import { iso, isoOrNull } from './views/instant.ts';

function toAlertEvent(alert: AlertState): AlertEvent {
  const { id, version, patientId, scenarioId, template, severity, status, openedAt, clearedAt } = alert;
  const level = levelOf(alert);
  return {
    id,
    version,
    patientId,
    scenarioId,
    template,
    severity,
    status,
    level,
    openedAt: iso(openedAt),
    clearedAt: isoOrNull(clearedAt),
  };
}

/**
 * Tells integrations on the broker of every stored change of an alert. Nobody's care depends on it: one that is not heard is not
 * told again, and the ladder does not look at who listens.
 */
export function tellAlerts(
  committed$: Observable<{ readonly alerts: readonly AlertState[] }>,
  publisher: Pick<DevicePublisher, 'publish'>,
  log: Pick<Logger, 'warn'>,
): Subscription {
  return committed$.subscribe(({ alerts }) => {
    for (const alert of alerts)
      publisher
        .publish(alertTopic(alert.patientId), JSON.stringify(toAlertEvent(alert)), { qos: 1, retain: false })
        .catch((error: unknown) => log.warn({ err: error, alertId: alert.id }, 'a change of an alert was not told on the broker'));
  });
}
