import { isDeepStrictEqual } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import type { Observation, ObservationKind, ObservationValue } from '../../rules/model/observation.ts';
import type { DeviceContext, DeviceKind, PatientContext } from '../../rules/model/patient.ts';
import type { Attribution, Condition, ScenarioEffect, ScenarioInput, ScenarioTemplate, Stepped } from '../../rules/model/scenario.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { AskedToday, Attainment } from '../../rules/model/today.ts';
import { type AnyTemplate, parseParams, templateDefaults } from '../../rules/scenarios/registry.ts';
import { ExplainHeld } from './explained.ts';

/** `08:05`, `08:05:30.250` on the day of the drive, or a whole local time `2026-03-03T08:05`, or an instant `2026-03-03T08:05:00Z`. */
export type When = string;

/** One thing that happens. `told` is when it reached us, if later. */
export type Happening =
  | ({ readonly at: When; readonly device: string; readonly kind: ObservationKind; readonly value: ObservationValue } & Told)
  | ({ readonly at: When; readonly person: ObservationKind; readonly value: ObservationValue } & Told)
  | { readonly at: When; readonly patient: Partial<PatientContext> }
  | { readonly at: When; readonly params: Readonly<Record<string, unknown>> }
  | { readonly at: When; readonly closed: true };
interface Told {
  readonly told?: When;
  readonly snapshot?: boolean;
}

export interface Drive {
  readonly zone?: string;
  /** Local date; Monday 2 March 2026 unless said otherwise. */
  readonly day?: string;
  /** First input, 06:00; and when we stop, 23:59. */
  readonly from?: When;
  readonly until?: When;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly patient?: Partial<PatientContext>;
  readonly when?: readonly Happening[];
  /** An outage of ours: every wake asked for before then comes only then. */
  readonly blindUntil?: When;
  /** When we could not see into the home: from, to. */
  readonly blind?: readonly (readonly [When, When])[];
}

export function device(id: string, kind: DeviceKind, more: Partial<DeviceContext> = {}): DeviceContext {
  return {
    id,
    kind,
    name: id,
    room: null,
    patientId: null,
    heartbeatMs: null,
    prompts: false,
    enrolledAt: Date.parse('2026-01-01T00:00:00Z'),
    ...more,
  };
}

/** A home with one of everything, named after its kind. */
export const devices: readonly DeviceContext[] = [
  device('fridge', 'fridge'),
  device('door', 'front-door'),
  device('pir', 'motion'),
  device('bed', 'bed', { patientId: 'k' }),
  device('dispenser', 'dispenser', { patientId: 'k' }),
  device('cuff', 'cuff', { patientId: 'k' }),
  device('button', 'sos-button', { patientId: 'k' }),
];

/** The instant of a `When`. */
export function instant(when: When, zone: string, day: string): Instant {
  if (when.endsWith('Z')) return Temporal.Instant.from(when).epochMilliseconds;
  return Temporal.PlainDateTime.from(when.includes('T') ? when : `${day}T${when}`).toZonedDateTime(zone).epochMilliseconds;
}

/**
 * Runs one agreement under virtual time and returns what it did, a line each: local time, what, words. Deadlines come when asked for.
 * At every step it also holds the template to what all templates promise, see `stepChecked` and `ExplainHeld`.
 */
export function drive(template: AnyTemplate, given: Drive): string[] {
  return driveExplained(template, given).lines;
}

