import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type ResponseBoard, responseBoard, responseUnitView } from '../../gateway/contract/response.ts';
import { hour, type Instant, minute } from '../../rules/model/time.ts';
import { ask, type Session, signIn } from '../enrol.ts';
import { type Course, courseOf, nextWord, type Stand } from './course.ts';

/** Who goes out with which unit: a user of the gateway who may be of a crew. */
export interface CrewOf {
  readonly unitId: string;
  readonly email: string;
}

interface Member extends CrewOf {
  readonly userId: string;
  readonly session: Session;
}

/** The visit of a unit, as its crew knows it. */
interface Visit extends Stand {
  readonly jobId: string;
  readonly course: Course;
}

interface Options {
  readonly baseUrl: string;
  readonly crews: readonly CrewOf[];
  /** Of all of them. */
  readonly password: string;
  readonly seed: number;
  readonly now: () => Instant;
}

type Unit = ResponseBoard['units'][number];

const turnMs = 8 * hour;
/** A turn that ends so soon is made longer. */
const renewMs = hour;
/** Nothing is planned: whether all is well is looked at again all the same. */
const idleMs = 15 * minute;

/** Simulated crews, each signed in as a user of its own. Where somebody else is on duty with a unit, its crew leaves it to them. */
export class Crews {
  readonly #options: Options;
  readonly #visits = new Map<string, Visit>();
  #members: Promise<readonly Member[]> | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Of the first of them. Rejects with the gateway's reason. */
  async session(): Promise<Session> {
    return (await this.#signedIn())[0]!.session;
  }

  /** Signs in anew at the next look: the gateway was away, or a session is over. */
  forgetSessions(): void {
    this.#members = null;
  }

  /** Says what each crew has to say by now; gives when there is something to do next. Rejects with the gateway's reason, and goes on from there. */
  async look(): Promise<Instant> {
    const members = await this.#signedIn();
    const { units, jobs } = responseBoard.parse(await ask(members[0]!.session, 'GET', '/api/response/board'));
    const next: Instant[] = [this.#options.now() + idleMs];
    for (const member of members) {
      const unit = units.find(({ id }) => id === member.unitId);
      // Units that are not used any more are not on the board.
      if (!unit || !(await this.#isOnDuty(member, unit))) continue;
      const job = jobs.find(({ id }) => id === unit.jobId);
      const at = await this.#goOn(member, job);
      if (at !== null) next.push(at);
    }
    return Math.min(...next);
  }

  #signedIn(): Promise<readonly Member[]> {
    this.#members ??= Promise.all(this.#options.crews.map((crew) => this.#signIn(crew)));
    return this.#members;
  }

  async #signIn(crew: CrewOf): Promise<Member> {
    const { baseUrl, password } = this.#options;
    const session = await signIn(baseUrl, crew.email, password);
    const { id } = z.object({ id: z.string() }).parse(await ask(session, 'GET', '/api/me'));
    const units = z.array(responseUnitView).parse(await ask(session, 'GET', '/api/response/units'));
    if (!units.some((unit) => unit.id === crew.unitId)) throw new Error(`there is no unit ${crew.unitId}`);
    return { ...crew, session, userId: id };
  }

  async #isOnDuty({ session, unitId, userId }: Member, { crew, until }: Unit): Promise<boolean> {
    const duty = (to: string | null, untilAt: Instant) =>
      ask(session, 'PUT', '/api/response/my/duty', { unitId: to, untilAt: to && new Date(untilAt).toISOString() });
    const isOn = crew.some((one) => one.userId === userId);
    const now = this.#options.now();
    if (crew.length > Number(isOn)) {
      if (isOn) await duty(null, now);
      return false;
    }
    if (!isOn || until === null || Date.parse(until) - now < renewMs) await duty(unitId, now + turnMs);
    return true;
  }

  /** Goes on with the visit of one unit; gives when its crew has something to say next. */
  async #goOn({ session, unitId }: Member, job: ResponseBoard['jobs'][number] | undefined): Promise<Instant | null> {
    if (!job) {
      this.#visits.delete(unitId);
      return null;
    }
    const now = this.#options.now();
    const before = this.#visits.get(unitId);
    const isSame = before?.jobId === job.id;
    const offer = { unitId, jobId: job.id, offeredAt: job.offeredTo?.offeredAt ?? '' };
    const course = isSame ? before.course : courseOf(this.#options.seed, offer);
    const visit: Visit =
      isSame && before.state === job.state ? before : { jobId: job.id, course, state: job.state, since: now, hasRung: false };
    this.#visits.set(unitId, visit);
    const word = nextWord(visit, course);
    if (!word || word.at > now) return word?.at ?? null;
    const event = { ...word.said, id: randomUUID(), at: new Date(now).toISOString() };
    await ask(session, 'POST', `/api/response-jobs/${encodeURIComponent(job.id)}/events`, { events: [event] });
    // What follows from it stands on the board of the next look; a word that changes nothing is not said again at once.
    this.#visits.set(unitId, { ...visit, since: now, hasRung: visit.hasRung || word.said.type === 'no-access' });
    return now;
  }
}
