import { dateOfDay } from '../../rules/model/calendar.ts';
import { type DeviceFacts, deviceHealth } from '../../rules/model/device-health.ts';
import { day, type Instant } from '../../rules/model/time.ts';
import type { DeviceHealthView } from '../contract/device-health.ts';
import { iso, isoOrNull } from './instant.ts';

const dateAt = (at: Instant) => dateOfDay(Math.floor(at / day));

/** How a device is, as people see it. */
export function toDeviceHealth(facts: DeviceFacts, at: Instant): DeviceHealthView {
  const { battery, signal, clock, test } = deviceHealth(facts, at);
  const forecast = battery.state === 'forecast' ? battery : null;
  return {
    id: facts.id,
    kind: facts.kind,
    name: facts.name,
    battery: {
      state: battery.state,
      why: battery.state === 'unknown' ? battery.why : null,
      level: battery.level,
      unit: battery.unit,
      toldOn: battery.day === null ? null : dateOfDay(battery.day),
      emptyOn: forecast && dateAt(forecast.emptyAt),
      earliestOn: forecast && dateAt(forecast.earliestAt),
      latestOn: forecast && dateAt(forecast.latestAt),
    },
    signal: signal && { scale: signal.scale, last: signal.last, weakest: signal.weakest, weak: signal.weak, toldOn: dateOfDay(signal.day) },
    clock: clock && { aheadSeconds: Math.round(clock.aheadMs / 1_000), wrong: clock.wrong },
    test: test && { testedAt: isoOrNull(test.testedAt), dueAt: iso(test.dueAt), overdue: test.overdue },
  };
}
