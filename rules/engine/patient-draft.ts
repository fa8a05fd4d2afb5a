import { commandRefusal } from '../alerts/allowed.ts';
import { type AlertInput, stepAlert } from '../alerts/lifecycle.ts';
import type { AlertState } from '../model/alert.ts';
import type { Effect, Task } from '../model/effect.ts';
import type { AlertCommand, PatientInput } from '../model/input.ts';
import type { Observation } from '../model/observation.ts';
import type { PatientContext, ScenarioContext } from '../model/patient.ts';
import type { ScenarioEffect, ScenarioInput, Stepped } from '../model/scenario.ts';
import { type Instant, minute } from '../model/time.ts';
import { agreedAnew } from './agreed-anew.ts';
import { written } from './columns.ts';
import type { PatientEnvironment } from './environment.ts';
import { explainAgreement } from './explain.ts';
import { clockFault, scenarioFault } from './faults.ts';
import { type Interest, ignoredBy } from './interest.ts';
import { type Heard, heardDevices, writeHeard, writtenInstants } from './last-heard.ts';
import { newAlert } from './new-alert.ts';
import { type Memory, type PatientState, patientWakeAt } from './patient-state.ts';
import { isPaused, pauseBroken, pausedWake, pauseIsOver } from './pause.ts';
import { isSaid, promptFor, promptWithdrawn } from './prompt.ts';
import { saidToAlerts } from './said-to-alerts.ts';
import { blindFor } from './sight.ts';
import { type Sources, sourcesOf } from './sources.ts';
import { attributed } from './whose.ts';

/** A defective agreement is tried again this long after it failed at a deadline. */
const faultRetryMs = minute;

/** One input's work on one patient; lives only inside `stepPatient` (step-patient.ts). Columns are copied when first written. */
export class PatientDraft {
  readonly before: PatientState;
  readonly environment: PatientEnvironment;
  readonly heard: Heard[];
  readonly effects: Effect[] = [];
  interest: Interest;
  sources: Sources;
  instants: Instant[] | null;
  context: PatientContext;
  scenarios: readonly ScenarioContext[];
  templates: PatientState['templates'];
  params: readonly unknown[];
  states: readonly unknown[];
  wakes: readonly number[];
  episodes: readonly number[];
  unread: ReadonlyMap<string, Memory>;
  special: boolean;
  alerts: readonly AlertState[];

  constructor(before: PatientState, environment: PatientEnvironment, heard: Heard[]) {
    this.before = before;
    this.environment = environment;
    this.heard = heard;
    this.interest = before.interest;
    this.sources = before.sources;
    this.instants = before.instants;
    this.context = before.context;
    this.scenarios = before.scenarios;
    this.templates = before.templates;
    this.params = before.params;
    this.states = before.states;
    this.wakes = before.wakes;
    this.episodes = before.episodes;
    this.unread = before.unread;
    this.special = before.special;
    this.alerts = before.alerts;
  }

  /** What has become of the patient; the state before, if nothing has. */
  after(): PatientState {
    const { before, interest, sources, instants, context, scenarios, templates, params, states, wakes, episodes, unread, special, alerts } =
      this;
    const timeMoved = wakes !== before.wakes || alerts !== before.alerts;
    if (!timeMoved && states === before.states && context === before.context) return before;
    const wakeAt = timeMoved ? patientWakeAt(wakes, alerts) : before.wakeAt;
    return { interest, sources, instants, context, scenarios, templates, params, states, wakes, episodes, unread, special, alerts, wakeAt };
  }

  toAlert(alert: AlertState, input: AlertInput): void {
    const stepped = stepAlert(alert, input, { patient: this.context, directory: this.environment.directory });
    for (const effect of stepped.effects) this.effects.push(effect);
    if (stepped.state === alert) return;
    this.keep(alert, stepped.state, input.at);
    const by = input.type === 'command' ? input.command.actor : null;
    for (const follower of this.alerts)
      if (follower.follows?.into === alert.id) this.toAlert(follower, { type: 'leader-changed', at: input.at, leader: stepped.state, by });
  }

  keep(alert: AlertState, state: AlertState, at: number): void {
    if (state.status !== 'closed') {
      this.alerts = this.alerts.map((other) => (other.id === alert.id ? state : other));
      return;
    }
    this.alerts = this.alerts.filter((other) => other.id !== alert.id);
    const place = this.scenarios.findIndex((scenario) => scenario.id === alert.scenarioId);
    if (place >= 0) this.toScenario(place, { type: 'alert-closed', at });
  }

  toScenario(place: number, input: ScenarioInput): void {
    if (this.special && pauseIsOver(this.scenarios[place]!, this.wakes[place]!, input.at)) this.lookAgain(place, input.at);
    this.step(place, input);
  }

  /** After a pause: what was raised into silence is over, and what still holds is raised now. */
  lookAgain(place: number, at: number): void {
    const { id } = this.scenarios[place]!;
    if (!this.alerts.some((alert) => alert.scenarioId === id)) this.step(place, { type: 'alert-closed', at });
    this.step(place, { type: 'context', at });
  }