/** The same, with what the agreement explains at the end, what it still asks for then, and how far its goal was reached. */
export function driveExplained(
  template: AnyTemplate,
  { zone = 'Europe/London', day = '2026-03-02', ...given }: Drive,
): {
  readonly lines: string[];
  readonly conditions: readonly Condition[];
  readonly today: readonly AskedToday[];
  readonly attained: Attainment | null;
} {
  const time = (when: When) => instant(when, zone, day);
  let raw = given.params ?? {};
  let patient: PatientContext = {
    patientId: 'k',
    homeId: 'home',
    knownAs: 'Kathleen',
    zone,
    sharedHome: false,
    presence: { mode: 'home', untilAt: null },
    devices,
    contacts: [],
    teamIds: [],
    scenarios: [],
    ...given.patient,
  };
  const blind = (given.blind ?? []).map(([from, to]) => ({ fromAt: time(from), toAt: time(to) }));
  const lines: string[] = [];
  const fromAt = time(given.from ?? '06:00');
  const blindUntilAt = given.blindUntil ? time(given.blindUntil) : fromAt;
  let version = 1;
  let activeFromAt = fromAt;
  let state = template.initial;
  let wakeAt: Instant | null = null;
  let nowAt = fromAt;
  const explained = new ExplainHeld(template);

  const contextNow = () => {
    const scenario = {
      id: 's',
      version,
      template: template.id,
      params: raw,
      ...templateDefaults(template.id, raw),
      approvedBy: 'Dr Amin',
      activeFromAt,
    };
    return { patient, scenario, params: parseParams(template, raw), blind };
  };
  const step = (input: ScenarioInput) => {
    nowAt = input.at;
    const context = contextNow();
    explained.before(state, wakeAt, input, context);
    const stepped = stepChecked(template, state, wakeAt, input, context);
    explained.after(input, stepped, context);
    state = stepped.state;
    wakeAt = stepped.wakeAt;
    const local = Temporal.Instant.fromEpochMilliseconds(input.at).toZonedDateTimeISO(zone).toPlainDateTime();
    const said = local.toPlainDate().toString() === day ? local.toPlainTime().toString() : local.toString();
    for (const effect of stepped.effects) lines.push(`${said.replace(/:00$/, '')} ${inWords(effect)}`);
  };
  const wakeUpTo = (at: Instant) => {
    for (let woken = 0; wakeAt !== null && Math.max(wakeAt, blindUntilAt) <= at; woken++) {
      if (woken > 1_000) throw new Error(`${template.id} wakes for ever at ${wakeAt}`);
      // What was told late may ask for a wake that is over: it comes at once, and time does not go back.
      step({ type: 'deadline', at: Math.max(wakeAt, blindUntilAt, nowAt), dueAt: wakeAt });
    }
  };

  step({ type: 'context', at: fromAt });
  for (const happening of given.when ?? []) {
    const at = time('told' in happening && happening.told ? happening.told : happening.at);
    wakeUpTo(at);
    if ('patient' in happening) patient = { ...patient, ...happening.patient };
    if ('params' in happening) [raw, version, activeFromAt] = [happening.params, version + 1, at];
    if ('closed' in happening) step({ type: 'alert-closed', at });
    else if ('patient' in happening || 'params' in happening) step({ type: 'context', at });
    else step(reading(happening, time(happening.at), at, patient));
  }
  const untilAt = time(given.until ?? '23:59');
  wakeUpTo(untilAt);
  const context = contextNow();
  return {
    lines,
    conditions: template.explain(state, context, untilAt),
    today: template.today?.(state, context, untilAt) ?? [],
    attained: template.attained?.(state, context, untilAt) ?? null,
  };
}

function reading(
  happening: Extract<Happening, Told>,
  observedAt: Instant,
  receivedAt: Instant,
  patient: PatientContext,
): Extract<ScenarioInput, { type: 'observation' }> {
  const byHand = 'person' in happening;
  const source = byHand ? 'person:k' : happening.device;
  const kind = byHand ? happening.person : happening.kind;
  const { value, snapshot = false } = happening;
  const known = byHand ? null : (patient.devices.find((one) => one.id === source) ?? null);
  const attribution: Attribution = byHand || known?.patientId ? 'own' : patient.sharedHome ? 'shared' : 'sole';
  const provenance = byHand ? 'manual' : 'device';
  const observation: Observation = {
    source,
    key: `${kind}=${JSON.stringify(value)}`,
    kind,
    value,
    observedAt,
    receivedAt,
    provenance,
    snapshot,
  };
  return { type: 'observation', at: receivedAt, observation, device: known, attribution };
}

