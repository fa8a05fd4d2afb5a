import { z } from 'zod';
import type { EscalationStep, Evidence } from '../model/alert.ts';
import { seenUntil } from '../model/blindness.ts';
import { onDays } from '../model/calendar-words.ts';
import {
  type Condition,
  promptLifeMs,
  type ScenarioEffect,
  type ScenarioInput,
  type ScenarioStepContext,
  type ScenarioTemplate,
} from '../model/scenario.ts';
import { day, type Instant, minute } from '../model/time.ts';
import type { AskedToday } from '../model/today.ts';
import { atHome } from './at-home.ts';
import { type Due, fallTogether, nextDose } from './doses.ts';
import { ifChanged, isHome } from './judging.ts';
import { duration, localTime, weekdays } from './parameters.ts';
import { dayOf } from './today.ts';
import { agreedIn, asData, atTold, clockTime, howLong } from './words.ts';

// Times and medicines are the prescriber's; the waits are local agreements.
const params = z.strictObject({
  doses: z
    .array(
      z.strictObject({
        time: localTime.describe('When it is due'),
        days: weekdays.optional(),
        medicine: z.string().trim().min(1).max(100).describe('As the patient knows it, for example "morning tablets"'),
        critical: z.boolean().default(false).describe('A dose left out is a matter for the care centre, not only for the pharmacist'),
      }),
    )
    .min(1, 'there must be at least one dose')
    .max(12)
    .refine(
      (doses) => doses.every((one, i) => doses.slice(0, i).every((other) => !fallTogether(one, other))),
      'two doses have the same time on the same day: name both medicines in one',
    ),
  raiseAfter: duration.prefault('PT15M').describe('How long after the time due a dose may be dispensed before anybody is asked'),
  earliest: duration.prefault('PT60M').describe('How long before the time due a dose may be dispensed or given'),
  maxLateness: duration.prefault('PT12H').describe('A report that reaches us later than this only enters history'),
});
type Params = z.infer<typeof params>;

interface State {
  /** Doses due by then have been prompted for, or passed over. */
  readonly promptedToAt: Instant | null;
  /** Reminders that may still have to be spoken: when the dose was due, when it was said. */
  readonly said: readonly (readonly [Instant, Instant])[];
  /** Doses due by then have been judged. */
  readonly judgedToAt: Instant | null;
  /** The last doses dispensed or given: when due, when observed. */
  readonly given: readonly (readonly [Instant, Instant])[];
  /** When the doses were due that an alert was raised for and that are still not dispensed. */
  readonly open: readonly Instant[];
  /** What the dispenser last complained of, until it dispenses. */
  readonly fault: string | null;
  readonly faultAt: Instant | null;
}
type Context = ScenarioStepContext<Params>;
type Observed = Extract<ScenarioInput, { type: 'observation' }>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}

const remembered = 4;
const faults: Readonly<Record<string, string>> = { jammed: 'it is jammed', empty: 'it is empty', missed: 'the dose was not collected' };

const after = (at: Instant, { patient, params }: Context): Due => nextDose(patient.zone, params.doses, at);
/** The reminder of a dose, with the medicines as they are agreed now. */
const reminder = ({ medicines }: Due) => ({ text: "It's time for your {medicines}, {name}.", values: { medicines } });
/** When a dose that is not dispensed is asked about: what came while we could not see is not missing. */
const askedAt = (dueAt: Instant, { params, blind }: Context): Instant => seenUntil(blind, dueAt, dueAt + params.raiseAfter);
const isGiven = ({ given }: State, dueAt: Instant): boolean => given.some((one) => one[0] === dueAt);

/** The dose that something dispensed at `at` belongs to: the earliest one not yet dispensed, from `earliest` before it is due until the next. */
function belongsTo(state: State, at: Instant, context: Context): Instant | null {
  const { earliest } = context.params;
  for (const dueAt of state.open) if (at >= dueAt - earliest && at < after(dueAt, context).dueAt) return dueAt;
  for (let { dueAt } = after(state.judgedToAt!, context); dueAt - earliest <= at; dueAt = after(dueAt, context).dueAt)
    if (!isGiven(state, dueAt) && at < after(dueAt, context).dueAt) return dueAt;
  return null;
}

