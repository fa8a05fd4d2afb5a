import { instanceOf, instancesOf, memoryAt, type PatientState, patientState } from '../../../rules/engine/patient-state.ts';
import type { LogEntry } from '../../../rules/engine/replay.ts';
import { judgedAt, Sequence } from '../../../rules/engine/sequence.ts';
import { type Decision, emptyBatch, World } from '../../../rules/engine/world.ts';
import type { Actor } from '../../../rules/model/alert.ts';
import { withStretch } from '../../../rules/model/blindness.ts';
import type { Notification } from '../../../rules/model/effect.ts';
import type { AlertCommand, PatientInput } from '../../../rules/model/input.ts';
import type { Observation, ObservationKind, ObservationValue } from '../../../rules/model/observation.ts';
import type { Directory, PatientContext } from '../../../rules/model/patient.ts';
import { type Interval, minute } from '../../../rules/model/time.ts';
import { catalogue } from '../../../rules/scenarios/catalogue.ts';
import { readings } from '../agreements.ts';
import type { Changes, Home, Moment } from './arbitraries.ts';
import { contextOf, homeId, hubId, ownerOf, residents, withPause } from './contexts.ts';
import { Invariants } from './invariants.ts';

type Tries = Moment['tries'];
type Reading = readonly [source: string, kind: ObservationKind, value: ObservationValue];

