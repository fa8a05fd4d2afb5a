import type pg from 'pg';
import type { Logger } from 'pino';
import { standingApprover } from '../../rules/model/agreement.ts';
import { type Templates, toAgreement } from '../agreements.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { scenarioInput } from '../contract/people.ts';
import type { ContextChanges, Intake, MachineRegistry } from '../ports.ts';
import type { Shutdown } from '../shutdown.ts';
import { alarmUnits } from '../store/alarm-unit-numbers.ts';
import { unknownCallerId } from '../store/patients.ts';
import { addUnknownCaller, someCentreServesEverywhere } from '../store/unknown-caller.ts';
import { write } from '../store/write.ts';
import { alarmReceiver } from './alarm-receiver.ts';
import { listenSip } from './sip-listener.ts';
import { AlarmUnits } from './units.ts';

interface Parts {
  readonly config: Pick<Config, 'scaipPort' | 'scaipVoiceTo' | 'host' | 'maxWaitingReadings'>;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly intake: Intake;
  readonly machines: Pick<MachineRegistry, 'device'>;
  readonly changes: Pick<ContextChanges, 'patientChanged'>;
  readonly templates: Templates;
  readonly shutdown: Shutdown;
}

export interface AlarmPort {
  /** UDP and TCP; null: no alarms of social alarm units are received. */
  readonly scaipPort: number | null;
}

/**
 * Receives alarms of social alarm units, where a port is set for them. The stand-in for unknown callers is in force
 * before the port opens. Rejects with one line that names the setting when the port cannot be had.
 */
export async function startAlarmReceiving({
  config,
  pool,
  clock,
  log,
  intake,
  machines,
  changes,
  templates,
  shutdown,
}: Parts): Promise<AlarmPort> {
  if (config.scaipPort === null) return { scaipPort: null };
  const agreement = toAgreement(scenarioInput.parse({ template: 'unknown-caller', approvedBy: standingApprover }), templates);
  await write(pool, { at: clock.now(), actor: 'gateway' }, (tx) => addUnknownCaller(tx, agreement));
  await changes.patientChanged(unknownCallerId);
  if (!(await someCentreServesEverywhere(pool)))
    log.warn('no coordination team without a locality: calls of alarm units that are not enrolled reach the console only');
  const scheduler = clock.wallScheduler;
  const receive = alarmReceiver({
    intake,
    units: await AlarmUnits.load({ lookUp: (number) => alarmUnits(pool, number), machines, scheduler, log }),
    clock,
    log,
    maxWaiting: config.maxWaitingReadings,
    voiceTo: config.scaipVoiceTo,
    unknownId: unknownCallerId,
  });
  const { port, close } = await listenSip({ port: config.scaipPort, host: config.host, receive, scheduler, log });
  shutdown.opened('alarm receiving', close);
  return { scaipPort: port };
}
