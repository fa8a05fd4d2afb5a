import { isDeepStrictEqual } from 'node:util';
import type { DeviceKind } from '../../rules/model/patient.ts';
import type { Instant } from '../../rules/model/time.ts';
import { availabilityHeard, beginResending, type ChildReading, type ChildState, heard, knownBy } from '../adapters/child-state.ts';
import { readHubMessage } from '../adapters/hub-dialects.ts';
import type { HubChild, HubMessage, Said } from '../adapters/said.ts';
import { type SelfReport, selfReportOf } from '../adapters/self-report.ts';

/** What comes of one message. */
export interface Taken {
  /** Readings and impossible values of mapped devices. */
  readonly told: readonly { readonly deviceId: string; readonly readings: readonly ChildReading[]; readonly faults: readonly string[] }[];
  /** What mapped devices told of battery and signal, anew. */
  readonly selfReports: readonly { readonly deviceId: string; readonly report: SelfReport }[];
  /** Found children of which the message speaks: it is kept until they are mapped. */
  readonly found: readonly string[];
  /** What was learned of children and must be remembered. */
  readonly changed: readonly HubChild[];
  /** A child that was known by one id has another: its hub has told its address. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** The hub's own radio. */
  readonly radio: 'online' | 'offline' | null;
  readonly unreadable: readonly { readonly deviceId: string | null; readonly reason: string }[];
}

type KindOf = (deviceId: string) => DeviceKind | null;
type Values = ReadonlyMap<string, ChildState['values']>;

/** Found children of one hub; more are no home but radio noise. */
export const maxChildren = 300;

const longestName = 200;
/** U+0000, or half a surrogate pair, as JSON writes them: PostgreSQL takes neither. */
const unstorable = /\\u(0000|d[89a-f][0-9a-f]{2})/i;

/** Why something cannot be remembered under what its hub calls it; null: it can. */
function faultInName(said: Said): string | null {
  const id = said.type === 'described' ? said.child.id : said.childId;
  if (id === '' || (id?.length ?? 0) > longestName) return `name: must have 1 to ${longestName} characters`;
  return unstorable.test(JSON.stringify(said.type === 'described' ? said.child : id))
    ? 'name: contains U+0000 or half a surrogate pair'
    : null;
}

/** What is remembered of one hub and of what is behind it. No input or output: told of messages, it says what follows. */
export class Hub {
  readonly id: string;
  readonly #children: Map<string, HubChild>;
  readonly #states = new Map<string, ChildState>();
  #radio: 'online' | 'offline' | null = null;

  /** `values`: the last stored ones of each mapped device. */
  constructor(id: string, children: readonly HubChild[], values: Values) {
    this.id = id;
    this.#children = new Map(children.map((child) => [child.id, child]));
    for (const child of children) if (child.deviceId !== null) this.#states.set(child.id, knownBy(values.get(child.deviceId) ?? new Map()));
  }

  child(id: string): HubChild | undefined {
    return this.#children.get(id);
  }

  /** A device that was found has been mapped; nothing is known of it yet. */
  mapped(childId: string, deviceId: string): void {
    const child = this.#children.get(childId);
    if (child === undefined || child.deviceId === deviceId) return;
    this.#children.set(childId, { ...child, deviceId, ignored: false });
    this.#states.delete(childId);
  }

  /** Nothing of what was found is kept any more, or it is again. */
  ignored(childId: string, ignored: boolean): void {
    const child = this.#children.get(childId);
    if (child !== undefined) this.#children.set(childId, { ...child, ignored });
  }

