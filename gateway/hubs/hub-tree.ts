import type pg from 'pg';
import type { Logger } from 'pino';
import type { Instant } from '../../rules/model/time.ts';
import type { SelfReport } from '../adapters/self-report.ts';
import type { Clock } from '../clock.ts';
import { belowHub } from '../contract/topics.ts';
import type { Arrival, HubMapping, HubMessages, HubPublication, Intake, MachineRegistry } from '../ports.ts';
import {
  forgetKept,
  hubChildren,
  keptMessages,
  lastValues,
  renameHubChild,
  saveHubChild,
  trimKept,
  unreplayed,
} from '../store/hub-children.ts';
import { arrivalsOf, replayedOf } from './arrivals.ts';
import { Hub, type Taken } from './hub.ts';

export interface HubTreeOptions {
  readonly pool: pg.Pool;
  readonly intake: Intake;
  readonly machines: Pick<MachineRegistry, 'device'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'warn' | 'info'>;
  /** A device behind a hub has told of its battery or signal. Left out: nobody gathers it. */
  readonly selfReported?: (deviceId: string, report: SelfReport, at: Instant) => void;
}

type Done = Parameters<HubMessages['take']>[1];

interface Waiting {
  readonly publication: HubPublication;
  readonly receivedAt: Instant;
  readonly done: Done;
}

/** One hub as this process knows it. While something is read for it, its messages wait in order. */
interface Entry {
  hub: Hub | null;
  waiting: Waiting[] | null;
  /** Work that needs the database and must not overtake other such work. */
  turn: Promise<unknown>;
  /** Messages of found devices on their way into the database. */
  readonly keeping: Set<Promise<unknown>>;
  readonly keptSinceTrim: Map<string, number>;
}

/** Messages kept of one found device: a week of one that speaks every twenty minutes. */
const maxKept = 500;
const trimEvery = 50;
/** Readings replayed in one arrival. */
const replayedAtOnce = 500;

const ignore = () => undefined;

/**
 * What hubs publish in their own trees. A hub's memory is read when it first connects; after that its messages are judged as they come, and
 * none waits for another to be stored.
 */
