import { z } from 'zod';
import type { Direction, Evidence } from '../model/alert.ts';
import { seenUntil } from '../model/blindness.ts';
import { rooms } from '../model/patient.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { hour, type Instant, minute } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { atLeast } from './graver.ts';
import { ifChanged, watchedSince } from './judging.ts';
import { heatedHome, ours, source } from './limit-sources.ts';
import { duration } from './parameters.ts';
import { measured, type RoomSpell, recovered } from './room-spell.ts';
import { rung } from './rung.ts';
import { agreedIn, clockTime, howLong } from './words.ts';

const cel = (low: number, high: number) => z.number().min(low).max(high);

// Heat the home to at least 18 °C: UK Health Security Agency, for people over 65 or with a long-term illness. Below about 12 °C blood pressure
// and with it the risk to the heart rise (housing-and-health literature); as a limit of severity it is ours, and so are 32 °C and the waits.
const params = z
  .strictObject({
    coldBelowCel: cel(5, 25).default(18).describe('Below this, a room is cold').meta(source(heatedHome)),
    graveBelowCel: cel(0, 20).default(12).describe('Below this, a cold room is of high severity').meta(source(ours)),
    hotAboveCel: cel(25, 45).nullable().default(32).describe('Above this, a room is hot; null: not asked about').meta(source(ours)),
    coldFor: duration.prefault('PT2H').describe('How long a room may be cold or hot before we ask'),
    recoveredFor: duration.prefault('PT30M').describe('How long it must be within the limits again, by 1 °C, to be over'),
    rooms: z
      .array(z.enum(rooms))
      .min(1)
      .default([...rooms])
      .describe('Which rooms count; a thermometer of no named room always does'),
    remindAfter: duration.prefault('PT24H').describe('When to ask again after an alert was closed and the room is still cold or hot'),
    maxLateness: duration.prefault('PT3H').describe('A temperature older than this says nothing about now'),
  })
  .refine((p) => p.graveBelowCel < p.coldBelowCel, { message: 'must be below coldBelowCel', path: ['graveBelowCel'] });
type Params = z.infer<typeof params>;

interface State {
  readonly watchedFromAt: Instant | null;
  readonly spells: readonly RoomSpell[];
  /** Thermometers whose rooms the open alert is about. */
  readonly raised: readonly string[];
  /** The severity was high in this episode. */
  readonly grave: boolean;
  /** A person closed the alert and the room was still so: not asked again before then, unless it gets graver. */
  readonly quietUntilAt: Instant | null;
}
type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

const none: readonly ScenarioEffect[] = [];

const isGrave = ({ side, cel }: RoomSpell, { params }: Context): boolean => side === 'cold' && cel < params.graveBelowCel;

/** When a room that stays so is asked about; null: it is within the limits, or on its way back. */
function dueAt(state: State, spell: RoomSpell, context: Context): Instant | null {
  if (state.watchedFromAt === null || spell.side === null || spell.backAt !== null) return null;
  const sinceAt = Math.max(spell.sinceAt, state.watchedFromAt);
  const until = seenUntil(context.blind, sinceAt, sinceAt + context.params.coldFor);
  const graver = isGrave(spell, context) && !state.grave;
  return state.quietUntilAt === null || graver ? until : Math.max(until, state.quietUntilAt);
}

function nameOf({ source }: RoomSpell, { patient }: Context): string {
  return patient.devices.find((one) => one.id === source)?.name ?? 'Thermometer';
}

const wayOut = ({ side }: RoomSpell): Direction => (side === 'hot' ? 'above' : 'below');

function limitOf({ side }: Pick<RoomSpell, 'side'>, { params, scenario }: Context): string {
  const limit = side === 'hot' ? `Hot above ${params.hotAboveCel} °C` : `Cold below ${params.coldBelowCel} °C`;
  return `${limit} for ${howLong(params.coldFor)} (${agreedIn(scenario, side === 'hot' ? 'hotAboveCel' : 'coldBelowCel', 'coldFor')}).`;
}

