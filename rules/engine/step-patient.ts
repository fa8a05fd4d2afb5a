import { commandRefusal } from '../alerts/allowed.ts';
import { type AlertInput, stepAlert } from '../alerts/lifecycle.ts';
import type { AlertState } from '../model/alert.ts';
import type { Effect, Notification, Task } from '../model/effect.ts';
import type { PatientInput } from '../model/input.ts';
import type { Observation } from '../model/observation.ts';
import type { Directory, PatientContext, ScenarioContext } from '../model/patient.ts';
import type { Attribution, ScenarioEffect, ScenarioInput, Stepped } from '../model/scenario.ts';
import { type Interval, localTime, minute } from '../model/time.ts';
import { clockFault, scenarioFault } from './faults.ts';
import type { Interest } from './interest.ts';
import { newAlert } from './new-alert.ts';
import { type Catalogue, type PatientState, patientState, patientWakeAt, type ScenarioInstance } from './patient-state.ts';
import { promptFor } from './prompt.ts';

/** Source of what a person entered: this, and the patient's id. */
const byHandPrefix = 'person:';
/** A defective agreement is tried again this long after it failed at a deadline. */
const faultRetryMs = minute;
const noIntervals: readonly Interval[] = [];

export interface PatientEnvironment {
  readonly directory: Directory;
  readonly catalogue: Catalogue;
}

export interface PatientStepped {
  readonly state: PatientState;
  readonly effects: readonly Effect[];
  /** Why a command was not carried out; null otherwise. Nothing has changed then. */
  readonly refused: string | null;
}

/** One input's work on one patient; lives only inside `stepPatient`. Arrays are copied when first written. */
class PatientDraft {
  context: PatientContext;
  instances: readonly ScenarioInstance[];
  /** Our own copy of the instances, once there is one. */
  copied: ScenarioInstance[] | null = null;
  /** A deadline of an agreement has moved. */
  wakeMoved = false;
  alerts: readonly AlertState[];
  readonly effects: Effect[] = [];
  readonly environment: PatientEnvironment;
  readonly interest: Interest;

  constructor(state: PatientState, environment: PatientEnvironment) {
    this.context = state.context;
    this.instances = state.instances;
    this.alerts = state.alerts;
    this.environment = environment;
    this.interest = state.interest;
  }

  toAlert(alert: AlertState, input: AlertInput): void {
    const stepped = stepAlert(alert, input, { patient: this.context, directory: this.environment.directory });
    for (const effect of stepped.effects) this.effects.push(effect);
    if (stepped.state === alert) return;
    if (stepped.state.status !== 'closed') {
      this.alerts = this.alerts.map((other) => (other.id === alert.id ? stepped.state : other));
      return;
    }
    this.alerts = this.alerts.filter((other) => other.id !== alert.id);
    const index = this.instances.findIndex((instance) => instance.scenario.id === alert.scenarioId);
    if (index >= 0) this.toScenario(index, { type: 'alert-closed', at: input.at });
  }

  toScenario(index: number, input: ScenarioInput): void {
    const instance = this.instances[index] as ScenarioInstance;
    const { scenario, template, params } = instance;
    let stepped: Stepped<unknown>;
    try {
      stepped = template.step(instance.state, input, { patient: this.context, scenario, params, blind: noIntervals });
    } catch (error) {
      // A defect in one agreement must not keep the others, nor the reading, from being judged.
      this.task(scenarioFault(this.context, scenario, error as Error, input.at));
      if (input.type !== 'deadline') return;
      // What was due is still due; trying without end would keep everybody busy.
      stepped = { state: instance.state, effects: [], wakeAt: input.at + faultRetryMs };
    }
    this.wakeMoved ||= stepped.wakeAt !== instance.wakeAt;
    if (stepped.state !== instance.state || stepped.wakeAt !== instance.wakeAt)
      this.put(index, { scenario, template, params, state: stepped.state, wakeAt: stepped.wakeAt, episode: instance.episode });
    for (const effect of stepped.effects) this.scenarioEffect(index, effect, input);
  }

  /** The array is copied once: it is another's until then. */
  put(index: number, instance: ScenarioInstance): void {
    if (this.copied === null || this.copied !== this.instances) {
      this.copied = this.instances.slice();
      this.instances = this.copied;
    }
    this.copied[index] = instance;
  }

  scenarioEffect(index: number, effect: ScenarioEffect, input: ScenarioInput): void {
    const { at } = input;
    const instance = this.instances[index] as ScenarioInstance;
    const open = this.alerts.find((alert) => alert.scenarioId === instance.scenario.id);
    switch (effect.type) {
      case 'raise-alert': {
        if (open) return this.toAlert(open, { ...effect, type: 'raised-again', at });
        const episode = instance.episode + 1;
        this.put(index, { ...instance, episode });
        const alert = newAlert(this.context, instance.scenario, episode, effect, at);
        this.alerts = [...this.alerts, alert];
        return this.toAlert(alert, { type: 'opened', at });
      }
      case 'add-evidence':
        return open && this.toAlert(open, { type: 'evidence', at, evidence: effect.evidence, worse: effect.worse });
      case 'clear-condition':
        return open && this.toAlert(open, { type: 'cleared', at, reason: effect.reason });
      case 'prompt': {
        const notification = promptFor(this.context, instance.scenario, effect, at);
        if (notification && !this.hasSaid(notification)) this.effects.push({ type: 'notify', notification });
      }
    }
  }

