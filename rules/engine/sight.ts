import { merged } from '../model/blindness.ts';
import type { ObservationKind } from '../model/observation.ts';
import type { DeviceContext, DeviceKind } from '../model/patient.ts';
import type { ScenarioTemplate } from '../model/scenario.ts';
import type { Instant, Interval } from '../model/time.ts';
import type { PatientState } from './patient-state.ts';

export const noIntervals: readonly Interval[] = [];

/** What a device of a kind tells. What it says about itself (battery, faults) is no news of the person. */
const tells: Readonly<Record<DeviceKind, readonly ObservationKind[]>> = {
  fridge: ['contact'],
  'front-door': ['contact'],
  door: ['contact'],
  motion: ['motion'],
  bed: ['bed-occupancy'],
  plug: ['power'],
  dispenser: ['dose', 'dose-stock'],
  cuff: ['blood-pressure', 'heart-rate'],
  'sos-button': ['sos'],
  speaker: ['ok'],
  app: ['ok', 'meal', 'wellbeing', 'steps'],
  hub: [],
  'fall-detector': ['fall'],
  'smoke-alarm': ['smoke'],
  'carbon-monoxide-alarm': ['carbon-monoxide'],
  'water-sensor': ['water-leak'],
  'gas-sensor': ['gas-leak'],
  'house-alarm': ['house-alarm'],
  'room-thermometer': ['room-temperature'],
  scales: ['body-weight'],
  oximeter: ['oxygen-saturation', 'heart-rate'],
  thermometer: ['body-temperature'],
  'glucose-meter': ['glucose'],
  cup: ['fluid-intake'],
  wearable: ['steps', 'heart-rate', 'fall'],
  'infusion-pump': ['infusion'],
  'alarm-unit': ['sos', 'fall', 'smoke', 'carbon-monoxide', 'gas-leak', 'water-leak'],
};

function listensTo(template: ScenarioTemplate<unknown, unknown>, params: unknown, { kind }: DeviceContext): boolean {
  const kinds = template.kindsOf?.(params) ?? template.kinds;
  return tells[kind].some((told) => kinds.includes(told) && (told !== 'contact' || (template.contactOf?.includes(kind) ?? true)));
}

/**
 * When the agreement at a place could not see: outages of ours, and of each hub that something it listens to is behind. What it can hear
 * without the hub alone is not blind. The agreement that watches the kit knows of hubs by itself.
 */
export function blindFor(
  of: Pick<PatientState, 'context' | 'templates' | 'params' | 'states' | 'interest' | 'special'> & {
    readonly environment: { readonly blind: readonly Interval[] };
  },
  place: number,
  at: Instant,
): readonly Interval[] {
  const ours = of.environment.blind;
  if (!of.special) return ours;
  const { watcher } = of.interest;
  if (watcher < 0 || watcher === place) return ours;
  const outages = of.templates[watcher]!.outages!(of.states[watcher]);
  if (outages.length === 0) return ours;
  const heard = of.context.devices.filter(
    (device) => device.hubId !== undefined && listensTo(of.templates[place]!, of.params[place], device),
  );
  const lost = outages.filter(({ hubId, fromAt }) => fromAt < at && heard.some((device) => device.hubId === hubId));
  return lost.length === 0 ? ours : merged([...ours, ...lost.map(({ fromAt, toAt }) => ({ fromAt, toAt: toAt ?? at }))]);
}
