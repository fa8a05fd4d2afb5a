import type pg from 'pg';
import { merge, type Observable, Subject, type Subscription } from 'rxjs';
import { earlier } from '../../rules/alerts/deadlines.ts';
import type { PatientState } from '../../rules/engine/patient-state.ts';
import type { Sequence } from '../../rules/engine/sequence.ts';
import type { World } from '../../rules/engine/world.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { AlertCommand, BlindInput, DirectoryInput, PatientInput } from '../../rules/model/input.ts';
import type { PatientContext } from '../../rules/model/patient.ts';
import type { Interval } from '../../rules/model/time.ts';
import type { Clock } from '../clock.ts';
import type { AlertCommands, Arrival, CommandOutcome, ContextChanges, Fate, FateSink, Intake } from '../ports.ts';
import { directoryTold, directoryToTell, patientsToTell } from '../store/engine-state.ts';
import type { LaneConnection } from '../store/lane-connection.ts';
import { loadDirectory, loadPatientContexts } from '../store/patient-context.ts';
import type { TemplateDefaults } from '../store/scenario-contexts.ts';
import type { StateCatchUp } from './catch-up.ts';
import { deadlineAlarm } from './deadlines.ts';
import type { Lane } from './lane.ts';
import { laneOf } from './lane-of.ts';
import type { Committed, InputOutcome } from './work.ts';

export interface LaneParts {
  readonly lane: Lane;
  readonly world: World;
  readonly connection: LaneConnection;
  readonly catchUp: StateCatchUp;
}

export interface PipelineParts {
  readonly lanes: readonly LaneParts[];
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly sequence: Sequence;
  readonly templateDefaults: TemplateDefaults;
  /** Resolves when what an earlier process left to be written is written. */
  readonly earlier: Promise<void>;
}

/** Patients looked at in one go when many deadlines come due together. */
const dueAtOnce = 500;
/** Patients whose change is told to the judge in one go. */
const toldAtOnce = 1_000;

/** The way of every input: to the lane of its home, and the alarm clock of what each lane has to look at again. */
export class Pipeline implements Intake, AlertCommands, FateSink, Pick<ContextChanges, 'patientChanged' | 'directoryChanged'> {
  readonly #p: PipelineParts;
  readonly #alarms: readonly Subscription[];
  readonly #patientOfAlert = new Map<string, string>();
  readonly #homeOfPatient = new Map<string, string>();
  /** Patients whose change is on its way to the judge, up to which revision. */
  readonly #telling = new Map<string, { readonly revision: number; readonly told: Promise<void> }>();
  /** Batches that are stored, in the order of their lane. */
  readonly committed$: Observable<Committed>;