function dispensed(state: State, { at, observation }: Observed, context: Context): Judged {
  const { observedAt, receivedAt, value } = observation;
  const dueAt = state.given.some((one) => one[1] === observedAt) ? null : belongsTo(state, observedAt, context);
  if (dueAt === null) return { state, effects: [] };
  const open = state.open.filter((one) => one !== dueAt);
  const working = state.faultAt !== null && observedAt > state.faultAt && value === 'dispensed' ? { fault: null, faultAt: null } : {};
  const given = [...state.given, [dueAt, observedAt] as const].slice(-remembered);
  const next: State = { ...state, ...working, open, given };
  const effects: ScenarioEffect[] = [];
  const saidAt = state.said.find((one) => one[0] === dueAt)?.[1];
  if (saidAt !== undefined && at < saidAt + promptLifeMs)
    effects.push({ type: 'withdraw-prompt', saidAt, ...reminder(after(dueAt - 1, context)), reason: 'dispensed or given' });
  if (open.length === state.open.length) return { state: next, effects };

  const { zone } = context.patient;
  const how = value === 'dispensed' ? 'was dispensed' : 'was given by the carer';
  const late = observedAt - dueAt > context.params.raiseAfter ? `, ${howLong(observedAt - dueAt)} late` : '';
  const text = `The dose due at ${clockTime(zone, dueAt, receivedAt)} ${how} ${atTold(zone, observedAt, receivedAt)}${late}.`;
  if (open.length === 0) return { state: next, effects: [...effects, { type: 'clear-condition', reason: text }] };
  const evidence = { text, at: observedAt, observation: asData(observation) };
  return { state: next, effects: [...effects, { type: 'add-evidence', evidence, worse: false }] };
}

function complained(state: State, { observation }: Observed, { patient }: Context): Judged {
  const { observedAt, receivedAt, value, snapshot } = observation;
  const overtaken = state.given.some((one) => one[1] >= observedAt) || (state.faultAt !== null && observedAt <= state.faultAt);
  if (overtaken || state.fault === value) return { state, effects: [] };
  const next: State = { ...state, fault: String(value), faultAt: observedAt };
  if (snapshot || state.open.length === 0) return { state: next, effects: [] };
  const text = `The dispenser reported ${atTold(patient.zone, observedAt, receivedAt)} that ${faults[String(value)]}.`;
  const evidence = { text, at: observedAt, observation: asData(observation) };
  return { state: next, effects: [{ type: 'add-evidence', evidence, worse: value !== 'missed' }] };
}

function observed(state: State, input: Observed, context: Context): Judged {
  const { value, observedAt, receivedAt, snapshot } = input.observation;
  if (input.attribution === 'shared' || receivedAt - observedAt > context.params.maxLateness) return { state, effects: [] };
  if (faults[String(value)] !== undefined) return complained(state, input, context);
  return snapshot ? { state, effects: [] } : dispensed(state, input, context);
}

function notDispensed({ dueAt, medicines }: Due, state: State, at: Instant, { patient, params, scenario }: Context): ScenarioEffect {
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const limit = `At most ${howLong(params.raiseAfter)} after the time due (${agreedIn(scenario, 'raiseAfter')}).`;
  const evidence: Evidence[] = [{ text: `Due at ${say(dueAt)}; no report that it was dispensed or given.`, at: dueAt, limit }];
  if (state.fault !== null && state.faultAt !== null)
    evidence.push({ text: `The dispenser reported at ${say(state.faultAt)} that ${faults[state.fault]}.`, at: state.faultAt });
  return { type: 'raise-alert', reason: `${patient.knownAs}'s ${medicines}, due at ${say(dueAt)}: not dispensed.`, evidence };
}

/** Everything that has come due by `at`: first the reminders, then the doses that were waited for long enough. */
function due(before: State, at: Instant, context: Context): Judged {
  const { patient, params } = context;
  const effects: ScenarioEffect[] = [];
  const asks = (dose: Due) => isHome(patient.presence, at) && !isGiven(before, dose.dueAt);
  let state = before;
  for (let dose = after(state.promptedToAt!, context); dose.dueAt <= at; dose = after(dose.dueAt, context)) {
    state = { ...state, promptedToAt: dose.dueAt };
    if (!asks(dose) || at >= dose.dueAt + params.raiseAfter) continue;
    state = { ...state, said: [...state.said.filter((one) => at < one[1] + promptLifeMs), [dose.dueAt, at]] };
    effects.push({ type: 'prompt', deviceKind: 'dispenser', ...reminder(dose), expectsReading: null });
  }
  for (let dose = after(state.judgedToAt!, context); askedAt(dose.dueAt, context) <= at; dose = after(dose.dueAt, context)) {
    state = { ...state, judgedToAt: dose.dueAt };
    if (!asks(dose) || at - dose.dueAt > params.maxLateness) continue;
    state = { ...state, open: [...state.open, dose.dueAt].slice(-remembered) };
    effects.push(notDispensed(dose, state, at, context));
  }
  return { state, effects };
}

/** Where the watch begins: doses due before the agreement, or before a change of it that made them, are not asked for. */
function watching(state: State, at: Instant, context: Context): State {
  if (state.judgedToAt === null || state.promptedToAt === null) return { ...state, promptedToAt: at - 1, judgedToAt: at - 1 };
  const sinceAt = Math.min(context.scenario.activeFromAt, at) - 1;
  const promptedToAt = Math.max(state.promptedToAt, sinceAt);
  const next = after(state.judgedToAt, context).dueAt;
  const isNew = next > state.promptedToAt && next <= sinceAt;
  return { ...state, promptedToAt, judgedToAt: isNew ? sinceAt : state.judgedToAt };
}

