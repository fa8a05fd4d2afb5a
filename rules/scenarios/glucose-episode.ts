import { seenUntil } from '../model/blindness.ts';
import type { Observation } from '../model/observation.ts';
import { presenceAt } from '../model/patient.ts';
import type { ScenarioEffect, ScenarioInput, ScenarioStepContext } from '../model/scenario.ts';
import { type Instant, minute } from '../model/time.ts';
import { charted, readingWords, vitalWords } from './vitals.ts';
import { agreedIn, asData, clockTime, howLong } from './words.ts';

/** What is agreed about blood sugar: mmol/L, and milliseconds. */
export interface GlucoseRule {
  readonly hypoBelowMmolL: number;
  readonly graveBelowMmolL: number;
  readonly hyperAboveMmolL: number;
  readonly marginMmolL: number;
  readonly hypoMarginMmolL: number;
  readonly recheckWithin: number;
  readonly unsettledFor: number;
  readonly hyperApart: number;
  readonly hyperWithin: number;
  readonly selfTreatMessage: string;
  readonly maxLateness: number;
  readonly sharedCounts: boolean;
}

export interface GlucoseState {
  /** The first low reading, while the next is waited for, it is unsettled, or an alert is open. */
  readonly lowAt: Instant | null;
  readonly lowValue: number | null;
  /** When the self-treat card was said; null: the next reading has come, or an alert is open. */
  readonly askedAt: Instant | null;
  /** The first of two high readings. */
  readonly highAt: Instant | null;
  readonly highValue: number | null;
  readonly raised: 'low' | 'very low' | 'high' | null;
  /** The furthest value said in this episode, and when the last bad one was taken. */
  readonly worst: number | null;
  readonly badAt: Instant | null;
  /** The first reading since then that was no longer low, but by less than the margin. */
  readonly risenAt: Instant | null;
  /** The last reading that was not low, and its value. */
  readonly notLowAt: Instant | null;
  readonly notLowValue: number | null;
  /** Readings up to then are settled: a person closed the alert, or the wait ended in hospital. */
  readonly settledToAt: Instant | null;
}
type State = GlucoseState;
type Context = ScenarioStepContext<GlucoseRule>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
/** One reading: its charted value, and in words. */
interface Reading {
  readonly value: number;
  readonly words: string;
  readonly observation: Observation;
  readonly at: Instant;
}

/** Two readings a minute apart are two; the sugar needs ten minutes to show in a reading that is still low. */
const apartMs = minute;
const treatMs = 10 * minute;

const none: readonly ScenarioEffect[] = [];
const noLow = { lowAt: null, lowValue: null, askedAt: null } as const;
const noHigh = { highAt: null, highValue: null } as const;
const over = { raised: null, worst: null, badAt: null, risenAt: null } as const;
/** No episode, and what was measured before is kept. */
export const noEpisode = { ...noLow, ...noHigh, ...over } as const;
export const nothingKnown: GlucoseState = { ...noEpisode, notLowAt: null, notLowValue: null, settledToAt: null };
const later = (a: Instant | null, b: Instant): Instant => (a === null ? b : Math.max(a, b));
export const mmol = (value: number): string => vitalWords('glucose', value);
export const isLowAlert = ({ raised }: State): boolean => raised === 'low' || raised === 'very low';
const inHospital = ({ patient }: Context, at: Instant): boolean => presenceAt(patient, at) === 'hospital';

/** The limits in words, with who agreed to them. */
export function limitOf({ params: p, scenario }: Context): string {
  return `Low below ${mmol(p.hypoBelowMmolL)}, very low below ${mmol(p.graveBelowMmolL)}, high above ${mmol(p.hyperAboveMmolL)} (${agreedIn(scenario, 'hypoBelowMmolL', 'graveBelowMmolL', 'hyperAboveMmolL')}).`;
}

/** When the wait for the next reading after a low one ends; null: none is waited for. */
export function dueAt({ askedAt }: State, { params, blind }: Context): Instant | null {
  return askedAt === null ? null : seenUntil(blind, askedAt, askedAt + params.recheckWithin);
}

/** No longer low, but by less than the margin: low again before then is the second reading. null: there is no such value. */
export function unsettledUntil(state: State, { params }: Context): Instant | null {
  return state.lowAt === null || state.askedAt !== null || isLowAlert(state) ? null : state.lowAt + params.unsettledFor;
}

