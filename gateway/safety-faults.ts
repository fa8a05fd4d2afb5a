import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, map, merge, timer } from 'rxjs';
import type { PatientState } from '../rules/engine/patient-state.ts';
import { isSafetyKind } from '../rules/model/device-test.ts';
import { faultCauseOf } from '../rules/model/stream.ts';
import { hour, type Instant } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import { safetyKitInTrouble } from './kit-in-trouble.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { Committed } from './pipeline/work.ts';
import type { MachineRegistry } from './ports.ts';
import { openFaults, recentSafetyFaults } from './store/kit-repairs.ts';
import { inTransaction } from './store/transaction.ts';

export interface SafetyFaultsOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  readonly pipeline: Pick<Pipeline, 'committed$' | 'patients' | 'patient'>;
  readonly machines: Pick<MachineRegistry, 'device'>;
}

/** A start has better things to do than to look at every safety device. */
const soonMs = 60_000;

type Since = ReadonlyMap<string, Instant>;

/**
 * Opens the fault of a safety device as soon as the judge knows of it, so that it stays open when the device is heard again: only a test ends
 * it. Every hour all of them are looked at, for one that could not be written down.
 */
export function followSafetyFaults({ pool, clock, log, pipeline, machines }: SafetyFaultsOptions): { close(): void } {
  const open = async (faults: Since) => {
    if (faults.size > 0) await inTransaction(pool, '', (db) => openFaults(db, faults, clock.now()));
  };
  const known = timer(soonMs, hour, clock.scheduler).pipe(
    map((n) => async () => {
      // A fault that came and went as an earlier process ended is in the log only.
      if (n === 0) await open(await recentSafetyFaults(pool, clock.now()));
      await open(ofAll(pipeline.patients()));
    }),
  );
  const news = pipeline.committed$.pipe(map((committed) => () => open(newIn(committed, pipeline, machines))));
  const subscription = merge(known, news)
    .pipe(
      concatMap((work) =>
        work().catch((error: Error) =>
          log.warn({ err: error }, 'the fault of a safety device could not be written down; trying again in an hour'),
        ),
      ),
    )
    .subscribe();
  return { close: () => subscription.unsubscribe() };
}

function ofAll(patients: Iterable<PatientState>): Since {
  return new Map([...patients].flatMap((patient) => [...safetyKitInTrouble(patient)]));
}

function newIn({ alerts, readings }: Committed, pipeline: Pick<Pipeline, 'patient'>, machines: Pick<MachineRegistry, 'device'>): Since {
  const since = new Map<string, Instant>();
  for (const { patientId, template } of alerts) {
    const patient = template === 'silent-device' ? pipeline.patient(patientId) : undefined;
    if (patient) for (const [id, at] of safetyKitInTrouble(patient)) since.set(id, at);
  }
  for (const { observation } of readings) {
    const { source, kind, key, value, receivedAt } = observation;
    if (kind !== 'device-fault' || value !== 'faulty' || faultCauseOf(key) === 'clock') continue;
    const device = machines.device(source);
    if (device !== null && isSafetyKind(device.kind)) since.set(source, receivedAt);
  }
  return since;
}