/** Of the dose that an alert is open for, or else of the one that is asked about next. */
function explained(state: State, context: Context, at: Instant): Condition[] {
  const { patient, params, scenario } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const { dueAt, medicines } = after(state.open.length > 0 ? state.open.at(-1)! - 1 : (state.judgedToAt ?? at), context);
  const endsAt = askedAt(dueAt, context);
  const givenAt = state.given.find((one) => one[0] === dueAt)?.[1];
  const last = state.given.at(-1);
  const before = last ? ` Last of all, the one due at ${say(last[0])} was dispensed or given at ${say(last[1])}.` : '';
  const limit = `At most ${howLong(params.raiseAfter)} after the time due (${agreedIn(scenario, 'raiseAfter')}).`;
  const found = givenAt === undefined ? 'No report that it was.' : `Dispensed or given at ${say(givenAt)}.`;
  return [
    { text: 'A dose is due.', met: dueAt <= at, found: `${medicines}, due at ${say(dueAt)}.${before}` },
    { text: 'It was neither dispensed nor given.', met: givenAt === undefined, found },
    { text: 'It was waited for long enough.', met: at >= endsAt, found: `Waited for until ${say(endsAt)}.`, limit },
    atHome(patient, at),
  ];
}

const step = (level: EscalationStep['level'], waitMs: number, message: string): EscalationStep => ({
  level,
  waitMs,
  contactOrder: null,
  message,
});
const asking = [
  step('patient', 15 * minute, "It's time for your medicine, {name}. It is ready in the dispenser."),
  step('patient', 15 * minute, 'Your medicine is still waiting for you, {name}. Please go to the dispenser.'),
  step('family', 30 * minute, "{name}'s medicine has not been dispensed. Could you ring or look in?"),
];
const centre = step('coordination', 60 * minute, "{name}'s medicine has not been dispensed and it is a critical one. Please ring.");
const pharmacist = step('coordination', day, "For the pharmacist to review: {name}'s medicine has not been dispensed. Not urgent.");

/**
 * A dose is due and not dispensed. We never say "not taken": nobody knows that. One plan serves the whole agreement: with any critical dose
 * in it, it ends at the care centre and is moderate; without, its last rung is a task there for the pharmacist and it is low.
 * Whoever wants both for one patient makes two agreements.
 */
export const pills: ScenarioTemplate<Params, State> = {
  id: 'pills',
  title: 'Dose not dispensed',
  area: 'medicine',
  params,
  kinds: ['dose'],
  defaultSeverity: ({ doses }) => (doses.some((dose) => dose.critical) ? 'moderate' : 'low'),
  defaultPlan: ({ doses }) => ({
    steps: [...asking, doses.some((dose) => dose.critical) ? centre : pharmacist],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: false,
  describe: ({ doses, raiseAfter }) =>
    `The dispenser reminds at ${doses.map((dose) => `${dose.time}${onDays(dose)} (${dose.medicine})`).join(', ')}; if a dose is not dispensed ${howLong(raiseAfter)} later, we ask.`,
  explain: explained,
  today(state, context, at) {
    const { fromAt, toAt } = dayOf(context.patient.zone, at);
    const { judgedToAt, open } = state;
    const asked: AskedToday[] = [];
    for (let dose = after(fromAt - 1, context); judgedToAt !== null && dose.dueAt < toAt; dose = after(dose.dueAt, context)) {
      const waits = dose.dueAt <= judgedToAt ? open.includes(dose.dueAt) : !isGiven(state, dose.dueAt);
      const { dueAt, medicines: words } = dose;
      if (waits) asked.push({ kind: 'dose', words, reading: null, fromAt: dueAt - context.params.earliest, dueAt });
    }
    return asked;
  },
  initial: { promptedToAt: null, said: [], judgedToAt: null, given: [], open: [], fault: null, faultAt: null },

  step(before, input, context) {
    let state = input.type === 'context' || before.judgedToAt === null ? watching(before, input.at, context) : before;
    let effects: readonly ScenarioEffect[] = [];
    if (input.type === 'observation') ({ state, effects } = observed(state, input, context));
    else if (input.type === 'deadline') ({ state, effects } = due(state, input.at, context));
    else if (input.type === 'alert-closed' && state.open.length > 0) state = { ...state, open: [] };
    const promptAt = after(state.promptedToAt!, context).dueAt;
    const judgeAt = askedAt(after(state.judgedToAt!, context).dueAt, context);
    return { state: ifChanged(before, state), effects, wakeAt: Math.min(promptAt, judgeAt) };
  },
};