function inWords(effect: ScenarioEffect): string {
  switch (effect.type) {
    case 'raise-alert':
      return `raise${effect.severity ? ` ${effect.severity}` : ''}: ${effect.reason} [${effect.evidence.map((one) => one.text).join(' ')}]`;
    case 'add-evidence':
      return `${effect.worse ? 'worse' : 'evidence'}: ${effect.evidence.text}`;
    case 'clear-condition':
      return `clear: ${effect.reason}`;
    case 'prompt':
      return `prompt ${effect.deviceKind}: ${wordsOf(effect)}`;
    case 'withdraw-prompt':
      return `withdraw: ${wordsOf(effect)}`;
  }
}

/** All but the name, which the engine knows. */
function wordsOf({ text, values = {} }: Extract<ScenarioEffect, { text: string }>): string {
  return Object.entries(values).reduce((words, [name, value]) => words.replaceAll(`{${name}}`, value), text);
}

/** More than a state should ever need; keeps 400,000 of them in memory. */
const largestState = 600;
/** Agreements that remember days, of which few people have one. */
const largestStates: Readonly<Record<string, number>> = { trend: 1_500, fluids: 1_200 };

/**
 * One step, held to what every template promises: plain small data that survives being stored, at any point; the same input twice, a
 * deadline too early and a deadline twice change nothing; a deadline that is due moves on.
 */
function stepChecked(
  template: ScenarioTemplate<unknown, unknown>,
  state: unknown,
  wakeAt: Instant | null,
  input: ScenarioInput,
  context: Parameters<AnyTemplate['step']>[2],
): Stepped<unknown> {
  const hold = (promise: boolean, broken: string) => {
    if (!promise) throw new Error(`${template.id}: ${broken} (${JSON.stringify({ state, input })})`);
  };
  const again = (from: Stepped<unknown>, other: ScenarioInput, broken: string) => {
    const repeated = template.step(from.state, other, context);
    hold(repeated.state === from.state && repeated.effects.length === 0 && repeated.wakeAt === from.wakeAt, broken);
  };
  const before = JSON.stringify(state);
  const stepped = template.step(state, input, context);
  hold(JSON.stringify(state) === before, 'the state was changed in place');
  hold(isDeepStrictEqual(JSON.parse(JSON.stringify(stepped.state)), stepped.state), 'the state is not plain JSON');
  hold(JSON.stringify(stepped.state).length <= (largestStates[template.id] ?? largestState), 'the state is too large');
  hold(isDeepStrictEqual(template.step(JSON.parse(before), input, context), stepped), 'a restored state behaves differently');
  hold(stepped.state === state || JSON.stringify(stepped.state) !== before, 'nothing changed, and yet the state is a new object');
  if (input.type === 'observation' && template.ignores?.(state, context.params).includes(input.observation.kind))
    hold(stepped.state === state && stepped.effects.length === 0 && stepped.wakeAt === wakeAt, 'an ignored reading changed something');
  if (input.type === 'observation') again(stepped, input, 'the same reading twice is not the same as once');
  if (input.type === 'deadline') {
    // After an outage another look of the same agreement may be due at the same instant.
    const moved = stepped.wakeAt === null || wakeAt === null || stepped.wakeAt > wakeAt || stepped.state !== state;
    hold(moved, 'a due deadline did not move on');
    if (stepped.wakeAt === null || stepped.wakeAt > input.at) again(stepped, input, 'the same deadline twice is not the same as once');
  }
  if (stepped.wakeAt !== null && stepped.wakeAt - 1 >= input.at)
    again(stepped, { type: 'deadline', at: stepped.wakeAt - 1, dueAt: stepped.wakeAt }, 'a deadline that came early changed something');
  return stepped;
}
