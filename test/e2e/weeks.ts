import type { HomeClock } from '../../device-sim/clock.ts';
import type { ExpectedAlert } from '../../device-sim/expected/row.ts';
import type { FaultName } from '../../device-sim/faults.ts';
import type { DeskRequest } from '../../device-sim/homes/desk.ts';
import { everybody } from '../../device-sim/homes/everybody.ts';
import type { SimHome } from '../../device-sim/homes/home.ts';
import { storyDay } from '../../device-sim/homes/story.ts';
import { runHomes } from '../../device-sim/run.ts';
import { type SimEvent, type SimReport, Tally } from '../../device-sim/tally.ts';
import { commandIdOf } from '../../gateway/notify/command-id.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import { type Instant, localDate, localTime, minute } from '../../rules/model/time.ts';
import { Centre } from './centre.ts';
import { TestGateway } from './gateway.ts';

/** What lies within this time is lived together: a message may be so much older than its arrival, as over any real line. */
const lineDelayMs = 2 * minute;
/** For something under way to arrive on a busy machine, in real milliseconds. */
const patienceMs = 60_000;

interface Alarm {
  readonly at: Instant;
  readonly ring: () => void;
}

/** Homes by name (`doris,cora`); `all`: everybody; left out: those of the first design. */
export function homesNamed(names: string | undefined): readonly SimHome[] {
  const all = everybody();
  if (names === undefined) return all.slice(0, 3);
  return names === 'all' ? all : all.filter(({ id }) => names.split(',').includes(id));
}

/**
 * Weeks of simulated homes at a real gateway, with one care clock for both. It goes to the next thing that happens as soon as everything
 * that was sent is acknowledged, judged, delivered and answered; nobody waits for time to pass.
 */
export class Weeks {
  readonly gateway: TestGateway;
  readonly #tally: Tally;
  readonly #centre: Centre;
  readonly #stop = new AbortController();
  readonly #connected = new Set<string>();
  /** Devices whose connection a fault has taken away: nobody waits for them. */
  readonly #lost = new Set<string>();
  /** Devices whose connection is given back and has not been made yet. */
  readonly #returning = new Set<string>();
  readonly #unacknowledged = new Map<string, number>();
  /** Commands that their devices have spoken. */
  readonly #spoken = new Set<string>();
  #alarm: Alarm | null = null;
  /** Requests that family or professionals have made and that are not answered. */
  readonly #arranged: Promise<void>[] = [];
  #changed: () => void = () => {};
  #run: Promise<SimReport> = Promise.reject(new Error('not begun'));

  readonly #also: (event: SimEvent, at: Instant) => void;

  private constructor(gateway: TestGateway, homes: readonly SimHome[], also: (event: SimEvent, at: Instant) => void) {
    this.gateway = gateway;
    this.#also = also;
    this.#run.catch(() => undefined);
    this.#centre = new Centre(gateway);
    this.#tally = new Tally(homes.length, homes.flatMap((home) => home.devices).length);
  }