  /** Caches of the hub are on their way: its connection has begun. */
  begins(at: Instant): void {
    for (const id of this.#children.keys()) this.#states.set(id, beginResending(this.#stateOf(id), at));
  }

  /** `only`: leaves out what the message says of other children. */
  take(message: HubMessage, kindOf: KindOf, only: string | null = null): Taken {
    const read = readHubMessage(message, { hubId: this.id, children: [...this.#children.values()] });
    const taken = { told: [], selfReports: [], found: [], changed: [], renamed: [], radio: null, unreadable: [] };
    for (const said of read?.said ?? [])
      if (only === null || ('childId' in said && said.childId === only)) this.#hear(said, read!.dialect, message, kindOf, taken);
    return taken;
  }

  #stateOf(childId: string): ChildState {
    return this.#states.get(childId) ?? knownBy(new Map());
  }

  #hear(said: Said, dialect: string, message: HubMessage, kindOf: KindOf, taken: Writable<Taken>): void {
    const fault = faultInName(said);
    if (fault !== null) return void taken.unreadable.push({ deviceId: null, reason: fault });
    switch (said.type) {
      case 'described':
        return this.#describe({ ...said.child, dialect, deviceId: null, ignored: false }, taken);
      case 'resending':
        if (said.childId === null) this.begins(message.receivedAt);
        else this.#states.set(said.childId, beginResending(this.#stateOf(said.childId), message.receivedAt));
        return;
      case 'availability':
        return this.#availability(said, message, taken);
      case 'report':
        return this.#report(said, dialect, message, kindOf, taken);
      case 'unreadable': {
        const deviceId = said.childId === null ? null : (this.#children.get(said.childId)?.deviceId ?? null);
        taken.unreadable.push({ deviceId, reason: said.reason });
      }
    }
  }

  #describe(child: HubChild, taken: Writable<Taken>): void {
    const byName = child.id === child.name ? undefined : this.#children.get(child.name);
    if (byName !== undefined && byName.dialect === child.dialect && !this.#children.has(child.id)) {
      this.#children.delete(byName.id);
      this.#children.set(child.id, { ...byName, id: child.id });
      const state = this.#states.get(byName.id);
      if (state) this.#states.set(child.id, state);
      taken.renamed.push({ from: byName.id, to: child.id });
    }
    const known = this.#children.get(child.id);
    const next = { ...child, deviceId: known?.deviceId ?? null, ignored: known?.ignored ?? false };
    if (isDeepStrictEqual(known, next) || (known === undefined && this.#children.size >= maxChildren)) return;
    this.#children.set(child.id, next);
    taken.changed.push(next);
  }

  #availability({ childId, state }: Extract<Said, { type: 'availability' }>, { receivedAt }: HubMessage, taken: Writable<Taken>): void {
    if (childId === null) {
      if (state !== this.#radio) taken.radio = state;
      this.#radio = state;
      return;
    }
    const deviceId = this.#children.get(childId)?.deviceId ?? null;
    if (deviceId === null) return;
    const news = availabilityHeard(this.#stateOf(childId), state, receivedAt);
    if (news === null) return;
    this.#states.set(childId, news.state);
    taken.told.push({ deviceId, readings: [news.reading], faults: [] });
  }

  #report(
    said: Extract<Said, { type: 'report' }>,
    dialect: string,
    { receivedAt }: HubMessage,
    kindOf: KindOf,
    taken: Writable<Taken>,
  ): void {
    const { childId, name } = said;
    let child = this.#children.get(childId);
    if (child === undefined) {
      if (this.#children.size >= maxChildren) {
        taken.unreadable.push({ deviceId: null, reason: `there are ${maxChildren} devices behind this hub already` });
        return;
      }
      child = { id: childId, name, make: '', model: '', entities: [], dialect, deviceId: null, ignored: false };
      this.#children.set(childId, child);
      taken.changed.push(child);
    }
    const kind = child.deviceId === null ? null : kindOf(child.deviceId);
    if (child.deviceId === null || kind === null) {
      if (!child.ignored) taken.found.push(childId);
      return;
    }
    const { state, readings, faults } = heard(this.#stateOf(childId), said, receivedAt, kind);
    this.#states.set(childId, state);
    // What a hub sends again of its own accord may be months old.
    const report = state.resending === null ? selfReportOf(said.properties) : null;
    if (report !== null) taken.selfReports.push({ deviceId: child.deviceId, report });
    if (readings.length > 0 || faults.length > 0) taken.told.push({ deviceId: child.deviceId, readings, faults });
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