const isClearOfLow = (value: number, p: GlucoseRule): boolean => value >= charted('glucose', p.hypoBelowMmolL + p.hypoMarginMmolL);
const isClearOfHigh = (value: number, p: GlucoseRule): boolean => value <= charted('glucose', p.hyperAboveMmolL - p.marginMmolL);

function raise(state: State, raised: 'low' | 'very low' | 'high', { value, words, observation }: Reading, context: Context): Judged {
  const { patient, scenario } = context;
  const limit = limitOf(context);
  const [firstAt, firstValue] = raised === 'high' ? [state.highAt, state.highValue] : [state.lowAt, state.lowValue];
  const { observedAt } = observation;
  const again = firstAt !== null && firstAt !== observedAt && !(isLowAlert(state) && raised !== 'high');
  const said = again ? `${mmol(firstValue!)} at ${clockTime(patient.zone, firstAt, observedAt)}` : '';
  const roseBetween = firstAt !== null && state.notLowAt !== null && state.notLowAt > firstAt;
  const still = raised === 'high' ? 'was high twice' : roseBetween ? 'was low twice' : 'was low and still is';
  const what = again && raised !== 'very low' ? `${still}: ${said}, and ${words}` : `is ${raised}: ${words}`;
  const evidence = { text: words, at: observedAt, observation: asData(observation), limit };
  const next: State = {
    ...state,
    ...(raised === 'high' ? {} : { lowAt: firstAt ?? observedAt, lowValue: firstValue ?? value, askedAt: null, ...noHigh }),
    raised,
    risenAt: null,
    worst: raised === 'high' ? Math.max(firstValue ?? value, value) : Math.min(firstValue ?? value, value),
    badAt: later(state.badAt, observedAt),
  };
  return {
    state: next,
    effects: [
      {
        type: 'raise-alert',
        reason: `${patient.knownAs}'s blood sugar ${what}`,
        evidence: again ? [{ text: `${said}.`, at: firstAt, limit }, evidence] : [evidence],
        severity: raised === 'very low' ? 'high' : scenario.severity,
        direction: raised === 'high' ? 'above' : 'below',
      },
    ],
  };
}

/** A bad reading of an alert that is open already: only what goes further is told. */
function further(state: State, { value, words, observation }: Reading, isWorse: boolean, context: Context): Judged {
  const next = { ...state, badAt: later(state.badAt, observation.observedAt), risenAt: null };
  if (!isWorse) return { state: next, effects: none };
  const evidence = { text: words, at: observation.observedAt, observation: asData(observation), limit: limitOf(context) };
  const direction = isLowAlert(state) ? 'below' : 'above';
  return { state: { ...next, worst: value }, effects: [{ type: 'add-evidence', evidence, worse: false, direction }] };
}

function low(before: State, reading: Reading, context: Context): Judged {
  const { params: p } = context;
  const { value, observation, at } = reading;
  const { observedAt } = observation;
  if (before.notLowAt !== null && before.notLowAt >= observedAt + apartMs) return { state: before, effects: none };
  const until = unsettledUntil(before, context);
  const state: State = until !== null && observedAt > until ? { ...before, ...noLow } : before;
  const grave = value < p.graveBelowMmolL;
  if (grave && state.raised !== 'very low') return raise(state, 'very low', reading, context);
  if (isLowAlert(state)) return further(state, reading, value < state.worst!, context);
  if (state.lowAt !== null) {
    if (Math.abs(observedAt - state.lowAt) >= treatMs) return raise(state, 'low', reading, context);
    // Too soon to count as the second: that is waited for, whatever came between.
    return { state: { ...state, askedAt: state.askedAt ?? at }, effects: none };
  }
  return {
    state: { ...state, ...(state.raised === 'high' ? {} : noHigh), lowAt: observedAt, lowValue: value, askedAt: at },
    effects: [{ type: 'prompt', deviceKind: 'glucose-meter', text: p.selfTreatMessage, expectsReading: 'glucose' }],
  };
}

function high(state: State, reading: Reading, context: Context): Judged {
  const { params: p } = context;
  const { observedAt } = reading.observation;
  if (state.raised === 'high') return further(state, reading, reading.value > state.worst!, context);
  const apart = state.highAt === null ? Number.POSITIVE_INFINITY : Math.abs(observedAt - state.highAt);
  if (apart < p.hyperApart) return { state, effects: none };
  if (apart <= p.hyperWithin) return raise(state, 'high', reading, context);
  if (state.highAt !== null && observedAt < state.highAt) return { state, effects: none };
  const text = `Your blood sugar is high, {name}. Please follow your plan, drink some water, and measure again in ${howLong(p.hyperApart)}.`;
  return {
    state: { ...state, highAt: observedAt, highValue: reading.value },
    effects: [{ type: 'prompt', deviceKind: 'glucose-meter', text, expectsReading: 'glucose' }],
  };
}

