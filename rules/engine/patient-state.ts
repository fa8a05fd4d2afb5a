import { alertWakeAt, earlier } from '../alerts/deadlines.ts';
import type { AlertState } from '../model/alert.ts';
import type { PatientContext, ScenarioContext } from '../model/patient.ts';
import type { ScenarioTemplate } from '../model/scenario.ts';
import type { Instant } from '../model/time.ts';
import { type Interest, interestOf } from './interest.ts';
import { heardDevices, writtenInstants } from './last-heard.ts';
import { remembered } from './remembered-state.ts';
import { type Sources, sourcesOf } from './sources.ts';

/** The templates that exist, and how their parameters are read. Injected, so that the engine can be measured and tested with any. */
export interface Catalogue {
  /** undefined: no such template. */
  template(id: string): ScenarioTemplate<unknown, unknown> | undefined;
  /** The parameters as the template reads them; the same object for the same input. Throws ZodError. */
  params(template: ScenarioTemplate<unknown, unknown>, raw: Readonly<Record<string, unknown>>): unknown;
}

/** What is remembered of one agreement, as it is stored. */
export interface Memory {
  /** Plain JSON; undefined: only how many alerts there were, it begins anew. */
  readonly state: unknown;
  readonly wakeAt: Instant | null;
  /** Alerts raised so far; the next alert's id is made of it. */
  readonly episode: number;
}

/** One agreement at work. */
export interface ScenarioInstance extends Memory {
  readonly scenario: ScenarioContext;
  readonly template: ScenarioTemplate<unknown, unknown>;
  readonly params: unknown;
}

/**
 * All that the engine remembers of one person. Immutable. Agreements lie in columns, one place each: a reading changes a state or two of
 * 400,000, and what does not change is not copied.
 */
export interface PatientState {
  readonly interest: Interest;
  /** By which the source of a reading is found. */
  readonly sources: Sources;
  /** When devices were last heard, where the engine writes that by itself: the list of the state of the agreement that watches them. */
  readonly instants: Instant[] | null;
  readonly context: PatientContext;
  /** The agreements that are judged: those of the context whose template and parameters can be read. */
  readonly scenarios: readonly ScenarioContext[];
  readonly templates: readonly ScenarioTemplate<unknown, unknown>[];
  /** As the templates read them. */
  readonly params: readonly unknown[];
  /** Plain JSON each. The same object means nothing to store. */
  readonly states: readonly unknown[];
  /** `Infinity`: only when something arrives. */
  readonly wakes: readonly number[];
  readonly episodes: readonly number[];
  /** What was stored of agreements that cannot be read: they go on from there once they can. */
  readonly unread: ReadonlyMap<string, Memory>;
  /** Something is paused, or behind a hub: only then is it asked which, so that most people's readings do not pay for it. */
  readonly special: boolean;
  /** Alerts that are not closed. */
  readonly alerts: readonly AlertState[];
  /** The earliest deadline of all of it; null: none. */
  readonly wakeAt: Instant | null;
}

const listsKept = 10_000;
const lists = new Map<string, readonly unknown[]>();
const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** One list for equal lists of the same objects: people with the same agreement share its template and its parameters already. */
function sharedList<T>(list: readonly T[]): readonly T[] {
  const key = list.map(nameOf).join(' ');
  const known = lists.get(key);
  if (known) return known as readonly T[];
  if (lists.size >= listsKept) lists.clear();
  lists.set(key, list);
  return list;
}

function nameOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return JSON.stringify(item);
  const number = numbers.get(item) ?? ++lastNumber;
  numbers.set(item, number);
  return `#${number}`;
}

export const nothingUnread: ReadonlyMap<string, Memory> = new Map();

