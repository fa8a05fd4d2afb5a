import type { SilentKit } from '../contract/equipment.ts';
import { devicesById } from '../store/device-rows.ts';
import { blindStretches } from '../store/incidents.ts';
import { openRepairs, placesOf } from '../store/kit-repairs.ts';
import { toSilentKit } from '../views/silent-kit.ts';
import type { HttpDeps } from './deps.ts';

/** Everything that is silent, faulty, or not yet tested working, nearest to its 24 hours first. */
export async function silentKitNow({ pool, clock, devices: broker, kitInTrouble }: HttpDeps): Promise<SilentKit[]> {
  const at = clock.now();
  const troubled = kitInTrouble();
  const repairs = new Map((await openRepairs(pool)).map((repair) => [repair.deviceId, repair]));
  const ids = [...new Set([...troubled.keys(), ...repairs.keys()])];
  const [devices, places, blind] = await Promise.all([devicesById(pool, ids, at), placesOf(pool, ids), blindStretches(pool, at)]);
  return toSilentKit(devices, { troubled, repairs, places, seeing: (id: string) => ({ connected: broker.isConnected(id), blind, at }) });
}
