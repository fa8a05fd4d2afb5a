import { hour, type Instant, minute } from '../../rules/model/time.ts';

/** What one number has judged within this time: calls, and withdrawals of them. The first always is; who calls again and again is known by then. */
const judged = { most: 4, withinMs: 10 * minute } as const;
/** What calls nobody is kept once in this time: a misdirected unit sends a heartbeat every minute. */
const noteEveryMs = hour;
/** Numbers remembered. Beyond, the one that was heard longest ago is forgotten, and its next call is a first one again. */
const mostNumbers = 10_000;
const mostNotes = 1_000;

type Judged = 'call' | 'withdrawal';

/** How much is taken of units that are not enrolled, so that a flood of them fills neither lists nor the database. Instants are of the wall clock. */
export class Strangers {
  readonly #judged = new Map<string, readonly Instant[]>();
  readonly #notes = new Map<string, Instant>();

  /** Whether a call of this number, or a withdrawal, is judged; if so, it counts. */
  takes(what: Judged, number: string, at: Instant): boolean {
    const name = `${what} ${number}`;
    const recent = (this.#judged.get(name) ?? []).filter((one) => at - one < judged.withinMs);
    if (recent.length >= judged.most) return false;
    // Written anew at the end: the first of the map is who was heard longest ago.
    this.#judged.delete(name);
    this.#judged.set(name, [...recent, at]);
    if (this.#judged.size > mostNumbers) this.#judged.delete(this.#judged.keys().next().value!);
    return true;
  }

  /** What was taken could not be stored: the next one is as good as the first. */
  notStored(what: Judged, number: string): void {
    this.#judged.delete(`${what} ${number}`);
  }

  /** Whether something of this number that calls nobody is kept; if so, nothing further for an hour. Beyond a thousand numbers nothing is. */
  keepsNote(number: string, at: Instant): boolean {
    for (const [one, notedAt] of this.#notes) {
      if (at - notedAt < noteEveryMs) break;
      this.#notes.delete(one);
    }
    if (this.#notes.has(number) || this.#notes.size >= mostNotes) return false;
    this.#notes.set(number, at);
    return true;
  }
}
