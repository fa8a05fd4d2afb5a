import { type LogEntry, replayEntry } from '../engine/replay.ts';
import { type Decision, emptyBatch, type World } from '../engine/world.ts';
import type { PatientInput } from '../model/input.ts';
import type { Instant } from '../model/time.ts';
import type { PeopleAnswering } from './people.ts';

/** Patients whose deadlines are taken together. */
const dueAtOnce = 500;

/**
 * Lives through a log under virtual time: the world judges each line as it was judged live, and between two lines every deadline at
 * the very instant at which it is due. A deadline due at the instant of a line comes before it, and what people do comes after both
 * deadlines. Nothing leaves it but decisions.
 */
export class VirtualRun {
  readonly world: World;
  readonly #people: PeopleAnswering;
  readonly #heard: (decision: Decision) => void;
  #now: Instant = Number.NEGATIVE_INFINITY;
  #seq = 0;
  #readings = 0;

  constructor(world: World, people: PeopleAnswering, heard: (decision: Decision) => void) {
    this.world = world;
    this.#people = people;
    this.#heard = heard;
  }

  /** Readings that concerned somebody. */
  get readings(): number {
    return this.#readings;
  }

  /** The next line of the log; lines come in the order of judgement. Deadlines of the log are left out: virtual time makes its own. */
  take(entry: LogEntry): void {
    if (entry.type === 'reading') return this.#reading(entry);
    if (entry.type !== 'input') return this.#forEverybody(entry);
    const { input, patientId } = entry;
    if (input.type === 'deadline') return;
    if ((input.type === 'command' || input.type === 'notification-fate') && !this.#people.recorded) return;
    this.advanceTo(input.at);
    this.#judge(patientId, input);
  }

  #reading(entry: Extract<LogEntry, { type: 'reading' }>): void {
    this.advanceTo(entry.at);
    const concerned = this.world.concerned(entry.homeId, entry.patientId);
    if (concerned.length === 0) return;
    this.#readings++;
    for (const patientId of concerned) this.#judge(patientId, { type: 'observation', at: entry.at, observation: entry.observation });
  }

  /** Nothing was judged while we could not see: what was due in such a stretch is judged after it, as it was then. */
  #forEverybody(entry: Exclude<LogEntry, { type: 'reading' | 'input' }>): void {
    const { input } = entry;
    this.advanceTo('stretch' in input ? Math.min(input.stretch.fromAt, input.at) : input.at);
    this.#now = Math.max(input.at, this.#now);
    replayEntry(this.world, entry);
  }

  /** Lives until then, with everything that comes due by then. */
  advanceTo(at: Instant): void {
    for (;;) {
      const dueAt = this.world.nextDeadlineAt();
      const actsAt = this.#people.nextAt();
      if (dueAt !== null && dueAt <= at && (actsAt === null || dueAt <= actsAt)) this.#deadlines(Math.max(dueAt, this.#now));
      else if (actsAt !== null && actsAt <= at) this.#act(Math.max(actsAt, this.#now));
      else break;
    }
    this.#now = Math.max(at, this.#now);
  }

  #deadlines(at: Instant): void {
    this.#now = at;
    for (const { patientId, inputs } of this.world.takeDue(at, dueAtOnce)) for (const input of inputs) this.#judge(patientId, input);
  }

  #act(at: Instant): void {
    this.#now = at;
    const planned = this.#people.take(at, this.world);
    if (planned) this.#judge(planned.patientId, { type: 'command', at, alertId: planned.alertId, command: planned.command });
  }

  #judge(patientId: string, input: PatientInput): void {
    const decision = this.world.judge(emptyBatch(), ++this.#seq, patientId, input);
    if (!decision || decision.effects.length === 0) return;
    this.#people.hear(decision);
    this.#heard(decision);
  }
}