export class HubTree implements HubMessages, HubMapping {
  readonly #o: HubTreeOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: HubTreeOptions) {
    this.#o = options;
  }

  connected(hubId: string): void {
    const entry = this.#entry(hubId);
    entry.hub?.begins(this.#o.clock.now());
    this.#begin(hubId, entry);
  }

  take(publication: HubPublication, done: Done): void {
    const entry = this.#entry(publication.hubId);
    const waiting = { publication, receivedAt: this.#o.clock.now(), done };
    if (entry.hub !== null && entry.waiting === null) return this.#judge(entry, entry.hub, waiting);
    entry.waiting ??= [];
    entry.waiting.push(waiting);
    this.#begin(publication.hubId, entry);
  }

  async mapped(hubId: string, nativeId: string, deviceId: string): Promise<number> {
    const entry = this.#entry(hubId);
    try {
      return await this.#exclusively(entry, async () => {
        const hub = entry.hub ?? (await this.#load(hubId));
        hub.mapped(nativeId, deviceId);
        const replayed = await this.#replay(hub, nativeId);
        if (entry.hub === null) await this.#put(entry, hub);
        return replayed;
      });
    } catch (error) {
      this.#o.log.warn({ err: error, hub: hubId, device: deviceId }, 'what came before it was mapped is replayed at the next start');
      return 0;
    }
  }

  async ignored(hubId: string, nativeId: string, ignored: boolean): Promise<void> {
    const entry = this.#entry(hubId);
    await this.#exclusively(entry, async () => entry.hub?.ignored(nativeId, ignored));
  }

  /** Another process has mapped or ignored something behind this hub. One that is not known yet is read when it speaks. */
  async childrenChanged(hubId: string): Promise<void> {
    const entry = this.#entry(hubId);
    await this.#exclusively(entry, async () => {
      const { hub } = entry;
      if (hub === null) return;
      for (const { id, deviceId, ignored } of await hubChildren(this.#o.pool, hubId)) {
        if (deviceId !== null) hub.mapped(id, deviceId);
        hub.ignored(id, ignored);
      }
      for (const nativeId of await unreplayed(this.#o.pool, hubId)) await this.#replay(hub, nativeId);
    });
  }

  #entry(hubId: string): Entry {
    const known = this.#entries.get(hubId);
    if (known !== undefined) return known;
    const entry: Entry = { hub: null, waiting: null, turn: Promise.resolve(), keeping: new Set(), keptSinceTrim: new Map() };
    this.#entries.set(hubId, entry);
    return entry;
  }

  /** Reads what is remembered of the hub, unless that is done or under way. */
  #begin(hubId: string, entry: Entry): void {
    if (entry.hub !== null) return;
    const loaded = this.#exclusively(entry, async () => {
      if (entry.hub === null) await this.#put(entry, await this.#load(hubId));
    });
    loaded.catch((error: Error) =>
      this.#o.log.warn({ err: error, hub: hubId }, 'what is behind a hub could not be read; its messages are refused'),
    );
  }

  async #load(hubId: string): Promise<Hub> {
    const [children, values] = await Promise.all([hubChildren(this.#o.pool, hubId), lastValues(this.#o.pool, hubId)]);
    return new Hub(hubId, children, values);
  }

  /** Known from now on; what an earlier process left to be replayed comes first. */
  async #put(entry: Entry, hub: Hub): Promise<void> {
    for (const nativeId of await unreplayed(this.#o.pool, hub.id)) await this.#replay(hub, nativeId);
    hub.begins(this.#o.clock.now());
    entry.hub = hub;
  }

  /** Messages that come meanwhile wait, and are judged afterwards in their order; refused if the hub is still not known then. */
  #exclusively<T>(entry: Entry, work: () => Promise<T>): Promise<T> {
    entry.waiting ??= [];
    const turn = entry.turn.then(async () => {
      await Promise.allSettled(entry.keeping);
      return work();
    });
    const over = turn.then(ignore, ignore).then(() => {
      if (entry.turn !== over) return;
      const waiting = entry.waiting ?? [];
      entry.waiting = null;
      for (const one of waiting)
        if (entry.hub !== null) this.#judge(entry, entry.hub, one);
        else one.done(new Error('what is behind the hub could not be read'), []);
    });
    entry.turn = over;
    return turn;
  }

  #judge(entry: Entry, hub: Hub, { publication: { topic, payload, isLastWill, hubId }, receivedAt, done }: Waiting): void {
    const { machines, intake } = this.#o;
    const message = { topic: belowHub(hubId, topic), payload, receivedAt };
    const taken = hub.take(message, (deviceId) => machines.device(deviceId)?.kind ?? null);
    for (const { deviceId, report } of taken.selfReports) this.#o.selfReported?.(deviceId, report, receivedAt);
    // That a connection has ended is known by itself, and its bridge may have come back on another.
    const radio = isLastWill ? null : taken.radio;
    const arrivals = arrivalsOf({ ...taken, radio }, { hubId, topic, payload, receivedAt, device: (id) => machines.device(id) });
    const faults = arrivals.flatMap(({ unreadable }) =>
      unreadable.filter(({ nativeId }) => nativeId === undefined).map(({ reason }) => reason),
    );
    const stored = arrivals.map((arrival) => accepted(intake, arrival));
    if (taken.changed.length + taken.renamed.length > 0) stored.push(this.#remember(hubId, taken));
    if (stored.length === 0) return done(null, []);
    const all = Promise.all(stored);
    all.then(
      () => done(null, faults),
      (error: Error) => done(error, []),
    );
    if (taken.found.length > 0) this.#kept(entry, hubId, taken.found, all);
  }

  /** What was learned is in force already; if it cannot be written now, the hub's next start tells it again. */
  async #remember(hubId: string, { changed, renamed }: Taken): Promise<void> {
    const { pool, clock, log } = this.#o;
    try {
      for (const { from, to } of renamed) await renameHubChild(pool, hubId, from, to);
      for (const child of changed) await saveHubChild(pool, hubId, child, clock.now());
    } catch (error) {
      log.warn({ err: error, hub: hubId, devices: changed.length }, 'what a hub has behind it could not be written down');
    }
  }

  #kept(entry: Entry, hubId: string, found: readonly string[], stored: Promise<unknown>): void {
    const { pool } = this.#o;
    const trimmed = stored.then(async () => {
      for (const nativeId of found) {
        const kept = (entry.keptSinceTrim.get(nativeId) ?? 0) + 1;
        entry.keptSinceTrim.set(nativeId, kept % trimEvery);
        if (kept === trimEvery) await trimKept(pool, hubId, nativeId, maxKept);
      }
    });
    const over = trimmed.catch(ignore).finally(() => entry.keeping.delete(over));
    entry.keeping.add(over);
  }

  /** Readings of what was kept, by the time at which it came; they are late, and are judged as late ones. Signs of life are not counted. */
  async #replay(hub: Hub, nativeId: string): Promise<number> {
    const { pool, machines, clock, intake, log } = this.#o;
    const device = machines.device(hub.child(nativeId)?.deviceId ?? '');
    if (device === null) return 0;
    const kept = await keptMessages(pool, hub.id, nativeId);
    const observations = kept.flatMap(({ topic, payload, receivedAt }) => {
      const taken = hub.take({ topic: belowHub(hub.id, topic), payload, receivedAt }, () => device.kind, nativeId);
      return replayedOf(taken, device.id, clock.now());
    });
    const { id, homeId, patientId } = device;
    for (let i = 0; i < observations.length; i += replayedAtOnce) {
      const part = observations.slice(i, i + replayedAtOnce);
      await accepted(intake, { source: id, homeId, patientId, observations: part, unreadable: [], timeless: [] });
    }
    const last = kept.at(-1);
    if (last !== undefined) await forgetKept(pool, hub.id, nativeId, last.id);
    log.info({ hub: hub.id, device: id, messages: kept.length, readings: observations.length }, 'replayed what came before it was mapped');
    return observations.filter(({ kind }) => kind !== 'heartbeat').length;
  }
}

function accepted(intake: Intake, arrival: Arrival): Promise<void> {
  return new Promise((resolve, reject) => intake.accept(arrival, (error) => (error === null ? resolve() : reject(error))));
}
