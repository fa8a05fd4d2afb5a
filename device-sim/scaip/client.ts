import type { Reading } from '../../gateway/contract/messages.ts';
import type { DeviceClient, DeviceClientEvents } from '../devices/client.ts';
import { fresh } from './message.ts';
import { AlarmUnit, type Saying } from './unit.ts';

/** Where a gateway receives alarms. */
export interface UnitReceiver {
  readonly host: string;
  readonly port: number;
  readonly transport: 'UDP' | 'TCP';
}

/** What a unit says of a reading; null: it has no message for it. */
export function sayingOf({ kind, value }: Reading): Saying | null {
  switch (kind) {
    case 'sos':
      return 'alarm';
    case 'sos-cancelled':
      return 'withdraw';
    case 'heartbeat':
      return 'heartbeat';
    case 'unit-test':
      return 'test';
    case 'fall':
      return value === 'fallen' ? 'fall-alarm' : null;
    case 'smoke':
      return value === 'alarm' ? 'smoke-alarm' : null;
    default:
      return null;
  }
}

/** Calls the alarm receiver gives no answer to are made again so often, each with the same reference. */
const calls = 5;

/** A social alarm unit of a home: what its buttons and sensors tell is called in over SCAIP. It takes no commands. */
export function connectUnit(receiver: UnitReceiver, number: string, on: DeviceClientEvents): DeviceClient {
  const unit = AlarmUnit.open({ ...receiver, number });
  let hasLine = true;
  unit.then(
    () => on.connected(true),
    (error: Error) => on.problem(error.message),
  );
  const call = async (saying: Saying, ref: string) => {
    const { status, mrs } = await (await unit).say(saying, ref);
    if (mrs?.snu === '0') on.acknowledged();
    else on.problem(`${saying} was answered with SIP ${status}, snu ${mrs?.snu ?? 'none'}`);
  };
  const insist = async (saying: Saying) => {
    const ref = fresh();
    for (let i = 1; hasLine && i <= calls; i++) {
      try {
        return await call(saying, ref);
      } catch (error) {
        on.problem(error instanceof Error ? error.message : String(error));
      }
    }
  };
  return {
    publish: (readings) => {
      for (const saying of readings.map(sayingOf)) {
        if (saying === null || !hasLine) continue;
        on.sent();
        void insist(saying);
      }
    },
    answer: () => {},
    cut: () => {
      hasLine = false;
    },
    restore: () => {
      hasLine = true;
    },
    end: async () => {
      hasLine = false;
      await unit.then(
        (open) => open.close(),
        () => {},
      );
    },
  };
}
