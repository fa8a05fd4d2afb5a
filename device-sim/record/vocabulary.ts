import type { z } from 'zod';
import { observationKindNames, observationKinds } from '../../rules/model/observation.ts';

const split = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Levels of topics that are the same in every home. */
export const knownLevels: ReadonlySet<string> = new Set(
  split(`hearthline v1 observations status zigbee2mqtt bridge devices state availability tasmota tele stat SENSOR STATE RESULT LWT
    homeassistant binary_sensor sensor event config esphome senml`),
);

/** Names of what is measured: numbers are kept below these only. */
export const measureKeys: ReadonlySet<string> = new Set([
  ...observationKindNames.flatMap((kind) => [kind, kind.replaceAll('-', '_')]),
  ...split(`value systolicMmHg diastolicMmHg voltage current energy linkquality humidity temperature pressure illuminance device_temperature
    co2 Temperature Humidity Power Current Voltage Total Today Yesterday Factor RSSI Signal Heap v vb pulse spo2 weight bed_temperature`),
]);

/** Names of fields that carry no identity by themselves. */
export const knownKeys: ReadonlySet<string> = new Set([
  ...measureKeys,
  ...split(`id kind observedAt unit snapshot state at topic contact occupancy presence vibration motion action sos fall_down_status status
    water_leak smoke carbon_monoxide gas pressure_state battery_low tamper last_seen update ieee_address friendly_name type definition
    model vendor manufacturer power_source exposes name property device identifiers unique_id uniq_id state_topic stat_t value_template
    val_tpl device_class dev_cla unit_of_measurement unit_of_meas payload_on payload_off availability avty topic t dev ids mf mdl ~
    Time TempUnit POWER Action ENERGY Wifi AP Uptime DS18B20 AM2301 SI7021 BME280 Id bn n bt bu u vb vs bs s`),
  ...Array.from({ length: 4 }, (_, i) => [`Switch${i + 1}`, `Button${i + 1}`, `POWER${i + 1}`]).flat(),
]);

/** Words that a schema lists. */
function listed(schema: unknown): readonly string[] {
  const { options } = schema as { readonly options?: readonly unknown[] };
  return (options ?? []).flatMap((option) => (typeof option === 'string' ? [option] : listed(option)));
}

/** Words of the dialects: what a sensor can be, and in which unit. */
export const knownWords: ReadonlySet<string> = new Set([
  '',
  'Mains (single phase)',
  ...observationKindNames.flatMap((kind) => {
    const { value, unit } = observationKinds[kind] as { readonly value: z.ZodType; readonly unit: string | null };
    return [kind, ...(unit === null ? [] : [unit]), ...listed(value)];
  }),
  ...split(`ON OFF on off online offline Online Offline SINGLE DOUBLE TRIPLE HOLD TOGGLE single double triple hold release emergency panic sos
    none sit sedentary maybe_fall fall falling open shut closed EndDevice Router Coordinator Battery door window opening occupancy motion
    moisture smoke gas carbon_monoxide temperature humidity power battery C F Cel %RH %EL % W kW V mV A kWh lx hPa °C °F beat/min kg lb`),
]);

/** What a template of Home Assistant may consist of besides names of fields. */
export const templateWords: ReadonlySet<string> = new Set(split('value_json value round float int default'));
