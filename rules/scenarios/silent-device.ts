import { z } from 'zod';
import { observationKindNames } from '../model/observation.ts';
import type { DeviceContext } from '../model/patient.ts';
import type { ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { silentAfterHeartbeats, silentAt } from '../model/stream.ts';
import { hour, type Instant } from '../model/time.ts';
import { ifChanged } from './judging.ts';
import {
  aligned,
  downSince,
  faultsTold,
  faultTold,
  faulty,
  heardFrom,
  hubLost,
  type Kit,
  mendedBy,
  nextMendedAt,
  outagesOf,
  streamFacts,
  unexcused,
  watched,
} from './kit.ts';
import { faultEvidence, kitReason, mendedSince, removedHubs, silenceEvidence } from './kit-words.ts';
import { source, telecareSilence } from './limit-sources.ts';
import { duration } from './parameters.ts';
import { rung } from './rung.ts';
import { explain } from './silent-device-explained.ts';

// UK telecare practice: a base message every 15 minutes and a warning after 45 of silence; known-broken kit is on a 24-hour clock until it
// is tested working (clinical.md, UK telecare practice).
const params = z.strictObject({
  missedHeartbeats: z
    .int()
    .min(1)
    .max(100)
    .default(silentAfterHeartbeats)
    .describe('How many heartbeats may be missed before a device counts as silent')
    .meta(source(telecareSilence)),
  hubOutFor: duration
    .prefault('PT5M')
    .describe('How long a hub may be out of reach before it is asked about: one that starts anew is back within minutes'),
  mendedFor: duration
    .prefault('PT1H')
    .describe('So long must a device that reported a fault have been in order by its own word; one that comes and goes is one fault'),
  remindAfter: duration.prefault('PT24H').describe('When to ask again after an alert was closed and the kit is still not in order'),
  serious: z.boolean().default(false).describe('The devices serve agreements of high severity: their silence is moderate, not low'),
});
type Params = z.infer<typeof params>;

interface State extends Kit {
  /** When to look again. Readings do not move it: it may come too early, never too late, and a reading costs next to nothing. */
  readonly checkAt: Instant | null;
  readonly raised: boolean;
  /** When to ask again about what was still not in order as the alert was closed. */
  readonly remindAt: Instant | null;
}
type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

const none: readonly ScenarioEffect[] = [];

const factsOf = (state: State, i: number, device: DeviceContext, { patient, blind, params }: Context) =>
  streamFacts(state, i, device, patient, blind, params.missedHeartbeats);

/** When a device that stays silent is to be asked about; a hub that is out of reach does not wait for its heartbeat. Infinity: never. */
function askedAt(state: State, i: number, device: DeviceContext, context: Context, at: Instant): number {
  const facts = factsOf(state, i, device, context);
  const lostAt = device.kind === 'hub' ? downSince(state, device.id) : null;
  if (lostAt === null) return facts.hubDownSinceAt === null ? silentAt(facts, at) : Number.POSITIVE_INFINITY;
  return Math.max(lostAt + context.params.hubOutFor, facts.pausedUntilAt ?? 0, facts.awayUntilAt ?? 0);
}

function nextCheckAt(state: State, devices: readonly DeviceContext[], context: Context, at: Instant): Instant | null {
  const open = state.silent.length > 0 || (state.trouble?.told.length ?? 0) > 0;
  let nextAt = nextMendedAt(state, context.params.mendedFor, context.blind);
  if (open && !state.raised) nextAt = Math.min(nextAt, state.remindAt ?? Number.POSITIVE_INFINITY);
  devices.forEach((device, i) => {
    if (!state.silent.includes(device.id)) nextAt = Math.min(nextAt, askedAt(state, i, device, context, at));
  });
  for (const id of faulty(state)) {
    const repairedAt = context.patient.devices.find((one) => one.id === id)?.pausedUntilAt ?? 0;
    if (repairedAt > at) nextAt = Math.min(nextAt, repairedAt);
  }
  return nextAt === Number.POSITIVE_INFINITY ? null : nextAt;
}

/** A reading: its device is alive, and so is the hub that it came through. */
function heard(state: State, input: Observed, context: Context): Judged {
  const { observation, device } = input;
  if (device === null) return { state, effects: none };
  const { receivedAt, kind } = observation;
  if (state.trouble !== null || device.hubId !== undefined || kind === 'availability' || kind === 'device-fault' || device.kind === 'hub')
    return heardInTrouble(state, input, device, context);
  // State that a hub or broker has kept says nothing about the device.
  const i = observation.snapshot ? -1 : state.ids.indexOf(device.id);
  if (i < 0 || (receivedAt <= state.heardAt[i]! && !state.unheard.includes(device.id))) return { state, effects: none };
  if (state.silent.length > 0 || state.unheard.length > 0) return heardInTrouble(state, input, device, context);
  return { state: { ...state, heardAt: state.heardAt.with(i, receivedAt) }, effects: none };
}

/** The same where hubs, faults or silence play a part. */
function heardInTrouble(before: State, { observation, at }: Observed, device: DeviceContext, context: Context): Judged {
  const { receivedAt, kind, value, snapshot } = observation;
  const gone = kind === 'availability' && value === 'offline';
  let state = before;
  if (gone && device.kind === 'hub') state = hubLost(state, device.id, receivedAt);
  if (!gone && !snapshot) {
    const hubId = device.kind === 'hub' ? device.id : device.hubId;
    state = device.kind === 'hub' ? state : heardFrom(state, device.id, receivedAt);
    if (hubId !== undefined) state = heardFrom(state, hubId, receivedAt);
  } else if (!gone && device.kind === 'hub') state = heardFrom(state, device.id, receivedAt);
  if (kind === 'device-fault') state = faultTold(state, observation);
  if (ifChanged(before, state) === before) return { state: before, effects: none };

  const devices = watched(context.patient);
  const told = cameRight(before, state, receivedAt, context);
  const checkAt = earliest(before.checkAt, nextCheckAt(told.state, devices, context, at));
  if (unexcused(state, context.patient, at).length === (told.state.trouble?.told ?? []).length)
    return { state: { ...told.state, checkAt }, effects: told.effects };
  const judged = checked({ ...told.state, checkAt }, at, devices, context);
  return { state: judged.state, effects: [...told.effects, ...judged.effects] };
}

/** What has come right since `before` is told to the open alert; with the last of what it speaks of the alert is over. */
function cameRight(before: State, after: State, at: Instant, { patient }: Context): Judged {
  const asked = unexcused(after, patient, at);
  const stillTold = (after.trouble?.told ?? []).filter((id) => asked.includes(id));
  const mended = mendedSince(before, after, stillTold, patient, at);
  const state = faultsTold(after, stillTold);
  if (!state.raised || mended === null) return { state, effects: none };
  if (state.silent.length === 0 && stillTold.length === 0)
    return { state: { ...state, raised: false }, effects: [{ type: 'clear-condition', reason: mended }] };
  const hub = patient.devices.find(({ id, kind }) => kind === 'hub' && before.silent.includes(id) && !after.silent.includes(id));
  const back = hub ? { observation: { source: hub.id, kind: 'availability', value: 'online' } } : {};
  return { state, effects: [{ type: 'add-evidence', evidence: { text: mended, at, ...back }, worse: false }] };
}

const earliest = (a: Instant | null, b: Instant | null) => (a === null || b === null ? (a ?? b) : Math.min(a, b));

/** Looks at everything: what has fallen silent or is faulty, and what still is when it is time to ask again. Hubs come first. */
function checked(before: State, at: Instant, devices: readonly DeviceContext[], context: Context): Judged {
  const mended = mendedBy(before, at, context.params.mendedFor, context.blind);
  const right = mended === before ? { state: before, effects: none } : cameRight(before, mended, at, context);
  let state = right.state;
  const fallen: DeviceContext[] = [];
  for (const hubs of [true, false])
    devices.forEach((device, i) => {
      if ((device.kind === 'hub') !== hubs || state.silent.includes(device.id) || askedAt(state, i, device, context, at) > at) return;
      fallen.push(device);
      if (hubs) state = hubLost(state, device.id, state.heardAt[i]!);
      state = { ...state, silent: [...state.silent, device.id] };
    });
  const asked = unexcused(state, context.patient, at);
  const newFaults = asked.filter((id) => !state.trouble?.told.includes(id));
  state = faultsTold(state, asked);
  const open = state.silent.length > 0 || asked.length > 0;
  const remind = !state.raised && state.remindAt !== null && state.remindAt <= at && open;
  if (fallen.length === 0 && newFaults.length === 0 && !remind) return { state, effects: right.effects };

  const toldOf = (ids: readonly string[], news: readonly string[]) => devices.filter((one) => (state.raised ? news : ids).includes(one.id));
  const silent = toldOf(
    state.silent,
    fallen.map((one) => one.id),
  );
  const unsound = context.patient.devices.filter((one) => (state.raised ? newFaults : asked).includes(one.id));
  const evidence = [
    ...silent.map((one) => silenceEvidence(state, one, context, at)),
    ...unsound.map((one) => faultEvidence(state, one, context, at)),
  ];
  const reason = kitReason(silent, unsound, context.patient);
  // Without its hub nothing at all is seen of a home.
  const graver = context.scenario.severity === 'low' && silent.some((one) => one.kind === 'hub');
  const raise: ScenarioEffect = { type: 'raise-alert', reason, evidence, ...(graver ? { severity: 'moderate' } : {}) };
  return { state: { ...state, raised: true, remindAt: null }, effects: [...right.effects, raise] };
}

/** Devices came, went or changed. One that is no longer there is no longer waited for. */
function realigned(before: State, at: Instant, devices: readonly DeviceContext[], context: Context): Judged {
  const there = aligned(before, devices, context.patient, at);
  const state = faultsTold(
    there,
    unexcused(there, context.patient, at).filter((id) => there.trouble?.told.includes(id)),
  );
  const over = state.raised && state.silent.length === 0 && (state.trouble?.told.length ?? 0) === 0;
  const reason = `Nothing that was silent or faulty at ${context.patient.knownAs}'s is in use any more.`;
  const checkAt = nextCheckAt(state, devices, context, at);
  const gone = before.raised ? removedHubs(before, state, context.patient, at) : [];
  const effects: readonly ScenarioEffect[] = over
    ? [{ type: 'clear-condition', reason }]
    : gone.map((evidence) => ({ type: 'add-evidence', evidence, worse: false }));
  return { state: { ...state, checkAt, raised: state.raised && !over }, effects };
}

/** Devices that should be heard are not, or cannot be believed. One instance watches all of a patient's kit, and all of it joins one alert. */
export const silentDevice: ScenarioTemplate<Params, State> = {
  id: 'silent-device',
  title: 'Device not heard',
  area: 'equipment',
  params,
  kinds: observationKindNames,
  defaultSeverity: ({ serious }) => (serious ? 'moderate' : 'low'),
  defaultPlan: () => ({
    steps: [
      rung('coordination', 4 * hour, "Equipment at {name}'s is silent. Have it checked; call or visit meanwhile."),
      rung('coordination', 20 * hour, "Equipment at {name}'s is still silent. It must be mended within 24 hours."),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: ({ missedHeartbeats }) => `If a device misses ${missedHeartbeats} of its regular messages, the care centre has it checked.`,
  initial: { ids: [], heardAt: [], unheard: [], silent: [], trouble: null, checkAt: null, raised: false, remindAt: null },
  outages: outagesOf,
  lastHeard: {
    ids: ({ ids }) => ids,
    // Two people never share a list that is not empty.
    instants: ({ heardAt }) => heardAt as Instant[],
    isQuiet: ({ trouble, silent, unheard }) => trouble === null && silent.length === 0 && unheard.length === 0,
    isSign: ({ kind, snapshot }) => !snapshot && kind !== 'availability' && kind !== 'device-fault',
    copy: (state) => ({ ...state, heardAt: state.heardAt.slice() }),
  },
  explain,

  step(before, input, context) {
    let state = before;
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = heard(state, input, context));
    else if (input.type === 'deadline') {
      if (state.checkAt !== null && input.at >= state.checkAt) {
        const devices = watched(context.patient);
        ({ state, effects } = checked(aligned(state, devices, context.patient, input.at), input.at, devices, context));
        state = { ...state, checkAt: nextCheckAt(state, devices, context, input.at) };
      }
    } else if (input.type === 'context') ({ state, effects } = realigned(state, input.at, watched(context.patient), context));
    else {
      const open = state.silent.length > 0 || (state.trouble?.told.length ?? 0) > 0;
      state = { ...state, raised: false, remindAt: open ? input.at + context.params.remindAfter : null };
      state = { ...state, checkAt: nextCheckAt(state, watched(context.patient), context, input.at) };
    }
    return { state: ifChanged(before, state), effects, wakeAt: state.checkAt };
  },
};