/** All of one patient, with what follows from it. */
export function patientState(
  context: PatientContext,
  instances: readonly ScenarioInstance[],
  alerts: readonly AlertState[],
  unread: ReadonlyMap<string, Memory> = nothingUnread,
): PatientState {
  const scenarios = instances.map((one) => one.scenario);
  const same = scenarios.length === context.scenarios.length && scenarios.every((one, i) => one === context.scenarios[i]);
  const templates = sharedList(instances.map((one) => one.template));
  const params = sharedList(instances.map((one) => one.params));
  const states = instances.map((one) => one.state);
  const wakes = instances.map((one) => one.wakeAt ?? Number.POSITIVE_INFINITY);
  const interest = interestOf(templates, params, states);
  const kit = { interest, scenarios, templates, states };
  return {
    interest,
    sources: sourcesOf(context, heardDevices(kit)),
    instants: writtenInstants(kit),
    context,
    scenarios: same ? context.scenarios : scenarios,
    templates,
    params,
    states,
    wakes,
    episodes: sharedList(instances.map((one) => one.episode)),
    unread,
    special: context.devices.some((one) => one.hubId !== undefined) || scenarios.some((one) => one.pausedUntilAt !== undefined),
    alerts,
    wakeAt: patientWakeAt(wakes, alerts),
  };
}

/** A patient of whom nothing is known yet; the first `context` input fills it. */
export function unknownPatient(context: PatientContext): PatientState {
  return patientState({ ...context, scenarios: [] }, [], []);
}

/**
 * An agreement at work, going on from what is remembered of it. Throws where its template is not there or its parameters cannot be read, and
 * StateDoesNotFit where what is remembered cannot be gone on from.
 */
export function instanceOf(scenario: ScenarioContext, memory: Memory | undefined, catalogue: Catalogue): ScenarioInstance {
  const template = catalogue.template(scenario.template);
  if (!template) throw new Error(`there is no scenario template "${scenario.template}"`);
  const params = catalogue.params(template, scenario.params);
  const { state = template.initial, wakeAt, episode } = memory ?? { wakeAt: null, episode: 0 };
  return { scenario, template, params, state: remembered(state, template.initial), wakeAt, episode };
}

/** What is remembered of the agreement at a place. */
export function memoryAt({ states, wakes, episodes }: PatientState, i: number): Memory {
  const wakeAt = wakes[i]!;
  return { state: states[i], wakeAt: wakeAt === Number.POSITIVE_INFINITY ? null : wakeAt, episode: episodes[i]! };
}

/** The same for whoever keeps it while the engine judges on. */
export function copiedMemoryAt(of: PatientState, i: number): Memory {
  const memory = memoryAt(of, i);
  const { lastHeard } = of.templates[i]!;
  return lastHeard ? { ...memory, state: lastHeard.copy(memory.state) } : memory;
}

/** The agreements one by one. */
export function instancesOf(state: PatientState): ScenarioInstance[] {
  const { scenarios, templates, params } = state;
  return scenarios.map((scenario, i) => ({ scenario, template: templates[i]!, params: params[i], ...memoryAt(state, i) }));
}

export function patientWakeAt(wakes: readonly number[], alerts: readonly AlertState[]): Instant | null {
  let first = Number.POSITIVE_INFINITY;
  for (let i = 0; i < wakes.length; i++) if (wakes[i]! < first) first = wakes[i]!;
  let wakeAt: Instant | null = first === Number.POSITIVE_INFINITY ? null : first;
  for (const alert of alerts) wakeAt = earlier(wakeAt, alertWakeAt(alert));
  return wakeAt;
}

/** What is due for this person now, earliest first, as subjects of deadline inputs. */
export function dueSubjects(
  { scenarios, wakes, alerts }: PatientState,
  at: Instant,
): { readonly dueAt: Instant; readonly subject: { readonly scenarioId: string } | { readonly alertId: string } }[] {
  const due: { dueAt: Instant; subject: { scenarioId: string } | { alertId: string } }[] = [];
  scenarios.forEach(({ id }, i) => {
    if (wakes[i]! <= at) due.push({ dueAt: wakes[i]!, subject: { scenarioId: id } });
  });
  for (const alert of alerts) {
    const wakeAt = alertWakeAt(alert);
    if (wakeAt !== null && wakeAt <= at) due.push({ dueAt: wakeAt, subject: { alertId: alert.id } });
  }
  return due.sort((a, b) => a.dueAt - b.dueAt);
}
