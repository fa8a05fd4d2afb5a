import { type ObservationKind, observationKinds } from '../../rules/model/observation.ts';
import { localDate, minute } from '../../rules/model/time.ts';
import type { PersonRow } from '../store/person-record.ts';

/** One kind of reading on one day. */
export interface DayLine {
  /** `YYYY-MM-DD` in the person's zone. */
  readonly day: string;
  readonly label: string;
  readonly count: number;
  /** `61 to 88 /min`, or each word with its number. */
  readonly values: string;
}

interface Tally {
  readonly day: string;
  readonly kind: ObservationKind;
  count: number;
  /** Lowest and highest of each part of a number. */
  readonly ranges: Map<string, { low: number; high: number }>;
  readonly words: Map<string, number>;
}

/** Gathers readings by day and kind: a year of a person is a few thousand lines, however many readings there were. */
export class ReadingsByDay {
  readonly #zone: string;
  readonly #tallies = new Map<string, Tally>();
  /** Zones begin their days on quarters of an hour; readings come in order, most of them in the same quarter. */
  #quarter = Number.NaN;
  #day = '';

  /** `zone`: IANA, the person's. */
  constructor(zone: string) {
    this.#zone = zone;
  }

  /** A row of `observation`. */
  add(row: PersonRow): void {
    const day = this.#dayOf(Date.parse(String(row.observedAt)));
    const kind = row.kind as ObservationKind;
    const place = `${day} ${kind}`;
    const tally = this.#tallies.get(place) ?? { day, kind, count: 0, ranges: new Map(), words: new Map() };
    this.#tallies.set(place, tally);
    tally.count += 1;
    const { value } = row;
    if (typeof value === 'number') widen(tally, '', value);
    else if (typeof value === 'object' && value !== null)
      for (const [part, number] of Object.entries(value)) widen(tally, part, Number(number));
    else tally.words.set(String(value), (tally.words.get(String(value)) ?? 0) + 1);
  }

  #dayOf(at: number): string {
    const quarter = Math.floor(at / (15 * minute));
    if (quarter !== this.#quarter) [this.#quarter, this.#day] = [quarter, localDate(this.#zone, at)];
    return this.#day;
  }

  /** Oldest first. */
  lines(): DayLine[] {
    return [...this.#tallies.entries()]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { day, kind, count, ranges, words }]) => {
        const { label, unit } = observationKinds[kind] ?? { label: kind, unit: null };
        const span = (low: number, high: number) => (low === high ? `${low}` : `${low} to ${high}`);
        const numbers = [...ranges].map(([part, { low, high }]) => `${partNames[part] ?? ''}${span(low, high)}`).join(', ');
        const said = [...words].map(([word, n]) => `${word === 'true' ? 'yes' : word === 'false' ? 'no' : word} (${n})`).join(', ');
        const values = [numbers && `${numbers}${unit === null || unit === '1' ? '' : ` ${unitNames[unit] ?? unit}`}`, said];
        return { day, label, count, values: values.filter(Boolean).join('; ') };
      });
  }
}

const partNames: Readonly<Record<string, string>> = { systolicMmHg: 'upper ', diastolicMmHg: 'lower ' };
/** UCUM in the words of a page. */
const unitNames: Readonly<Record<string, string>> = { 'mm[Hg]': 'mmHg', Cel: '°C', '/min': 'a minute', '/d': 'a day' };

function widen({ ranges }: Tally, part: string, value: number): void {
  const range = ranges.get(part);
  if (!range) ranges.set(part, { low: value, high: value });
  else {
    range.low = Math.min(range.low, value);
    range.high = Math.max(range.high, value);
  }
}