/** What a reading that is not low, or not high, ends. */
function recovered(before: State, { value, words, observation }: Reading, { patient, params: p }: Context): Judged {
  const { observedAt } = observation;
  const newest = before.notLowAt === null || observedAt > before.notLowAt;
  let state: State = newest ? { ...before, notLowAt: observedAt, notLowValue: value } : before;
  const clear = (reason: string): ScenarioEffect => ({
    type: 'clear-condition',
    reason: `${patient.knownAs}'s blood sugar ${reason}: ${words}`,
  });
  if (isLowAlert(state)) {
    if (observedAt <= state.badAt!) return { state, effects: none };
    // Just above the limit: over only once it has stayed so.
    if (!isClearOfLow(value, p) && (state.risenAt === null || Math.abs(observedAt - state.risenAt) < p.unsettledFor))
      return { state: { ...state, risenAt: state.risenAt ?? observedAt }, effects: none };
    // The same reading ends a wait for a second high one, as it would do without the alert.
    const notHigh = isClearOfHigh(value, p) && state.highAt !== null && observedAt > state.highAt;
    return { state: { ...state, ...noLow, ...(notHigh ? noHigh : {}), ...over }, effects: [clear('is no longer low')] };
  }
  // Measured again: nobody is called for want of that. But a value that trembles on the limit is asked about once, and not anew each time.
  if (state.lowAt !== null && observedAt >= state.lowAt + apartMs)
    state = isClearOfLow(value, p) ? { ...state, ...noLow } : { ...state, askedAt: null };
  if (value > p.hyperAboveMmolL) return { state, effects: none };
  if (state.raised === 'high') {
    if (observedAt <= state.badAt! || !isClearOfHigh(value, p)) return { state, effects: none };
    return { state: { ...state, ...noHigh, ...over }, effects: [clear('is no longer high')] };
  }
  const notHigh = isClearOfHigh(value, p) && state.highAt !== null && observedAt > state.highAt;
  return { state: notHigh ? { ...state, ...noHigh } : state, effects: none };
}

/** One reading. */
export function observed(before: State, input: Extract<ScenarioInput, { type: 'observation' }>, context: Context): Judged {
  const { observation, attribution, at } = input;
  const { observedAt, receivedAt, snapshot } = observation;
  const { params: p, patient } = context;
  const shared = attribution === 'shared';
  if (snapshot || (shared && !p.sharedCounts)) return { state: before, effects: none };
  const value = charted('glucose', observation.value);
  const reading = { value, words: readingWords(mmol(value), observation, shared, patient.zone), observation, at };
  const dropped = receivedAt - observedAt > p.maxLateness || (before.settledToAt !== null && observedAt <= before.settledToAt);
  if (value < p.hypoBelowMmolL) return dropped ? { state: before, effects: none } : low(before, reading, context);
  const overtaken = before.notLowAt !== null && observedAt < before.notLowAt;
  const first = recovered(before, reading, context);
  if (value <= p.hyperAboveMmolL || dropped || (overtaken && before.highAt === null && before.raised !== 'high')) return first;
  const second = high(first.state, reading, context);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

/** No second reading in time. Away from home this counts all the same: a low blood sugar goes along. In hospital others see to it. */
export function notRechecked(state: State, at: Instant, context: Context): Judged {
  const { patient, params, scenario } = context;
  if (inHospital(context, at)) return { state: { ...state, ...noLow, settledToAt: state.lowAt }, effects: none };
  const said = `${mmol(state.lowValue!)} at ${clockTime(patient.zone, state.lowAt!, at)}`;
  const text = `${said}; no better reading within ${howLong(params.recheckWithin)}.`;
  const reason = `${patient.knownAs}'s blood sugar was low (${said}) and has not been seen to recover.`;
  const evidence = [{ text, at: state.lowAt!, limit: limitOf(context) }];
  return {
    state: { ...state, askedAt: null, raised: 'low', worst: state.lowValue, badAt: later(state.badAt, state.lowAt!) },
    effects: [{ type: 'raise-alert', reason, evidence, severity: scenario.severity, direction: 'below' }],
  };
}