/** Rooms that have been so for long enough, and those that have become grave: each is said once. */
function judged(before: State, at: Instant, context: Context): Judged {
  const { patient, params, scenario } = context;
  let state = before;
  const effects: ScenarioEffect[] = [];
  for (const spell of before.spells) {
    const due = dueAt(state, spell, context);
    if (due === null || at < due || at - spell.at > params.maxLateness) continue;
    const grave = isGrave(spell, context);
    if (state.raised.includes(spell.source) && (!grave || state.grave)) continue;
    const say = (instant: Instant) => clockTime(patient.zone, instant, at);
    const text = `${nameOf(spell, context)}: ${spell.cel} °C at ${say(spell.at)}, ${spell.side} since ${say(spell.sinceAt)}.`;
    const evidence: Evidence = { text, at: spell.at, limit: limitOf(spell, context) };
    const raised = state.raised.includes(spell.source) ? state.raised : [...state.raised, spell.source];
    state = { ...state, raised, grave: state.grave || grave, quietUntilAt: null };
    const reason = `It has been too ${spell.side} at ${patient.knownAs}'s since ${say(spell.sinceAt)}: ${text}`;
    effects.push({
      type: 'raise-alert',
      reason,
      evidence: [evidence],
      direction: wayOut(spell),
      ...(grave ? atLeast('high', scenario) : {}),
    });
  }
  return { state, effects };
}

/** Rooms that are well again. With the last of them the condition is over. */
function settled(before: State, spells: readonly RoomSpell[], at: Instant, context: Context): Judged {
  const bad = spells.filter((one) => one.side !== null).map((one) => one.source);
  const raised = before.raised.filter((source) => bad.includes(source));
  const calm = bad.length === 0 ? { grave: false, quietUntilAt: null } : {};
  const state: State = { ...before, ...calm, spells, raised: raised.length === before.raised.length ? before.raised : raised };
  if (state.raised === before.raised) return { state, effects: none };
  const over = spells.filter(({ source }) => before.raised.includes(source) && !raised.includes(source));
  const words = over.map((one) => `${nameOf(one, context)}: ${one.cel} °C at ${clockTime(context.patient.zone, one.at, at)}`).join('; ');
  const text = `Within the limits again for ${howLong(context.params.recoveredFor)}. ${words}.`;
  if (raised.length === 0) return { state, effects: [{ type: 'clear-condition', reason: text }] };
  return { state, effects: [{ type: 'add-evidence', evidence: { text, at }, worse: false }] };
}

/** Where it is cold is no question of who it is that lives there: in a home of several the temperature concerns each of them. */
function spellsAfter({ spells }: State, { observation, device }: Observed, { params }: Context): readonly RoomSpell[] {
  const { kind, source, value, observedAt, receivedAt, snapshot } = observation;
  const counts = device === null || device.room === null || params.rooms.includes(device.room);
  if (kind !== 'room-temperature' || snapshot || !counts || receivedAt - observedAt > params.maxLateness) return spells;
  const known = spells.find((one) => one.source === source);
  if (known !== undefined && observedAt <= known.at) return spells;
  const spell = measured(known, source, Number(value), observedAt, params);
  if (known === undefined) return [...spells, spell];
  return spell === known ? spells : spells.map((one) => (one === known ? spell : one));
}

/** Without the rooms whose thermometer is no longer there; those that an alert is open about stay with the people who have it. */
function withoutRemoved(state: State, { patient }: Context): State {
  const isThere = ({ source }: RoomSpell) => state.raised.includes(source) || patient.devices.some((one) => one.id === source);
  return state.spells.every(isThere) ? state : { ...state, spells: state.spells.filter(isThere) };
}

/** When to look again, later than `at`: a room is due, or has been well for long enough, or the person comes home. */
function nextAt(state: State, at: Instant, context: Context): Instant | null {
  const times = state.spells.map((spell) => {
    if (spell.backAt !== null) return spell.backAt + context.params.recoveredFor;
    return state.raised.includes(spell.source) ? null : dueAt(state, spell, context);
  });
  if (state.watchedFromAt === null) times.push(context.patient.presence.untilAt);
  const ahead = times.filter((time): time is Instant => time !== null && time > at);
  return ahead.length === 0 ? null : Math.min(...ahead);
}

