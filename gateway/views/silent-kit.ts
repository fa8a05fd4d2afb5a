import type { Instant } from '../../rules/model/time.ts';
import type { SilentKit } from '../contract/equipment.ts';
import type { DeviceRow } from '../store/device-rows.ts';
import { type RepairRow, repairWithinMs } from '../store/kit-repairs.ts';
import { type Seeing, toDeviceView } from './device.ts';
import { iso } from './instant.ts';

interface Around {
  /** What the judge holds to be silent or faulty, since when. */
  readonly troubled: ReadonlyMap<string, Instant>;
  readonly repairs: ReadonlyMap<string, RepairRow>;
  readonly places: ReadonlyMap<string, { readonly address: string; readonly patients: readonly SilentKit['patients'][number][] }>;
  readonly seeing: (deviceId: string) => Seeing;
}

/** The list of silent kit, nearest to its 24 hours first. */
export function toSilentKit(devices: readonly DeviceRow[], { troubled, repairs, places, seeing }: Around): SilentKit[] {
  const lines = devices.map((row) => {
    const repair = repairs.get(row.id);
    const view = toDeviceView(row, seeing(row.id));
    const { id, kind, name, state, stateSince, lastHeardAt, behindHub, faults } = view;
    const since = repair?.since ?? troubled.get(row.id) ?? seeing(row.id).at;
    const dueAt = repair?.dueAt ?? since + repairWithinMs;
    const line: SilentKit = {
      device: { id, kind, name, state, stateSince, lastHeardAt, behindHub, faults },
      homeId: row.homeId,
      address: places.get(row.id)?.address ?? '',
      patients: [...(places.get(row.id)?.patients ?? [])],
      since: iso(since),
      dueAt: iso(dueAt),
      overdue: dueAt <= seeing(row.id).at,
      behind: [...row.behind],
      owner: repair?.owner ?? null,
      interimPlan: repair?.interimPlan ?? '',
      repairId: repair?.id ?? null,
      untested: !troubled.has(row.id),
    };
    return { line, dueAt };
  });
  return lines.sort((a, b) => a.dueAt - b.dueAt).map(({ line }) => line);
}
