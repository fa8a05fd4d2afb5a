import type { ObservationKind } from '../../rules/model/observation.ts';
import type { DeviceKind } from '../../rules/model/patient.ts';
import { type DeviceDefinition, type DeviceModel, deviceModel, unchanged } from './device.ts';

/** Something that tells what it is used for, when it is used: it has no state, and knows only its own kinds of reading. */
export function meter(
  kind: DeviceKind,
  kinds: readonly ObservationKind[],
  more: Partial<Pick<DeviceDefinition<null>, 'heartbeatSeconds' | 'prompts' | 'measures' | 'batteryDays'>> = {},
): DeviceModel {
  return deviceModel<null>({
    kind,
    heartbeatSeconds: null,
    prompts: false,
    measures: [],
    batteryDays: null,
    ...more,
    initial: null,
    act: (state, act) =>
      act.type === 'read' && kinds.includes(act.kind)
        ? { state, measured: [{ kind: act.kind, value: act.value }], wakeAt: null }
        : unchanged(state),
    snapshot: () => [],
  });
}