const byHand = 'person';
const fromHub: readonly Reading[] = [
  [hubId, 'availability', 'offline'],
  [hubId, 'availability', 'online'],
  [hubId, 'heartbeat', true],
];
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
  readonly decisions: Decision[] = [];
  readonly #home: Home;
  readonly #endsAtEveryWake: boolean;
  readonly invariants = new Invariants();
  readonly #sequence = new Sequence(0);
  readonly #notifications: Notification[] = [];
  readonly #readings: { patientId: string | null; observation: Observation }[] = [];
  #directory: Directory;
  #blind: readonly Interval[] = [];
  #now: number;
  #versions = 0;

  /** `endsAtEveryWake`: the process ends, and begins again with what was stored, before each deadline is judged. */
  constructor(home: Home, endsAtEveryWake = false) {
    this.#home = home;
    this.#endsAtEveryWake = endsAtEveryWake;
    this.#now = home.startAt;
    this.#directory = { teams: home.teams };
    this.world = new World(catalogue, { teams: [] });
    this.#tellDirectory();
    for (const [who, changes] of home.residents.entries()) this.#agree(who, changes, 'once');
  }

  live(moments: readonly Moment[]): void {
    for (const { afterMs, outage, tries, event } of moments) {
      this.#pass(afterMs, outage);
      this.#happen(event, tries);
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
    // As at a start: what could not be seen is known before anything that is due is judged.
    if (outage && ms >= minute) this.#couldNotSee(ms, until);
    for (let answered = 0, rounds = 0; ; rounds++) {
      const nextAt = this.world.nextDeadlineAt();
      if (nextAt === null || nextAt > until) break;
      this.#now = outage || answered > patience ? until : Math.max(this.#now, nextAt);
      if (rounds > 4 * patience) throw new Error(`deadlines without end at ${new Date(this.#now).toISOString()}`);
      if (this.#endsAtEveryWake) this.#restart();
      // The world may name somebody too early: that is no deadline, and after a restart it is not even asked.
      const due = this.world.takeDue(this.#now, 100);
      if (due.length > 0) answered++;
      for (const { patientId, inputs } of due) for (const input of inputs) this.#judge(patientId, input, 'once');
    }
    this.#now = until;
  }

  #judge(patientId: string, input: PatientInput, tries: Tries): void {
    const seq = this.#sequence.next(this.#now);
    const at = judgedAt(seq);
    const entry = { ...input, at };
    this.log.push({ type: 'input', seq, patientId, input: entry });
    this.#settle(seq, patientId, entry, tries);
  }

  #settle(seq: number, patientId: string, input: PatientInput, tries: Tries): void {
    if (tries === 'refused') this.#tryOnly(seq, patientId, input);
    const before = this.world.patient(patientId);
    const decision = this.world.judge(emptyBatch(), seq, patientId, input);
    if (!decision) return;
    const after = this.world.patient(patientId)!;
    this.invariants.check(decision, before, after);
    this.#remember(decision);
    // What people do to an alert or say to it is written down each time; the intake takes out what is sent twice.
    const written = input.type === 'command' || (input.type === 'observation' && input.observation.kind === 'ok');
    if (tries !== 'twice' || written) return;
    const again = this.#tryOnly(seq, patientId, input);
    this.invariants.sameTwice(again.decision, after, again.after);
  }

  /** Judges and takes it back. */
  #tryOnly(seq: number, patientId: string, input: PatientInput): { readonly decision: Decision | null; readonly after: PatientState } {
    const batch = emptyBatch();
    const decision = this.world.judge(batch, seq, patientId, input);
    const after = this.world.patient(patientId)!;
    this.world.undo(batch);
    return { decision, after };
  }

  #remember(decision: Decision): void {
    this.decisions.push(decision);
    for (const effect of decision.effects) if (effect.type === 'notify') this.#notifications.push(effect.notification);
  }

  #happen(event: Moment['event'], tries: Tries): void {
    switch (event.do) {
      case 'telling': {
        const candidates = this.#candidates();
        const [source, kind, value] = candidates[event.n % candidates.length]!;
        const who = residents[event.n % this.#home.residents.length]!;
        return this.#reading(source, kind, value, who, event, tries);
      }
      case 'odd': {
        const sources = [...this.#home.devices, byHand];
        const who = residents[event.device % this.#home.residents.length]!;
        return this.#reading(sources[event.device % sources.length]!, event.kind, event.value, who, event, tries);
      }
      case 'again': {
        const known = this.#readings[event.n % Math.max(1, this.#readings.length)];
        return known && this.#observe({ ...known, observation: { ...known.observation, receivedAt: this.#now } }, tries);
      }
      case 'command':
        return this.#command(event, tries);
      case 'fate':
        return this.#fate(event, tries);
      case 'context':
        return this.#agree(event.who % this.#home.residents.length, event.changes, tries);
      case 'pause':
        return this.#pause(event, tries);
      case 'blind':
        return this.#couldNotSee(event.ms, this.#now);
      case 'directory':
        this.#directory = { teams: event.teams };
        return this.#tellDirectory();
      case 'restart':
        return this.#restart();
    }
  }

  /** What can be said in this home that an agreement listens to; more may be listened to than can be said. */
  #candidates(): readonly Reading[] {
    const kinds = new Set(
      [...this.world.patients()].flatMap(({ templates }) => templates.flatMap((one) => (one.outages ? [] : one.kinds))),
    );
    const said = readings.filter(([source, kind]) => kinds.has(kind) && (source === byHand || this.#home.devices.includes(source)));
    const all = this.#home.hub ? [...said, ...fromHub] : said;
    return all.length > 0 ? all : [[byHand, 'ok', true]];
  }

  #reading(
    from: string,
    kind: ObservationKind,
    value: ObservationValue,
    who: string,
    { lateMs, snapshot }: { readonly lateMs: number; readonly snapshot: boolean },
    tries: Tries,
  ): void {
    const patientId = from === byHand ? who : ownerOf(from);
    const observation: Observation = {
      source: from === byHand ? `person:${who}` : from,
      key: `${kind}`,
      kind,
      value,
      observedAt: this.#now - lateMs,
      receivedAt: this.#now,
      provenance: from === byHand ? 'manual' : 'device',
      // A call for help is an event whatever it is sent as.
      snapshot: snapshot && kind !== 'sos',
    };
    this.#readings.push({ patientId, observation });
    this.#observe({ patientId, observation }, tries);
  }

  #observe({ patientId, observation }: { patientId: string | null; observation: Observation }, tries: Tries): void {
    const seq = this.#sequence.next(this.#now);
    const at = judgedAt(seq);
    this.log.push({ type: 'reading', seq, at, homeId, patientId, observation });
    for (const id of this.world.concerned(homeId, patientId)) this.#settle(seq, id, { type: 'observation', at, observation }, tries);
  }

  #command({ alert, type, actor, to, outcome, restMs }: Extract<Moment['event'], { do: 'command' }>, tries: Tries): void {
    const open = [...this.world.patients()].flatMap((one) => one.alerts.map(({ id }) => ({ id, patientId: one.context.patientId })));
    const chosen = open[alert % Math.max(1, open.length)];
    if (!chosen) return;
    const by = people[actor % people.length]!;
    const theirs = open.filter(({ patientId }) => patientId === chosen.patientId);
    const target = to === 12 ? { queue: 'social' as const } : to < rungs.length ? { level: rungs[to]! } : people[to % people.length]!;
    const commands: Record<AlertCommand['type'], AlertCommand> = {
      acknowledge: { type: 'acknowledge', actor: by },
      unacknowledge: { type: 'unacknowledge', actor: by },
      'hand-over': { type: 'hand-over', actor: by, to: target },
      decline: { type: 'decline', actor: by },
      snooze: {
        type: 'snooze',
        actor: by,
        scope: to % 2 === 0 ? 'alert' : 'recipient',
        untilAt: this.#now + restMs,
        reason: 'Asked to wait.',
      },
      unsnooze: { type: 'unsnooze', actor: by },
      join: { type: 'join', actor: by },
      leave: { type: 'leave', actor: by },
      merge: { type: 'merge', actor: by, into: theirs[to % theirs.length]!.id },
      unmerge: { type: 'unmerge', actor: by },
      note: { type: 'note', actor: by, text: 'Rang; no answer.' },
      visit: {
        type: 'visit',
        actor: by,
        line: this.#versions + to,
        text: 'On the way.',
        rest: to % 3 === 0 ? 'resume' : this.#now + restMs,
      },
      close: { type: 'close', actor: by, outcome, note: '' },
    };
    const command = commands[type];
    this.#judge(chosen.patientId, { type: 'command', at: this.#now, alertId: chosen.id, command }, tries);
  }

  #fate({ n, fate }: Extract<Moment['event'], { do: 'fate' }>, tries: Tries): void {
    // Who comes first of two whose deadlines are at the same instant is not remembered over a restart: what happens must not hang on it.
    const inOrder = this.#notifications.toSorted((a, b) => a.createdAt - b.createdAt || a.patientId.localeCompare(b.patientId));
    const notification = inOrder.at(-1 - n);
    if (!notification || notification.alertId === null) return;
    const { id: notificationId, alertId, patientId } = notification;
    this.#judge(patientId, { type: 'notification-fate', at: this.#now, alertId, notificationId, fate, detail: '' }, tries);
  }

  #agree(who: number, changes: Changes, tries: Tries): void {
    this.#versions++;
    const known = this.world.patient(residents[who]!)?.context;
    this.#tellContext(contextOf(this.#home, who, changes, this.#versions, known, this.#now), tries);
  }

  #tellContext(context: PatientContext, tries: Tries): void {
    this.#judge(context.patientId, { type: 'context', at: this.#now, context }, tries);
  }

  #pause({ who, n, hours }: Extract<Moment['event'], { do: 'pause' }>, tries: Tries): void {
    const { context } = this.world.patient(residents[who % this.#home.residents.length]!)!;
    // Any change of context looks at the people again: whose dates have begun meanwhile must not be put down to the pause.
    this.#tellContext(context, 'once');
    const before = this.world.patient(context.patientId)!;
    this.#tellContext(withPause(context, n, hours, this.#now), tries);
    this.invariants.onlyPaused(before, this.world.patient(context.patientId)!);
  }

  #couldNotSee(ms: number, toAt: number): void {
    const input = { type: 'blind', at: toAt, stretch: { fromAt: toAt - ms, toAt } } as const;
    this.log.push({ type: 'blind', input });
    this.#blind = withStretch(this.#blind, input.stretch, toAt);
    this.world.blinded(input);
  }

  #tellDirectory(): void {
    const input = { type: 'directory', at: this.#now, directory: this.#directory } as const;
    this.log.push({ type: 'directory', input });
    this.world.directory(input);
  }

  /** The process ends and begins again with what was stored. */
  #restart(): void {
    const restarted = new World(catalogue, stored(this.#directory), stored(this.#blind));
    for (const state of this.world.patients()) {
      const context = stored(state.context);
      const instances = context.scenarios.map((scenario, i) => instanceOf(scenario, stored(memoryAt(state, i)), catalogue));
      restarted.restore(patientState(context, instances, stored(state.alerts)));
    }
    this.world = restarted;
  }
}

function stored<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
