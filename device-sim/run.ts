import type { Instant } from '../rules/model/time.ts';
import { Agenda } from './agenda.ts';
import type { HomeClock } from './clock.ts';
import type { DeviceCredential } from './devices/client.ts';
import type { FaultName } from './faults.ts';
import type { GatewayAddresses } from './home-lines.ts';
import { HomePlayer } from './home-player.ts';
import type { DeskRequest } from './homes/desk.ts';
import type { SimHome } from './homes/home.ts';
import { playBack } from './record/playback.ts';
import { type SimEvent, type SimReport, Tally } from './tally.ts';

export { demoHomes } from './homes/demo.ts';

export interface RunOptions extends GatewayAddresses {
  readonly homes: readonly SimHome[];
  /** Time in the homes; must run as the gateway's does. */
  readonly clock: HomeClock;
  /** By device id, as the enrolment answered them; those of telephones by their own. */
  readonly credentials: ReadonlyMap<string, DeviceCredential>;
  readonly faults?: readonly FaultName[];
  readonly seed: number;
  /** Aborting it ends the run cleanly. */
  readonly signal: AbortSignal;
  readonly onEvent?: (event: SimEvent) => void;
  /** Makes a request to the API for family or professionals; left out: nothing is arranged. */
  readonly arrange?: (request: DeskRequest) => void;
  /** What device clocks show; left out: the time in the homes. */
  readonly stamp?: (at: Instant) => Instant;
}

/** Devices that may be waiting for their first answer at once: a gateway checks each secret with care. */
const connectsAtOnce = 32;

/** Lives in all homes until the signal aborts; resolves with the counts when every device has said goodbye. Rejects when a device has no credential. */
export async function runHomes(options: RunOptions): Promise<SimReport> {
  const { homes, clock, credentials, seed, signal } = options;
  const agenda = new Agenda(clock);
  const tally = new Tally(
    homes.length,
    homes.reduce((sum, home) => sum + home.devices.length, 0),
  );
  const credentialOf = (deviceId: string) => {
    const credential = credentials.get(deviceId);
    if (!credential) throw new Error(`no credential for device ${deviceId}`);
    return credential;
  };
  const on = (event: SimEvent) => {
    tally.take(event);
    options.onEvent?.(event);
  };
  const players = homes.map(
    (home) =>
      new HomePlayer({
        home,
        seed,
        faults: options.faults ?? [],
        addresses: options,
        clock,
        agenda,
        arrange: options.arrange ?? (() => {}),
        stamp: options.stamp ?? ((at) => at),
        credentialOf,
        on,
      }),
  );
  const begin = () => {
    agenda.clear();
    for (const player of players) player.begin();
  };
  begin();
  clock.onJump?.(() => {
    if (!signal.aborted) begin();
  });
  const recordings = homes.flatMap(({ recorded }) =>
    recorded ? [playBack({ recorded, mqttUrl: options.mqttUrl, agenda, credentialOf, on })] : [],
  );
  const stopped = aborted(signal);
  const waiting = players.flatMap((player) => player.devices).values();
  const connectInTurn = async () => {
    for (const device of waiting) {
      if (signal.aborted) return;
      await Promise.race([device.connect(), stopped]);
    }
  };
  await Promise.all(Array.from({ length: connectsAtOnce }, connectInTurn));
  await stopped;
  agenda.clear();
  await Promise.all([...players.map((player) => player.end()), ...recordings.map((end) => end())]);
  return tally.report;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
