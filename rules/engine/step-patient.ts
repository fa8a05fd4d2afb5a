import { refusal } from '../alerts/allowed.ts';
import { type AlertInput, stepAlert } from '../alerts/lifecycle.ts';
import type { AlertState } from '../model/alert.ts';
import type { Effect } from '../model/effect.ts';
import type { PatientInput } from '../model/input.ts';
import { clockFaultAheadMs, type Observation } from '../model/observation.ts';
import type { Channel, DeviceContext, Directory, PatientContext, ScenarioContext } from '../model/patient.ts';
import type { Attribution, ScenarioEffect, ScenarioInput, Stepped } from '../model/scenario.ts';
import { localDate, minute } from '../model/time.ts';
import { newAlert } from './new-alert.ts';
import { type Catalogue, type PatientState, patientWakeAt, type ScenarioInstance } from './patient-state.ts';

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
  alerts: readonly AlertState[];
  readonly effects: Effect[] = [];
  readonly environment: PatientEnvironment;

  constructor(state: PatientState, environment: PatientEnvironment) {
    this.context = state.context;
    this.instances = state.instances;
    this.alerts = state.alerts;
    this.environment = environment;
  }

  toAlert(alert: AlertState, input: AlertInput): void {
    const stepped = stepAlert(alert, input, { patient: this.context, directory: this.environment.directory });
    for (const effect of stepped.effects) this.effects.push(effect);
    if (stepped.state === alert) return;
    this.alerts = this.alerts.filter((other) => other.id !== alert.id);
    if (stepped.state.status !== 'closed') this.alerts = [...this.alerts, stepped.state];
    else {
      const index = this.instances.findIndex((instance) => instance.scenario.id === alert.scenarioId);
      if (index >= 0) this.toScenario(index, { type: 'alert-closed', at: input.at });
    }
  }

  toScenario(index: number, input: ScenarioInput): void {
    const instance = this.instances[index] as ScenarioInstance;
    const { scenario, template, params } = instance;
    let stepped: Stepped<unknown>;
    try {
      stepped = template.step(instance.state, input, { patient: this.context, scenario, params });
    } catch (error) {
      // A defect in one agreement must not keep the others, nor the reading, from being judged.
      return this.fault(scenario, error as Error, input.at);
    }
    if (stepped.state !== instance.state || stepped.wakeAt !== instance.wakeAt)
      this.instances = this.instances.with(index, { ...instance, state: stepped.state, wakeAt: stepped.wakeAt });
    for (const effect of stepped.effects) this.scenarioEffect(index, effect, input);
  }

  scenarioEffect(index: number, effect: ScenarioEffect, input: ScenarioInput): void {
    const { at } = input;
    const instance = this.instances[index] as ScenarioInstance;
    const open = this.alerts.find((alert) => alert.scenarioId === instance.scenario.id);
    switch (effect.type) {
      case 'raise-alert': {
        if (open) return this.toAlert(open, { type: 'raised-again', at, reason: effect.reason, evidence: effect.evidence });
        const episode = instance.episode + 1;
        this.instances = this.instances.with(index, { ...instance, episode });
        const alert = newAlert(this.context, instance.scenario, episode, effect, at);
        this.alerts = [...this.alerts, alert];
        return this.toAlert(alert, { type: 'opened', at });
      }
      case 'add-evidence':
        return open && this.toAlert(open, { type: 'evidence', at, evidence: effect.evidence, worse: effect.worse });
      case 'clear-condition':
        return open && this.toAlert(open, { type: 'cleared', at, reason: effect.reason });
      case 'prompt':
        return this.prompt(instance, effect, at);
    }
  }

  /** Words outside an alert; without a device that can speak there is nobody to say them to, and the scenario's own wait goes on. */
  prompt(instance: ScenarioInstance, effect: Extract<ScenarioEffect, { type: 'prompt' }>, at: number): void {
    const { patientId, knownAs, devices } = this.context;
    const speaking = devices.filter((device) => device.prompts && (device.patientId === null || device.patientId === patientId));
    const device = speaking.find((one) => one.kind === effect.deviceKind) ?? speaking[0];
    if (!device) return;
    const channel: Channel = { kind: 'mqtt', address: device.id };
    this.effects.push({
      type: 'notify',
      notification: {
        id: `${instance.scenario.id}/prompt/${at}/${device.id}`,
        alertId: null,
        patientId,
        recipient: { kind: 'device', id: device.id, name: knownAs },
        channel,
        severity: instance.scenario.severity,
        purpose: 'prompt',
        subject: knownAs,
        body: effect.text.replaceAll('{name}', knownAs),
        command: { type: effect.expectsReading ? 'request-measurement' : 'prompt', kind: effect.expectsReading },
        createdAt: at,
        sendAt: null,
        expiresAt: at + 30 * minute,
      },
    });
  }

  observation(observation: Observation, at: number): void {
    const { patientId, sharedHome, devices } = this.context;
    const byHand = observation.source.startsWith('person:');
    const device = byHand ? null : (devices.find((one) => one.id === observation.source) ?? null);
    if (device?.patientId && device.patientId !== patientId) return;
    const attribution: Attribution = byHand || device?.patientId ? 'own' : sharedHome ? 'shared' : 'sole';
    const judged = this.withinOurClock(observation, device);
    for (let i = 0; i < this.instances.length; i++) {
      if ((this.instances[i] as ScenarioInstance).template.kinds.includes(judged.kind))
        this.toScenario(i, { type: 'observation', at, observation: judged, device, attribution });
    }
    if (judged.kind === 'ok' && attribution !== 'shared' && !judged.snapshot)
      for (const alert of this.alerts) this.toAlert(alert, { type: 'patient-ok', at, text: `${this.context.knownAs} said: I'm OK.` });
  }

  /** A clock that runs ahead is a fault to mend, and suppresses nothing: the reading is judged by the time it came. */
  withinOurClock(observation: Observation, device: DeviceContext | null): Observation {
    const { observedAt, receivedAt } = observation;
    if (observedAt <= receivedAt) return observation;
    if (observedAt - receivedAt > clockFaultAheadMs) {
      const { patientId, zone, knownAs } = this.context;
      const aheadMin = Math.round((observedAt - receivedAt) / minute);
      const id = `${patientId}/clock-fault/${observation.source}/${localDate(zone, receivedAt)}`;
      const text = `The clock of ${device?.name ?? observation.source} at ${knownAs}'s is ${aheadMin} min ahead.`;
      this.effects.push({
        type: 'create-task',
        task: { id, kind: 'clock-fault', patientId, alertId: null, text, createdAt: receivedAt },
      });
    }
    return { ...observation, observedAt: receivedAt };
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
      // An agreement that cannot be read must not stop the others; someone has to mend it.
      this.fault(scenario, error as Error, at);
      return [];
    }
  }

  fault(scenario: ScenarioContext, error: Error, at: number): void {
    const { patientId, knownAs, zone } = this.context;
    const text = `${knownAs}: the agreement ${scenario.id} cannot be judged: ${error.message}`;
    const id = `${patientId}/scenario-fault/${scenario.id}/${scenario.version}/${localDate(zone, at)}`;
    this.effects.push({ type: 'create-task', task: { id, kind: 'scenario-fault', patientId, alertId: null, text, createdAt: at } });
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
      const no = refusal(alert, input.command.type, input.command.actor, input.at);
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
  return { state: { context, instances, alerts, wakeAt: patientWakeAt(instances, alerts) }, effects: draft.effects, refused };
}

/** A patient of whom nothing is known yet; the first `context` input fills it. */
export function unknownPatient(context: PatientContext): PatientState {
  return { context: { ...context, scenarios: [] }, instances: [], alerts: [], wakeAt: null };
}
