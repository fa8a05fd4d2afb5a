import { type Shift, shiftedEpoch, shiftedIso } from './times.ts';
import { knownKeys, knownLevels, knownWords, measureKeys, templateWords } from './vocabulary.ts';

/** Larger numbers are somebody's: a telephone, a meter, an NHS number. */
const largestMeasure = 200_000;

/**
 * Takes identities out of messages. What is known to be harmless stays: words of the dialects, what is measured, times (shifted). All
 * else, whatever it is, becomes `id-1`, `id-2` and so on, the same each time, so that what belonged together still does.
 */
export class Cleaner {
  readonly #shift: Shift;
  readonly #ids = new Map<string, string>();

  constructor(shift: Shift) {
    this.#shift = shift;
  }

  /** How many names, ids and texts were replaced. */
  get replaced(): number {
    return this.#ids.size;
  }

  idOf(text: string): string {
    const known = this.#ids.get(text) ?? `id-${this.#ids.size + 1}`;
    this.#ids.set(text, known);
    return known;
  }

  /** A topic below a device. */
  topic(topic: string): string {
    return this.#path(topic);
  }

  /** What is no JSON is taken as one text. */
  payload(payload: string): string {
    let json: unknown;
    try {
      json = JSON.parse(payload);
    } catch {
      return this.#text(payload);
    }
    return JSON.stringify(this.#value(json, true));
  }

  #value(value: unknown, isMeasure: boolean): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (typeof value === 'number') return this.#number(value, isMeasure);
    if (Array.isArray(value)) return value.map((one) => this.#value(one, isMeasure));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const isKnown = knownKeys.has(key);
        return [isKnown ? key : this.idOf(key), this.#value(inner, measureKeys.has(key))];
      }),
    );
  }

  /** Coordinates are told by their many places: what a sensor measures has two or three. */
  #number(value: number, isMeasure: boolean): number {
    const shifted = shiftedEpoch(value, this.#shift);
    if (shifted !== null) return Math.round(shifted);
    return isMeasure && Math.abs(value) <= largestMeasure ? Math.round(value * 1_000) / 1_000 : 0;
  }

  #text(text: string): string {
    if (knownWords.has(text)) return text;
    return shiftedIso(text, this.#shift) ?? (isTemplate(text) ? text : this.#path(text));
  }

  /** Names may be paths, and topics are told in payloads. */
  #path(text: string): string {
    return text
      .split('/')
      .map((level, i, levels) => {
        const isDevice = i === 2 && levels[0] === 'hearthline' && levels[1] === 'v1';
        return !isDevice && (level === '' || level === '~' || knownLevels.has(level)) ? level : this.idOf(level);
      })
      .join('/');
  }
}

/** `{{ value_json.humidity | round(1) }}`, with nothing but names that are known. */
function isTemplate(text: string): boolean {
  if (!/^\{\{[\w\s.[\]"'|()]*\}\}$/.test(text)) return false;
  return (text.match(/[A-Za-z_]\w*/g) ?? []).every((word) => knownKeys.has(word) || templateWords.has(word)) && !/\d{3}/.test(text);
}