  /** `also` hears of everything that happens at the devices. */
  static async begin(
    startAt: Instant,
    homes: readonly SimHome[],
    faults: readonly FaultName[] = [],
    also: (event: SimEvent, at: Instant) => void = () => {},
  ): Promise<Weeks> {
    const gateway = await TestGateway.start(startAt);
    const weeks = new Weeks(gateway, homes, also);
    gateway.own(() => weeks.#end());
    await weeks.#moveIn(homes, faults);
    return weeks;
  }

  get report(): SimReport {
    return this.#tally.report;
  }

  async #moveIn(homes: readonly SimHome[], faults: readonly FaultName[]): Promise<void> {
    const { gateway } = this;
    const agency = { id: 'agency', kind: 'agency', name: 'Home-care agency', channels: [{ kind: 'email', address: 'agency@example.org' }] };
    await gateway.ask('administrator', 'POST', '/api/teams', agency);
    for (const home of homes) {
      const { status, body } = await gateway.ask('administrator', 'POST', '/api/enrolments', home.enrolment);
      if (status >= 300) throw new Error(`${home.id}: ${JSON.stringify(body)}`);
      const { devices } = body as { devices: { deviceId: string; username: string; secret: string }[] };
      for (const credential of devices) gateway.credentials.set(credential.deviceId, credential);
    }
    this.#run = runHomes({
      homes,
      mqttUrl: gateway.mqttUrl,
      clock: this.#clock(),
      credentials: gateway.credentials,
      faults,
      seed: 7,
      signal: this.#stop.signal,
      onEvent: (event) => this.#heard(event),
      arrange: (request) => {
        // One thing after another, as people do.
        const before = this.#arranged.at(-1) ?? Promise.resolve();
        this.#arranged.push(before.then(() => this.#arrange(request)));
      },
    });
    const { devices } = this.report;
    await this.#until(() => this.report.connected + this.#lost.size >= devices, 'all devices are connected');
    await this.#settled();
  }

  #clock(): HomeClock {
    return {
      now: this.gateway.clock.now,
      speed: 1,
      alarm: (at, ring) => {
        const alarm = { at, ring };
        this.#alarm = alarm;
        return () => {
          if (this.#alarm === alarm) this.#alarm = null;
        };
      },
    };
  }

  async #arrange({ method, path, body }: DeskRequest): Promise<void> {
    // Devices are the administrator's, everything else that is arranged is care.
    const role = path.startsWith('/api/homes/') ? 'administrator' : 'clinician';
    const { status, body: answer } = await this.gateway.ask(role, method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  }

  #heard(event: SimEvent): void {
    this.#tally.take(event);
    this.#also(event, this.gateway.clock.now());
    if (event.type === 'connected') {
      this.#connected.add(event.deviceId);
      this.#returning.delete(event.deviceId);
    } else if (event.type === 'disconnected') this.#connected.delete(event.deviceId);
    else if (event.type === 'prompt') this.#spoken.add(event.commandId);
    else if (event.type === 'lost') {
      this.#lost.add(event.deviceId);
      this.#returning.delete(event.deviceId);
    } else if (event.type === 'regained') {
      this.#lost.delete(event.deviceId);
      if (!this.#connected.has(event.deviceId)) this.#returning.add(event.deviceId);
    } else if (event.type === 'sent') this.#unacknowledged.set(event.deviceId, (this.#unacknowledged.get(event.deviceId) ?? 0) + 1);
    else if (event.type === 'acknowledged') this.#unacknowledged.set(event.deviceId, (this.#unacknowledged.get(event.deviceId) ?? 0) - 1);
    this.#changed();
  }

  /** Waits for what the devices say; rejects, naming it, when it does not come. */
  async #until(so: () => boolean, what: string): Promise<void> {
    const tooLate = AbortSignal.timeout(patienceMs);
    while (!so()) {
      if (tooLate.aborted) throw new Error(`waited in vain until ${what}: ${JSON.stringify(this.report)}`);
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
        tooLate.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  /** Lives until then. */
  async until(then: Instant): Promise<void> {
    const { clock } = this.gateway;
    for (;;) {
      const dueAt = clock.nextAt() ?? Number.POSITIVE_INFINITY;
      const happensAt = this.#alarm?.at ?? Number.POSITIVE_INFINITY;
      const nextAt = Math.max(Math.min(dueAt, happensAt), clock.now());
      if (nextAt > then) break;
      // What is due comes at its own instant, before anything that happens later in the homes.
      const byItself = dueAt <= happensAt;
      if (byItself) clock.advanceTo(nextAt);
      else {
        clock.advanceTo(Math.max(Math.min(happensAt + lineDelayMs, dueAt - 1, then), nextAt));
        this.#alarm?.ring();
      }
      await this.#settled(byItself);
    }
    clock.advanceTo(then);
    await this.#settled();
  }

  /** `byItself`: the gateway has done something that no device waits to have acknowledged. */
  async #settled(byItself = true): Promise<void> {
    let unanswered = byItself;
    for (;;) {
      if (this.#arranged.length > 0) unanswered = true;
      await Promise.all(this.#arranged.splice(0));
      await this.#until(() => this.#isAcknowledged(), 'everything sent is acknowledged');
      if (unanswered && (await this.gateway.waiting()) > 0) continue;
      const { unfinished, openAlerts, commands } = await this.gateway.underWay();
      const hears = (deviceId: string) => this.#connected.has(deviceId) && !this.#lost.has(deviceId);
      const unspoken = commands.some(({ id, deviceId }) => hears(deviceId) && !this.#spoken.has(commandIdOf(id)));
      if (unfinished > 0 || unspoken || !this.#isAcknowledged()) unanswered = true;
      else if (openAlerts === 0 || !(await this.#centre.look())) break;
      else unanswered = true;
    }
  }

  #isAcknowledged(): boolean {
    if (this.#returning.size > 0) return false;
    for (const [deviceId, count] of this.#unacknowledged) if (count > 0 && !this.#lost.has(deviceId)) return false;
    return true;
  }

  /** Every alert so far, one line each in the order in which they opened; times as expected where they are within ten minutes of it. `dayOf`: how days are counted. */
  async alerts(expected: readonly ExpectedAlert[], dayOf: (date: string) => number = storyDay): Promise<string[]> {
    const { rows } = await this.gateway.database.pool.query<{ who: string; zone: string; level: string; state: AlertState }>(
      `select p.given_name as who, p.zone, a.level, a.state from alert a join patient p on p.id = a.patient_id order by a.opened_at, a.id`,
    );
    return rows.map(({ who, zone, level, state }) => {
      const day = dayOf(localDate(zone, state.openedAt));
      const time = localTime(zone, state.openedAt);
      const near = expected.find(
        (one) => one.who === who && one.day === day && one.template === state.template && apart(one.at, time) <= 10,
      );
      const ends = state.outcome?.code ?? state.status;
      return line({ who, day, at: near?.at ?? time, template: state.template, severity: state.severity, upTo: level, ends });
    });
  }

  /** Every message about a patient: when it was made, the id of whom it was for, and its words. */
  async messages(patientId: string): Promise<readonly { readonly at: Instant; readonly to: string; readonly words: string }[]> {
    const { rows } = await this.gateway.database.pool.query<{ at: Instant; to: string; words: string }>(
      `select created_at as at, body->'recipient'->>'id' as to, body->>'body' as words from notification where body->>'patientId' = $1`,
      [patientId],
    );
    return rows;
  }

  async #end(): Promise<void> {
    this.#stop.abort();
    await this.#run.catch(() => undefined);
  }
}

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const apart = (a: string, b: string) => Math.abs(minutes(a) - minutes(b));

/** An alert as the tests compare it. */
export function line(alert: Record<'who' | 'at' | 'template' | 'severity' | 'upTo' | 'ends', string> & { readonly day: number }): string {
  const { who, day, at, template, severity, upTo, ends } = alert;
  return `day ${String(day).padStart(2)} ${at} ${who}: ${template}, ${severity}, up to ${upTo}, ${ends}`;
}
