import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import { observationKindNames } from '../model/observation.ts';
import type { DeviceContext, PatientContext } from '../model/patient.ts';
import type { ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { hour, type Instant } from '../model/time.ts';
import { ifChanged } from './judging.ts';
import { duration } from './parameters.ts';
import { agreedIn, clockTime, howLong, listed } from './words.ts';

// UK telecare practice: a base message every 15 minutes and a warning after 45 of silence; known-broken kit is on a 24-hour clock until it
// is tested working (clinical.md, UK telecare practice).
const params = z.strictObject({
  missedHeartbeats: z.int().min(1).max(100).default(3).describe('How many heartbeats may be missed before a device counts as silent'),
  remindAfter: duration.prefault('PT24H').describe('When to ask again after an alert was closed and the device is still silent'),
  serious: z.boolean().default(false).describe('The devices serve agreements of high severity: their silence is moderate, not low'),
});
type Params = z.infer<typeof params>;

interface State {
  /** Devices watched, and when each was last heard by our clock; for one never heard, since when we have been listening. */
  readonly ids: readonly string[];
  readonly heardAt: readonly Instant[];
  /** Never heard yet. */
  readonly unheard: readonly string[];
  readonly silent: readonly string[];
  /** When to look again. Readings do not move it: it may come too early, never too late, and a reading costs next to nothing. */
  readonly checkAt: Instant | null;
  readonly raised: boolean;
  /** When to ask again about what was still silent as the alert was closed. */
  readonly remindAt: Instant | null;
}
type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

const none: readonly ScenarioEffect[] = [];

type Watched = DeviceContext & { readonly heartbeatMs: number };

/** The patient's and the home's devices that are heard from when all is well. */
function watched({ devices, patientId }: PatientContext): Watched[] {
  return devices.filter((one): one is Watched => one.heartbeatMs !== null && (one.patientId === null || one.patientId === patientId));
}

/** The state for the devices as they are now; silence of a new one counts from its enrolment, or from now if that was before our time. */
function aligned(state: State, devices: readonly Watched[], at: Instant): State {
  if (devices.length === state.ids.length && devices.every((one, i) => one.id === state.ids[i])) return state;
  const isNew = (id: string) => !state.ids.includes(id);
  return {
    ...state,
    ids: devices.map((one) => one.id),
    heardAt: devices.map((one) => (isNew(one.id) ? Math.max(one.enrolledAt, at) : state.heardAt[state.ids.indexOf(one.id)]!)),
    unheard: devices.map((one) => one.id).filter((id) => isNew(id) || state.unheard.includes(id)),
    silent: state.silent.filter((id) => devices.some((one) => one.id === id)),
  };
}

/** When a device that stays silent is to be asked about. */
const silentAt = (state: State, i: number, heartbeatMs: number, { params }: Context): Instant =>
  state.heardAt[i]! + params.missedHeartbeats * heartbeatMs;

function nextCheckAt(state: State, devices: readonly Watched[], context: Context): Instant | null {
  let nextAt = state.silent.length > 0 && !state.raised ? state.remindAt : null;
  devices.forEach((device, i) => {
    if (!state.silent.includes(device.id))
      nextAt = Math.min(nextAt ?? Number.POSITIVE_INFINITY, silentAt(state, i, device.heartbeatMs, context));
  });
  return nextAt;
}

function heard(state: State, { observation, device }: Observed, context: Context): Judged {
  const { receivedAt, snapshot } = observation;
  // State that a hub or broker has kept says nothing about the device.
  const i = device === null || snapshot ? -1 : state.ids.indexOf(device.id);
  if (device === null || i < 0 || (receivedAt <= state.heardAt[i]! && !state.unheard.includes(device.id))) return { state, effects: none };
  const heardAt = state.heardAt.with(i, Math.max(receivedAt, state.heardAt[i]!));
  if (state.silent.length === 0 && state.unheard.length === 0) return { state: { ...state, heardAt }, effects: none };

  const without = (ids: readonly string[]) => (ids.includes(device.id) ? ids.filter((id) => id !== device.id) : ids);
  const next = { ...state, heardAt, unheard: without(state.unheard), silent: without(state.silent) };
  if (next.silent === state.silent) return { state: next, effects: none };
  // Its next silence may come before the next look at the others.
  const againAt = device.heartbeatMs === null ? null : silentAt(next, i, device.heartbeatMs, context);
  const checkAt = againAt === null ? state.checkAt : Math.min(state.checkAt ?? againAt, againAt);
  const text = `${device.name} was heard again at ${clockTime(context.patient.zone, receivedAt, receivedAt)}.`;
  const over = next.silent.length === 0;
  const effect: ScenarioEffect = over
    ? { type: 'clear-condition', reason: text }
    : { type: 'add-evidence', evidence: { text, at: receivedAt }, worse: false };
  return { state: { ...next, checkAt, raised: state.raised && !over }, effects: state.raised ? [effect] : none };
}

/** Looks at everything: what has fallen silent, and what still is when it is time to ask again. */
function checked(state: State, at: Instant, devices: readonly Watched[], context: Context): Judged {
  const { patient, params, scenario } = context;
  const fallen = devices.filter((one, i) => !state.silent.includes(one.id) && silentAt(state, i, one.heartbeatMs, context) <= at);
  const silent = fallen.length === 0 ? state.silent : [...state.silent, ...fallen.map((one) => one.id)];
  const remind = !state.raised && state.remindAt !== null && state.remindAt <= at && silent.length > 0;
  if (fallen.length === 0 && !remind) return { state, effects: none };

  const told = state.raised ? fallen : devices.filter((one) => silent.includes(one.id));
  const evidence = told.map((one): Evidence => {
    const heardAt = state.heardAt[devices.indexOf(one)]!;
    const since = clockTime(patient.zone, heardAt, at);
    const last = state.unheard.includes(one.id) ? `never heard since ${since}` : `last heard at ${since}`;
    const limit = `${params.missedHeartbeats} missed, one expected every ${howLong(one.heartbeatMs)} (${agreedIn(scenario)}).`;
    return { text: `${one.name}: ${last}.`, at: heardAt, limit };
  });
  const have = told.length === 1 ? 'has' : 'have';
  const reason = `${listed(told.map((one) => one.name))} at ${patient.knownAs}'s ${have} fallen silent: we do not know how things are there.`;
  return { state: { ...state, silent, raised: true, remindAt: null }, effects: [{ type: 'raise-alert', reason, evidence }] };
}

/** Devices came, went or changed. A silent one that is no longer there is no longer waited for. */
function realigned(before: State, at: Instant, devices: readonly Watched[], context: Context): Judged {
  const state = aligned(before, devices, at);
  const over = state.raised && state.silent.length === 0;
  const reason = `Nothing that was silent at ${context.patient.knownAs}'s is in use any more.`;
  const checkAt = nextCheckAt(state, devices, context);
  return { state: { ...state, checkAt, raised: state.raised && !over }, effects: over ? [{ type: 'clear-condition', reason }] : none };
}

/** A device that should be heard regularly is not. One instance watches all of a patient's devices, and all of them join one alert. */
export const silentDevice: ScenarioTemplate<Params, State> = {
  id: 'silent-device',
  title: 'Device not heard',
  area: 'equipment',
  params,
  kinds: observationKindNames,
  defaultSeverity: ({ serious }) => (serious ? 'moderate' : 'low'),
  defaultPlan: () => ({
    steps: [
      {
        level: 'coordination',
        waitMs: 4 * hour,
        contactOrder: null,
        message: "Equipment at {name}'s is silent. Have it checked; call or visit meanwhile.",
      },
      {
        level: 'coordination',
        waitMs: 20 * hour,
        contactOrder: null,
        message: "Equipment at {name}'s is still silent. It must be mended within 24 hours.",
      },
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: ({ missedHeartbeats }) => `If a device misses ${missedHeartbeats} of its regular messages, the care centre has it checked.`,
  initial: { ids: [], heardAt: [], unheard: [], silent: [], checkAt: null, raised: false, remindAt: null },

  step(before, input, context) {
    let state = before;
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = heard(state, input, context));
    else if (input.type === 'deadline') {
      if (state.checkAt !== null && input.at >= state.checkAt) {
        const devices = watched(context.patient);
        ({ state, effects } = checked(aligned(state, devices, input.at), input.at, devices, context));
        state = { ...state, checkAt: nextCheckAt(state, devices, context) };
      }
    } else if (input.type === 'context') ({ state, effects } = realigned(state, input.at, watched(context.patient), context));
    else {
      const remindAt = state.silent.length > 0 ? input.at + context.params.remindAfter : null;
      state = { ...state, raised: false, remindAt };
      state = { ...state, checkAt: nextCheckAt(state, watched(context.patient), context) };
    }
    return { state: ifChanged(before, state), effects, wakeAt: state.checkAt };
  },
};