  constructor(parts: PipelineParts) {
    this.#p = parts;
    this.committed$ = merge(...parts.lanes.map(({ lane }) => lane.committed$));
    for (const { world } of parts.lanes) {
      for (const { context, alerts } of world.patients()) {
        this.#homeOfPatient.set(context.patientId, context.homeId);
        this.#follow(alerts);
      }
    }
    this.committed$.subscribe(({ alerts }) => this.#follow(alerts));
    this.#alarms = parts.lanes.map((one) => {
      const fired$ = new Subject<void>();
      const changed$ = merge(one.lane.judged$, fired$);
      return deadlineAlarm(() => one.world.nextDeadlineAt(), changed$, parts.clock).subscribe((now) => {
        this.#fire(one, now);
        fired$.next();
      });
    });
  }

  get waiting(): number {
    return this.#p.lanes.reduce((sum, { lane }) => sum + lane.waiting, 0);
  }

  /** A lane's database does not answer: readings wait. */
  get stalled(): boolean {
    return this.#p.lanes.some(({ lane }) => lane.stalled);
  }

  /** When the next patient must be looked at, perhaps sooner than needed; null: nobody. In the past: overdue. */
  nextDeadlineAt(): number | null {
    return this.#p.lanes.reduce<number | null>((next, { world }) => earlier(next, world.nextDeadlineAt()), null);
  }

  /** Every alert that is not closed, as judged. */
  openAlerts(): AlertState[] {
    return this.#p.lanes.flatMap(({ world }) => [...world.patients()].flatMap((patient) => patient.alerts));
  }

  /** Everything that is remembered of everybody. */
  *patients(): IterableIterator<PatientState> {
    for (const { world } of this.#p.lanes) yield* world.patients();
  }

  patient(patientId: string): PatientState | undefined {
    const homeId = this.#homeOfPatient.get(patientId);
    return homeId === undefined ? undefined : this.#laneOf(homeId).world.patient(patientId);
  }

  context(patientId: string): PatientContext | undefined {
    return this.patient(patientId)?.context;
  }

  residents(homeId: string): readonly string[] {
    return this.#laneOf(homeId).world.concerned(homeId, null);
  }

  accept(arrival: Arrival, done: (error: Error | null) => void): void {
    const { lane } = this.#laneOf(arrival.homeId ?? arrival.source);
    const receivedAt = arrival.observations[0]?.receivedAt ?? this.#p.clock.now();
    lane.enqueue({ kind: 'arrival', arrival, receivedAt, done });
  }

  async command(alertId: string, command: AlertCommand, version: number | null): Promise<CommandOutcome> {
    const patientId = this.#patientOfAlert.get(alertId);
    if (patientId === undefined) return { ok: false, reason: 'not-found', detail: 'There is no open alert with this id.' };
    const { refused, conflict, alert, error } = await this.#input(
      patientId,
      { type: 'command', at: this.#p.clock.now(), alertId, command },
      version,
    );
    if (error) throw new Error('the command could not be stored', { cause: error });
    if (conflict && alert) return { ok: false, reason: 'version', alert };
    if (refused !== null || !alert) return { ok: false, reason: 'refused', detail: refused ?? 'This alert is closed.' };
    return { ok: true, alert };
  }

  fate(notification: Notification, fate: Fate, detail: string): void {
    const { id: notificationId, alertId, patientId } = notification;
    if (alertId === null) return;
    void this.#input(patientId, { type: 'notification-fate', at: this.#p.clock.now(), alertId, notificationId, fate, detail }, null);
  }

  patientChanged(patientId: string): Promise<void> {
    return this.#tellPatients([patientId]);
  }

  /** Whatever changed while nobody listened. */
  async catchUp(): Promise<void> {
    await this.directoryChanged();
    await this.#tellPatients(null);
  }

  async directoryChanged(): Promise<void> {
    const { pool, clock, lanes } = this.#p;
    const revision = await directoryToTell(pool);
    if (revision === null) return;
    const directory = await loadDirectory(pool);
    const input: DirectoryInput = { type: 'directory', at: clock.now(), directory };
    for (const { world } of lanes) world.directory(input);
    await this.#everybody(input);
    await directoryTold(pool, revision);
  }

  /** We could not see: in force for every wait at once, before anything else is judged; resolves when it is stored. */
  async blinded(stretch: Interval): Promise<void> {
    const input: BlindInput = { type: 'blind', at: this.#p.clock.now(), stretch };
    for (const { world } of this.#p.lanes) world.blinded(input);
    await this.#everybody(input);
  }

  async #everybody(input: DirectoryInput | BlindInput): Promise<void> {
    const seq = this.#p.sequence.next(input.at);
    const stored = this.#p.lanes.map(
      ({ lane }) =>
        new Promise<void>((resolve, reject) =>
          lane.enqueue({ kind: 'everybody', seq, input, done: (error) => (error ? reject(error) : resolve()) }),
        ),
    );
    await Promise.all(stored);
  }

  async close(): Promise<void> {
    for (const alarm of this.#alarms) alarm.unsubscribe();
    await this.#p.earlier;
    for (const { lane, connection, catchUp } of this.#p.lanes) {
      await lane.close();
      await catchUp.close();
      await connection.close();
    }
  }

  async #tellPatients(ids: readonly string[] | null): Promise<void> {
    const found = await patientsToTell(this.#p.pool, ids);
    const revisions = new Map<string, number>();
    const underWay: Promise<void>[] = [];
    for (const { id, revision } of found) {
      const telling = this.#telling.get(id);
      // Somebody else tells it already; whoever asks waits for that, so that what they were promised is in force.
      if (telling && telling.revision >= revision) underWay.push(telling.told);
      else revisions.set(id, revision);
    }
    if (revisions.size > 0) {
      const told = this.#tell(revisions);
      underWay.push(told);
      for (const [id, revision] of revisions) this.#telling.set(id, { revision, told });
      const over = () => {
        for (const id of revisions.keys()) if (this.#telling.get(id)?.told === told) this.#telling.delete(id);
      };
      told.then(over, over);
    }
    await Promise.all(underWay);
  }

  async #tell(revisions: ReadonlyMap<string, number>): Promise<void> {
    const { pool, templateDefaults, clock } = this.#p;
    const ids = [...revisions.keys()];
    // What changes for a whole place is told in parts, so that readings get their turn between them.
    for (let from = 0; from < ids.length; from += toldAtOnce) {
      const contexts = await loadPatientContexts(pool, ids.slice(from, from + toldAtOnce), templateDefaults);
      const told = contexts.map((context) => {
        const { patientId, homeId } = context;
        this.#homeOfPatient.set(patientId, homeId);
        return this.#input(patientId, { type: 'context', at: clock.now(), context }, null, revisions.get(patientId) ?? null);
      });
      await Promise.all(told);
    }
  }

  #input(patientId: string, input: PatientInput, version: number | null, revision: number | null = null): Promise<InputOutcome> {
    const { lane } = this.#laneOf(this.#homeOfPatient.get(patientId) ?? patientId);
    return new Promise((done) => lane.enqueue({ kind: 'input', patientId, input, version, revision, done }));
  }

  #fire({ lane, world }: LaneParts, now: number): void {
    for (;;) {
      const due = world.takeDue(now, dueAtOnce);
      for (const { patientId, inputs } of due)
        for (const input of inputs) lane.enqueue({ kind: 'input', patientId, input, version: null, revision: null, done: () => undefined });
      if (due.length < dueAtOnce) return;
    }
  }

  #follow(alerts: readonly AlertState[]): void {
    for (const { id, patientId, status } of alerts) {
      if (status === 'closed') this.#patientOfAlert.delete(id);
      else this.#patientOfAlert.set(id, patientId);
    }
  }

  #laneOf(homeId: string): LaneParts {
    return this.#p.lanes[laneOf(homeId, this.#p.lanes.length)]!;
  }
}