  step(place: number, input: ScenarioInput): void {
    const scenario = this.scenarios[place]!;
    const template = this.templates[place]!;
    const params = this.params[place];
    const state = this.states[place];
    let stepped: Stepped<unknown>;
    try {
      stepped = template.step(state, input, { patient: this.context, scenario, params, blind: blindFor(this, place, input.at) });
    } catch (error) {
      // A defect in one agreement must not keep the others, nor the reading, from being judged.
      this.task(scenarioFault(this.context, scenario, error as Error, input.at));
      if (input.type !== 'deadline') return;
      // What was due is still due; trying without end would keep everybody busy.
      stepped = { state, effects: [], wakeAt: input.at + faultRetryMs };
    }
    if (stepped.state !== state) {
      const devices = heardDevices(this);
      this.states = written(this.states, this.before.states, place, stepped.state);
      this.interest = this.interest.ignoring(place, ignoredBy(template, stepped.state, params));
      if (heardDevices(this) !== devices) this.sources = sourcesOf(this.context, heardDevices(this));
      if (place === this.interest.watcher) this.instants = writtenInstants(this);
    }
    const wake = stepped.wakeAt ?? Number.POSITIVE_INFINITY;
    const wakeAt = this.special ? pausedWake(scenario, wake, input.at) : wake;
    if (wakeAt !== this.wakes[place]) this.wakes = written(this.wakes, this.before.wakes, place, wakeAt);
    for (const effect of stepped.effects) this.scenarioEffect(place, effect, input);
  }

  scenarioEffect(place: number, effect: ScenarioEffect, input: ScenarioInput): void {
    const { at } = input;
    const scenario = this.scenarios[place]!;
    const open = this.alerts.find((alert) => alert.scenarioId === scenario.id);
    if (!open && isPaused(scenario, at)) return;
    switch (effect.type) {
      case 'raise-alert': {
        if (open) return this.toAlert(open, { ...effect, type: 'raised-again', at });
        const episode = this.episodes[place]! + 1;
        this.episodes = written(this.episodes, this.before.episodes, place, episode);
        const conditions = explainAgreement(this, place, blindFor(this, place, at), at);
        const alert = newAlert(this.context, scenario, episode, effect, at, conditions);
        this.alerts = [...this.alerts, alert];
        return this.toAlert(alert, { type: 'opened', at });
      }
      case 'add-evidence':
        return open && this.toAlert(open, { ...effect, type: 'evidence', at });
      case 'clear-condition':
        return open && this.toAlert(open, { type: 'cleared', at, reason: effect.reason });
      case 'prompt': {
        const notification = promptFor(this.context, scenario, effect, at);
        if (notification && !isSaid(this.effects, notification)) this.effects.push({ type: 'notify', notification });
        return;
      }
      case 'withdraw-prompt':
        this.effects.push(...promptWithdrawn(this.context, scenario, effect));
    }
  }

  command(alert: AlertState, command: AlertCommand, at: number): string | null {
    const no = commandRefusal(alert, command, at, this.alerts);
    if (no !== null) return no;
    this.toAlert(alert, { type: 'command', at, command });
    if (command.type !== 'merge') return null;
    const leader = this.alerts.find(({ id }) => id === command.into);
    const follower = this.alerts.find(({ id }) => id === alert.id);
    if (leader && follower) this.toAlert(follower, { type: 'leader-changed', at, leader, by: null });
    return null;
  }

  task(task: Task): void {
    this.effects.push({ type: 'create-task', task });
  }

  observation(told: Observation, at: number): void {
    const whose = attributed(this.context, this.sources, told.source);
    if (whose === null) return;
    const { source, device, attribution } = whose;
    // A clock that runs ahead suppresses nothing: the reading is judged by the time it came.
    let observation = told;
    if (told.observedAt > told.receivedAt) {
      const fault = clockFault(this.context, told);
      if (fault) this.task(fault);
      observation = { ...told, observedAt: told.receivedAt };
    }
    const input: ScenarioInput = { type: 'observation', at, observation, device, attribution };
    const concerned = this.interest.in(observation.kind, device?.kind ?? null);
    for (let i = 0; i < concerned.length; i++)
      if (concerned[i] !== this.interest.watcher || !writeHeard(this, source, observation, this.heard))
        this.toScenario(concerned[i]!, input);
    const said = saidToAlerts(this.context, observation, attribution, at);
    if (said) for (const alert of this.alerts) this.toAlert(alert, said);
  }

  deadline(input: Extract<PatientInput, { type: 'deadline' }>): void {
    const { subject, at, dueAt } = input;
    if ('alertId' in subject) {
      const alert = this.alerts.find((one) => one.id === subject.alertId);
      return alert && this.toAlert(alert, { type: 'deadline', at, dueAt });
    }
    const place = this.scenarios.findIndex((scenario) => scenario.id === subject.scenarioId);
    if (place >= 0 && this.wakes[place]! <= at) this.toScenario(place, { type: 'deadline', at, dueAt });
  }

  newContext(context: PatientContext, at: number): void {
    const made = agreedAnew(this.before, context, at, this.environment.catalogue, this.effects);
    ({ sources: this.sources, instants: this.instants } = made);
    ({ context: this.context, scenarios: this.scenarios, unread: this.unread, special: this.special } = made);
    ({ templates: this.templates, params: this.params, interest: this.interest } = made);
    ({ states: this.states, wakes: this.wakes, episodes: this.episodes } = made);
    for (const alert of this.alerts) this.toAlert(alert, { type: 'people-changed', at });
    this.scenarios.forEach((scenario, place) => {
      if (pauseBroken(this.before, scenario, at)) this.lookAgain(place, at);
      else this.toScenario(place, { type: 'context', at });
    });
  }
}
