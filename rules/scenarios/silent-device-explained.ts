import type { Condition, ScenarioStepContext } from '../model/scenario.ts';
import { streamAt } from '../model/stream.ts';
import type { Instant } from '../model/time.ts';
import { type Kit, streamFacts, unexcused, watched } from './kit.ts';
import { agreedIn, clockTime, howLong } from './words.ts';

type Context = ScenarioStepContext<{
  readonly missedHeartbeats: number;
  readonly hubOutFor: number;
  readonly mendedFor: number;
  readonly remindAfter: number;
}>;

/** `, in order again by its own word since 06:40`, of a device that has yet to stay so. */
function saidMended({ trouble }: Kit, deviceId: string, { patient }: Context, at: Instant): string {
  const mendedAt = trouble?.faults.find(([id]) => id === deviceId)?.[3];
  return mendedAt === undefined ? '' : `, in order again by its own word since ${clockTime(patient.zone, mendedAt, at)}`;
}

/** How every device stands, and whether somebody has been asked about it already. */
export function explain(state: Kit & { readonly remindAt: Instant | null }, context: Context, at: Instant): readonly Condition[] {
  const { patient, params, scenario } = context;
  const devices = watched(patient);
  const unsound = unexcused(state, patient, at);
  const stands = devices.map((device) => {
    const i = state.ids.indexOf(device.id);
    if (i < 0) return `${device.name} not yet watched`;
    const heard = state.unheard.includes(device.id) ? 'never heard' : `last heard at ${clockTime(patient.zone, state.heardAt[i]!, at)}`;
    if (unsound.includes(device.id)) return `${device.name} faulty${saidMended(state, device.id, context, at)}, ${heard}`;
    if (state.silent.includes(device.id)) return `${device.name} silent, ${heard}`;
    const {
      state: stream,
      untilAt,
      behindHub,
    } = streamAt(streamFacts(state, i, device, patient, context.blind, params.missedHeartbeats), at);
    if (behindHub) return `${device.name} behind its hub, ${heard}`;
    return `${device.name} ${stream}${untilAt === null ? '' : ` until ${clockTime(patient.zone, untilAt, at)}`}, ${heard}`;
  });
  const limit = `${params.missedHeartbeats} missed heartbeats; a hub out of reach for ${howLong(params.hubOutFor)} (${agreedIn(scenario, 'missedHeartbeats', 'hubOutFor')}).`;
  const found = stands.length === 0 ? 'No device is expected to be heard.' : `${stands.join('; ')}.`;
  const asked = state.remindAt !== null && at < state.remindAt;
  return [
    { text: 'A device is silent or faulty.', met: state.silent.length > 0 || unsound.length > 0, found, limit },
    {
      text: 'Nobody has just closed the alert about it.',
      met: !asked,
      found: asked ? `Closed; asked about again at ${clockTime(patient.zone, state.remindAt!, at)}.` : 'Nothing was closed.',
      limit: `Asked again after ${howLong(params.remindAfter)} (${agreedIn(scenario, 'remindAfter')}).`,
    },
  ];
}
