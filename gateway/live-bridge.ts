import type pg from 'pg';
import { concatMap, type Observable, type Subscription } from 'rxjs';
import type { AlertState } from '../rules/model/alert.ts';
import type { Clock } from './clock.ts';
import type { AlertSummary } from './contract/alerts.ts';
import type { LiveFeed } from './live/feed.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { Committed } from './pipeline/work.ts';
import { type PatientNames, patientNames } from './store/alert-names.ts';
import { toAlertSummary } from './views/alert.ts';
import { toObservationView } from './views/observation.ts';

const unnamed: PatientNames = { patientName: 'Name not known', localityName: null, localityId: null, homeId: null };

/** Turns stored batches into what the open pages see. Names are looked up once a patient; without a database the alert comes without. */
export class LiveBridge {
  readonly #pool: pg.Pool;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #names = new Map<string, PatientNames>();

  constructor(pool: pg.Pool, clock: Pick<Clock, 'now'>) {
    this.#pool = pool;
    this.#clock = clock;
  }

  /** Reads the names for these alerts; those known are not asked for again. */
  async learn(alerts: readonly AlertState[]): Promise<void> {
    const unknown = [...new Set(alerts.map((alert) => alert.patientId))].filter((id) => !this.#names.has(id));
    if (unknown.length === 0) return;
    for (const [id, names] of await patientNames(this.#pool, unknown)) this.#names.set(id, names);
  }

  forget(patientId: string): void {
    this.#names.delete(patientId);
  }

  summary(alert: AlertState): AlertSummary {
    return toAlertSummary(alert, this.#names.get(alert.patientId) ?? unnamed, this.#clock.now());
  }

  follow(committed$: Observable<Committed>, feed: LiveFeed, pipeline: Pipeline): Subscription {
    committed$.subscribe(({ readings, notifications, withdrawals }) => {
      const commands = notifications.filter(({ channel }) => channel.kind === 'mqtt');
      for (const id of new Set([...commands, ...withdrawals].map((one) => one.patientId))) feed.commandsChanged(id);
      for (const { observation, patientId, homeId } of readings) {
        for (const id of patientId === null ? pipeline.residents(homeId) : [patientId]) {
          if (!feed.isPatientWatched(id)) continue;
          const device = pipeline.context(id)?.devices.find((one) => one.id === observation.source);
          feed.observed(id, [toObservationView({ ...observation, sourceName: device?.name ?? null })]);
        }
      }
    });
    return committed$
      .pipe(
        concatMap(async ({ alerts }) => {
          await this.learn(alerts).catch(() => undefined);
          for (const alert of alerts) feed.alertChanged(this.summary(alert));
        }),
      )
      .subscribe();
  }
}