function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient, params, scenario } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const bad = state.spells.filter(({ side }) => side !== null);
  const spell = bad.find(({ source }) => source === state.raised.at(-1)) ?? bad.toSorted((a, b) => a.sinceAt - b.sinceAt)[0];
  const last = state.spells.map((one) => `${nameOf(one, context)}: ${one.cel} °C at ${say(one.at)}`).join('; ');
  const text = `A room at ${patient.knownAs}'s is too cold or too hot.`;
  if (spell === undefined)
    return [
      {
        text,
        met: state.spells.length === 0 ? null : false,
        found: `${last || 'No temperature is known'}.`,
        limit: limitOf({ side: null }, context),
      },
    ];
  const due = dueAt(state, { ...spell, backAt: null }, context);
  const quiet = state.quietUntilAt === null ? '' : ` A person closed the last alert; not asked again before ${say(state.quietUntilAt)}.`;
  const stale = at - spell.at > params.maxLateness;
  return [
    { text, met: true, found: `${last}.`, limit: limitOf(spell, context) },
    { text: 'It has been so for long enough.', met: due !== null && at >= due, found: `Since ${say(spell.sinceAt)}.${quiet}` },
    {
      text: 'It is not getting better.',
      met: spell.backAt === null,
      found: spell.backAt === null ? 'No.' : `Since ${say(spell.backAt)} it is.`,
      limit: `Better for ${howLong(params.recoveredFor)} (${agreedIn(scenario, 'recoveredFor')}).`,
    },
    {
      text: 'The thermometer has been heard of late.',
      met: stale ? null : true,
      found: `At ${say(spell.at)}.`,
      limit: `${howLong(params.maxLateness)} (${agreedIn(scenario, 'maxLateness')}).`,
    },
    atHome(patient, at),
  ];
}

/** A room that stays too cold, or too hot. Being warm again for a while clears it; nobody is asked about a home that is empty by agreement. */
export const coldHome: ScenarioTemplate<Params, State> = {
  id: 'cold-home',
  title: 'Home too cold or too hot',
  area: 'safety',
  params,
  kinds: ['room-temperature'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({
    steps: [
      rung(
        'patient',
        45 * minute,
        'The temperature at home is not good for you, {name}. Please see to the heating, or to fresh air if it is hot.',
      ),
      rung('family', 60 * minute, "It has been too cold or too hot at {name}'s for some time. Could you ring or look in?"),
      rung('coordination', 2 * hour, "It has been too cold or too hot at {name}'s for some time and family has not answered. Please ring."),
      rung('rapid-response', 2 * hour, "It is still too cold or too hot at {name}'s and nobody has been reached. Please visit."),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: ({ coldBelowCel, hotAboveCel, coldFor }) =>
    `If a room stays below ${coldBelowCel} °C${hotAboveCel === null ? '' : ` or above ${hotAboveCel} °C`} for ${howLong(coldFor)}, we ask; if nothing changes, we call somebody.`,
  explain: explained,
  initial: { watchedFromAt: null, spells: [], raised: [], grave: false, quietUntilAt: null },

  step(before, input, context) {
    const watchedFromAt = watchedSince(before.watchedFromAt, context.patient.presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    let effects = none;
    if (input.type === 'alert-closed' && state.raised.length > 0)
      state = { ...state, raised: [], quietUntilAt: input.at + context.params.remindAfter };
    if (input.type === 'alert-closed' || input.type === 'context') state = withoutRemoved(state, context);
    if (input.type !== 'alert-closed') {
      const told = input.type === 'observation' ? spellsAfter(state, input, context) : state.spells;
      // Most readings: a room is as it was, and all is well.
      if (told === before.spells && state === before && watchedFromAt !== null && told.every(({ side }) => side === null))
        return { state: before, effects: none, wakeAt: null };
      const now = told.map((one) => recovered(one, input.at, context.params));
      const spells = now.every((one, i) => one === state.spells[i]) && now.length === state.spells.length ? state.spells : now;
      const over = settled(state, spells, input.at, context);
      const due = judged(over.state, input.at, context);
      state = due.state;
      effects = due.effects.length === 0 ? over.effects : [...over.effects, ...due.effects];
    }
    return { state: ifChanged(before, state), effects, wakeAt: nextAt(state, input.at, context) };
  },
};
