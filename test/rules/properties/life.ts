import { instancesOf, patientState } from '../../../rules/engine/patient-state.ts';
import type { LogEntry } from '../../../rules/engine/replay.ts';
import { judgedAt, Sequence } from '../../../rules/engine/sequence.ts';
import { type Decision, emptyBatch, World } from '../../../rules/engine/world.ts';
import type { Actor } from '../../../rules/model/alert.ts';
import type { Notification } from '../../../rules/model/effect.ts';
import type { AlertCommand, PatientInput } from '../../../rules/model/input.ts';
import type { Observation, ObservationKind } from '../../../rules/model/observation.ts';
import type { Directory, PatientContext, ScenarioContext } from '../../../rules/model/patient.ts';
import { hour } from '../../../rules/model/time.ts';
import { catalogue } from '../../../rules/scenarios/catalogue.ts';
import { templateDefaults } from '../../../rules/scenarios/registry.ts';
import type { Changes, Home, Moment } from './arbitraries.ts';
import { Invariants } from './invariants.ts';

const homeId = 'home';
const residents = ['kath', 'fred'];
const people: readonly Actor[] = [
  { kind: 'contact', id: 'mary', name: 'Mary', tier: 'family' },
  { kind: 'contact', id: 'nell', name: 'Nell', tier: 'family' },
  { kind: 'on-call', id: 'cara', name: 'Cara', tier: 'professional' },
  { kind: 'on-call', id: 'dev', name: 'Dev', tier: 'professional' },
  { kind: 'user', id: 'u1', name: 'Amin', tier: 'professional' },
  { kind: 'user', id: 'u2', name: 'Bea', tier: 'professional' },
  { kind: 'patient', id: 'kath', name: 'Kath', tier: 'patient' },
];
const rungs = ['coordination', 'rapid-response', 'emergency'] as const;
/** Deadlines answered one by one in a gap; what is left then comes at its end, as after an outage. */
const patience = 25;

/** One home lived through: what happens, in order, judged as the pipeline judges it, with everything checked after every input. */
export class Life {
  world: World;
  readonly log: LogEntry[] = [];
  readonly decisions: string[] = [];
  readonly #home: Home;
  readonly #invariants = new Invariants();
  readonly #sequence = new Sequence(0);
  readonly #notifications: Notification[] = [];
  readonly #readings: { patientId: string | null; observation: Observation }[] = [];
  #directory: Directory;
  #now: number;
  #versions = 0;

  constructor(home: Home) {
    this.#home = home;
    this.#now = home.startAt;
    this.#directory = { teams: home.teams };
    this.world = new World(catalogue, { teams: [] });
    this.#tellDirectory();
    for (const [who, changes] of home.residents.entries()) this.#tellContext(who, changes, false);
  }

  live(moments: readonly Moment[]): void {
    for (const { afterMs, outage, refused, event } of moments) {
      this.#pass(afterMs, outage);
      this.#happen(event, refused);
      this.#pass(0, true);
    }
  }

  /** All that is remembered, as it would be stored. */
  remembered(world = this.world): string {
    const states = [...world.patients()].toSorted((a, b) => (a.context.patientId < b.context.patientId ? -1 : 1));
    return JSON.stringify(
      states.map((state) => ({
        context: state.context,
        instances: instancesOf(state).map(({ scenario, state, wakeAt, episode }) => ({ scenario, state, wakeAt, episode })),
        alerts: state.alerts,
        wakeAt: state.wakeAt,
      })),
    );
  }