  /** Two doses that come due together are one reminder. */
  hasSaid({ id }: Notification): boolean {
    return this.effects.some((effect) => effect.type === 'notify' && effect.notification.id === id);
  }

  task(task: Task): void {
    this.effects.push({ type: 'create-task', task });
  }

  observation(told: Observation, at: number): void {
    const { patientId, sharedHome, devices, zone, knownAs } = this.context;
    const byHand = told.source.startsWith(byHandPrefix);
    if (byHand && told.source !== byHandPrefix + patientId) return;
    const device = byHand ? null : (devices.find((one) => one.id === told.source) ?? null);
    if (device?.patientId && device.patientId !== patientId) return;
    const attribution: Attribution = byHand || device?.patientId ? 'own' : sharedHome ? 'shared' : 'sole';
    const fault = clockFault(this.context, told);
    if (fault) this.task(fault);
    // A clock that runs ahead suppresses nothing: the reading is judged by the time it came.
    const observation = told.observedAt > told.receivedAt ? { ...told, observedAt: told.receivedAt } : told;
    const input: ScenarioInput = { type: 'observation', at, observation, device, attribution };
    const { byKind, contactOf } = this.interest;
    const concerned = observation.kind === 'contact' && device ? contactOf.get(device.kind) : byKind.get(observation.kind);
    if (concerned) for (const index of concerned) this.toScenario(index, input);
    if (observation.kind !== 'ok' || attribution === 'shared' || observation.snapshot) return;
    const saidAt = observation.observedAt;
    const text = `${knownAs} said at ${localTime(zone, saidAt)}: I'm OK.`;
    for (const alert of this.alerts) this.toAlert(alert, { type: 'patient-ok', at, saidAt, text });
  }

  deadline(input: Extract<PatientInput, { type: 'deadline' }>): void {
    const { subject, at, dueAt } = input;
    if ('alertId' in subject) {
      const alert = this.alerts.find((one) => one.id === subject.alertId);
      return alert && this.toAlert(alert, { type: 'deadline', at, dueAt });
    }
    const index = this.instances.findIndex((instance) => instance.scenario.id === subject.scenarioId);
    const wakeAt = this.instances[index]?.wakeAt ?? null;
    if (wakeAt !== null && wakeAt <= at) this.toScenario(index, { type: 'deadline', at, dueAt });
  }

  newContext(context: PatientContext, at: number): void {
    this.context = context;
    this.instances = context.scenarios.flatMap((scenario) => {
      const known = this.instances.find((instance) => instance.scenario.id === scenario.id);
      return this.instance(scenario, known, at);
    });
    for (const alert of this.alerts) this.toAlert(alert, { type: 'people-changed', at });
    for (let i = 0; i < this.instances.length; i++) this.toScenario(i, { type: 'context', at });
  }

  instance(scenario: ScenarioContext, known: ScenarioInstance | undefined, at: number): ScenarioInstance[] {
    const template = this.environment.catalogue.template(scenario.template);
    try {
      if (!template) throw new Error(`there is no scenario template "${scenario.template}"`);
      const params = this.environment.catalogue.params(template, scenario.params);
      const kept = known ?? { state: template.initial, wakeAt: null, episode: 0 };
      return [{ scenario, template, params, state: kept.state, wakeAt: kept.wakeAt, episode: kept.episode }];
    } catch (error) {
      // Must not stop the others. Someone has to mend it; until then what was agreed before goes on.
      this.task(scenarioFault(this.context, scenario, error as Error, at));
      return known ? [known] : [];
    }
  }
}

function apply(draft: PatientDraft, input: PatientInput): string | null {
  switch (input.type) {
    case 'observation':
      draft.observation(input.observation, input.at);
      return null;
    case 'deadline':
      draft.deadline(input);
      return null;
    case 'context':
      draft.newContext(input.context, input.at);
      return null;
    case 'notification-fate': {
      const alert = draft.alerts.find((one) => one.id === input.alertId);
      if (alert) draft.toAlert(alert, { ...input, type: 'fate' });
      return null;
    }
    case 'command': {
      const alert = draft.alerts.find((one) => one.id === input.alertId);
      if (!alert) return 'This alert is closed.';
      const no = commandRefusal(alert, input.command, input.at);
      if (no === null) draft.toAlert(alert, { type: 'command', at: input.at, command: input.command });
      return no;
    }
  }
}

/** One input on one patient: every scenario it concerns, every alert that follows. Pure. */
export function stepPatient(state: PatientState, input: PatientInput, environment: PatientEnvironment): PatientStepped {
  const draft = new PatientDraft(state, environment);
  const refused = apply(draft, input);
  if (draft.instances === state.instances && draft.alerts === state.alerts && draft.context === state.context)
    return { state, effects: draft.effects, refused };
  const { context, instances, alerts } = draft;
  if (context !== state.context) return { state: patientState(context, instances, alerts), effects: draft.effects, refused };
  const wakeAt = draft.wakeMoved || alerts !== state.alerts ? patientWakeAt(instances, alerts) : state.wakeAt;
  return { state: { context, instances, alerts, wakeAt, interest: state.interest }, effects: draft.effects, refused };
}

/** A patient of whom nothing is known yet; the first `context` input fills it. */
export function unknownPatient(context: PatientContext): PatientState {
  return patientState({ ...context, scenarios: [] }, [], []);
}