  #pass(ms: number, outage: boolean): void {
    const until = this.#now + ms;
    for (let answered = 0; ; answered++) {
      const nextAt = this.world.nextDeadlineAt();
      if (nextAt === null || nextAt > until) break;
      this.#now = outage || answered > patience ? until : Math.max(this.#now, nextAt);
      if (answered > 2 * patience + 50) throw new Error(`deadlines without end at ${new Date(this.#now).toISOString()}`);
      for (const { patientId, inputs } of this.world.takeDue(this.#now, 100))
        for (const input of inputs) this.#judge(patientId, input, false);
    }
    this.#now = until;
  }

  #judge(patientId: string, input: PatientInput, refused: boolean): void {
    const seq = this.#sequence.next(this.#now);
    const at = judgedAt(seq);
    const entry = { ...input, at };
    this.log.push({ type: 'input', seq, patientId, input: entry });
    this.#settle(seq, patientId, entry, refused);
  }

  #settle(seq: number, patientId: string, input: PatientInput, refused: boolean): void {
    if (refused) {
      const batch = emptyBatch();
      this.world.judge(batch, seq, patientId, input);
      this.world.undo(batch);
    }
    const before = this.world.patient(patientId);
    const decision = this.world.judge(emptyBatch(), seq, patientId, input);
    if (!decision) return;
    this.#invariants.check(decision, before, this.world.patient(patientId)!);
    this.#remember(decision);
  }

  #remember(decision: Decision): void {
    this.decisions.push(JSON.stringify(decision));
    for (const effect of decision.effects) if (effect.type === 'notify') this.#notifications.push(effect.notification);
  }

  #happen(event: Moment['event'], refused: boolean): void {
    switch (event.do) {
      case 'reading':
        return this.#reading(event, refused);
      case 'again': {
        const known = this.#readings[event.n % Math.max(1, this.#readings.length)];
        return known && this.#observe({ ...known, observation: { ...known.observation, receivedAt: this.#now } }, refused);
      }
      case 'command':
        return this.#command(event, refused);
      case 'fate':
        return this.#fate(event, refused);
      case 'context':
        return this.#tellContext(event.who % this.#home.residents.length, event.changes, refused);
      case 'directory':
        this.#directory = { teams: event.teams };
        return this.#tellDirectory();
      case 'restart':
        return this.#restart();
    }
  }

  #reading({ device, kind, value, lateMs, snapshot }: Extract<Moment['event'], { do: 'reading' }>, refused: boolean): void {
    const { devices } = this.#home;
    const who = residents[device % this.#home.residents.length] as string;
    const chosen = device % (devices.length + 1);
    const source = chosen === devices.length ? `person:${who}` : `d-${devices[chosen]}`;
    const own = chosen === devices.length || this.#isOwn(chosen) ? residents[0]! : null;
    const patientId = chosen === devices.length ? who : own;
    const observation: Observation = {
      source,
      key: `${kind}`,
      kind: kind as ObservationKind,
      value,
      observedAt: this.#now - lateMs,
      receivedAt: this.#now,
      provenance: chosen === devices.length ? 'manual' : 'device',
      snapshot,
    };
    this.#readings.push({ patientId, observation });
    this.#observe({ patientId, observation }, refused);
  }

  /** Every third device is the first resident's own. */
  #isOwn(device: number): boolean {
    return device % 3 === 0;
  }

  #observe({ patientId, observation }: { patientId: string | null; observation: Observation }, refused: boolean): void {
    const seq = this.#sequence.next(this.#now);
    const at = judgedAt(seq);
    this.log.push({ type: 'reading', seq, at, homeId, patientId, observation });
    for (const id of this.world.concerned(homeId, patientId)) this.#settle(seq, id, { type: 'observation', at, observation }, refused);
  }

  #command({ alert, type, actor, to, outcome }: Extract<Moment['event'], { do: 'command' }>, refused: boolean): void {
    const open = [...this.world.patients()].flatMap((one) => one.alerts.map(({ id }) => ({ id, patientId: one.context.patientId })));
    const chosen = open[alert % Math.max(1, open.length)];
    if (!chosen) return;
    const by = people[actor % people.length]!;
    const target = to < rungs.length ? { level: rungs[to]! } : people[to % people.length]!;
    const commands: Record<AlertCommand['type'], AlertCommand> = {
      acknowledge: { type: 'acknowledge', actor: by },
      unacknowledge: { type: 'unacknowledge', actor: by },
      'hand-over': { type: 'hand-over', actor: by, to: target },
      decline: { type: 'decline', actor: by },
      note: { type: 'note', actor: by, text: 'Rang; no answer.' },
      close: { type: 'close', actor: by, outcome, note: '' },
    };
    const command = commands[type as AlertCommand['type']];
    this.#judge(chosen.patientId, { type: 'command', at: this.#now, alertId: chosen.id, command }, refused);
  }

  #fate({ n, fate }: Extract<Moment['event'], { do: 'fate' }>, refused: boolean): void {
    const notification = this.#notifications.at(-1 - n);
    if (!notification || notification.alertId === null) return;
    const { id: notificationId, alertId, patientId } = notification;
    this.#judge(patientId, { type: 'notification-fate', at: this.#now, alertId, notificationId, fate, detail: '' }, refused);
  }

  #tellContext(who: number, changes: Changes, refused: boolean): void {
    this.#versions++;
    const context = this.#context(who, changes);
    this.#judge(context.patientId, { type: 'context', at: this.#now, context }, refused);
  }

  #context(who: number, { contacts, presence, scenarios, teamIds }: Changes): PatientContext {
    const patientId = residents[who]!;
    const devices = this.#home.devices.map((kind, i) => ({
      id: `d-${kind}`,
      kind,
      name: kind,
      room: null,
      patientId: this.#isOwn(i) ? residents[0]! : null,
      heartbeatMs: this.#home.heartbeats && i % 2 === 0 ? 6 * hour : null,
      prompts: ['speaker', 'fridge', 'dispenser', 'app'].includes(kind),
      enrolledAt: this.#home.startAt,
    }));
    return {
      patientId,
      homeId,
      knownAs: patientId,
      zone: this.#home.zone,
      sharedHome: this.#home.residents.length > 1,
      presence: { mode: presence.mode, untilAt: presence.hours === null ? null : this.#now + presence.hours * hour },
      devices: devices.filter((device) => device.patientId === null || device.patientId === patientId),
      contacts,
      teamIds,
      scenarios: scenarios.map((one, i): ScenarioContext => {
        const defaults = templateDefaults(one.template, one.params);
        return {
          // An agreement of the same template at the same place is the next version of it; one that ended never comes back.
          id: `${patientId}-${this.#agreement(patientId, i, one.template)}`,
          version: this.#versions,
          template: one.template,
          params: one.params,
          plan: one.plan ?? defaults.plan,
          severity: one.severity ?? defaults.severity,
          approvedBy: 'Dr Amin',
          activeFromAt: this.#now,
        };
      }),
    };
  }

  #agreement(patientId: string, place: number, template: string): string {
    const known = this.world.patient(patientId)?.context.scenarios[place];
    return known?.template === template ? known.id.slice(patientId.length + 1) : `${place}-${template}-${this.#versions}`;
  }

  #tellDirectory(): void {
    const input = { type: 'directory', at: this.#now, directory: this.#directory } as const;
    this.log.push({ type: 'directory', input });
    this.world.directory(input);
  }

  /** The process ends and begins again with what was stored. */
  #restart(): void {
    const restarted = new World(catalogue, JSON.parse(JSON.stringify(this.#directory)));
    for (const state of this.world.patients()) {
      const { context, alerts } = state;
      const instances = instancesOf(state);
      const stored = JSON.parse(
        JSON.stringify({ context, alerts, instances: instances.map(({ state, wakeAt, episode }) => ({ state, wakeAt, episode })) }),
      );
      const restored = instances.map(({ template }, i) => {
        const scenario: ScenarioContext = stored.context.scenarios[i];
        return { ...stored.instances[i], scenario, template, params: catalogue.params(template, scenario.params) };
      });
      restarted.restore(patientState(stored.context, restored, stored.alerts));
    }
    this.world = restarted;
  }
}
