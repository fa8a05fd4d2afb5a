import type { Random } from '../../device-sim/random.ts';

/** Bytes at which readers stumble. */
const telling = [0, 1, 0x0a, 0x0d, 0x20, 0x22, 0x2c, 0x2f, 0x30, 0x3a, 0x3c, 0x5b, 0x5c, 0x7b, 0x7d, 0x7f, 0x80, 0xc0, 0xed, 0xff];

/** Words at which readers stumble. */
const words = [
  'null',
  'true',
  '-0',
  '1e999',
  '-1e308',
  '9007199254740993',
  'NaN',
  '"\\u0000"',
  '"\\ud800"',
  '"__proto__":{}',
  '"constructor"',
  '[]',
  '{}',
  '[[[[[[[[[[[[[[[[',
  '{"a":'.repeat(40),
  '9999-12-31T23:59:59Z',
  '2026-02-30',
  '0000-01-01T00:00:00Z',
  '<mrq>',
  '</mrq>',
  '<!DOCTYPE x>',
  ']]>',
  '&amp;',
  ',,,',
  '\r\n\r\n',
  '\u{1F9E1}',
].map((word) => Buffer.from(word));

const splice = (bytes: Buffer, at: number, remove: number, insert: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);

function once(bytes: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  const at = random.whole(0, bytes.length);
  const length = random.whole(1, random.chance(0.8) ? 4 : Math.max(1, bytes.length - at));
  switch (random.whole(0, 8)) {
    case 0:
      return at < bytes.length ? splice(bytes, at, 1, Buffer.from([bytes[at]! ^ (1 << random.whole(0, 7))])) : bytes;
    case 1:
      return splice(bytes, at, 1, Buffer.from([random.pick(telling)]));
    case 2:
      return splice(bytes, at, 0, Buffer.from(Array.from({ length }, () => random.whole(0, 255))));
    case 3:
      return splice(bytes, at, length, Buffer.alloc(0));
    case 4:
      return splice(bytes, at, 0, bytes.subarray(at, at + length));
    case 5:
      return bytes.subarray(0, at);
    case 6:
      return splice(bytes, at, random.chance(0.5) ? 0 : length, random.pick(words));
    case 7: {
      const other = random.pick(others);
      return splice(bytes, at, length, other.subarray(random.whole(0, other.length)));
    }
    default: {
      // One digit more, less, or another.
      const digits = [...bytes.keys()].filter((i) => bytes[i]! >= 0x30 && bytes[i]! <= 0x39);
      if (digits.length === 0) return bytes;
      return splice(bytes, random.pick(digits), random.whole(0, 1), Buffer.from(String(random.whole(0, 9)).repeat(random.whole(0, 3))));
    }
  }
}

/** What a field may hold that its maker did not think of. */
const values: readonly unknown[] = [
  ...[null, true, '', 0, -1, 1e308, 0.1 + 0.2, 2 ** 53, [], {}, [[1]], 'x'.repeat(300)],
  ...['\0', '\ud800', '\u001e', '__proto__', 'constructor', '2026-02-30', '9999-12-31T23:59:59Z', '1970-01-01T00:00:00Z', '\u{1F9E1}'],
];

type Holder = Record<string, unknown>;

/** Every place in it where a value stands. */
function placesIn(json: unknown): { readonly holder: Holder; readonly key: string }[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) => [{ holder: json as Holder, key }, ...placesIn(value)]);
}

/** The same JSON with one value less, or another in its place; null: it is no JSON, or nothing is in it. */
function withOtherValue(bytes: Buffer, random: Random): Buffer | null {
  try {
    const json = JSON.parse(bytes.toString()) as unknown;
    const { holder, key } = random.pick(placesIn(json));
    if (random.chance(0.2)) delete holder[key];
    else if (typeof holder[key] === 'number' && random.chance(0.5)) holder[key] *= random.pick([-1, 0.5, 1.001, 10, 1_000, 1e9]);
    else holder[key] = random.pick(values);
    return Buffer.from(JSON.stringify(json));
  } catch {
    return null;
  }
}

/** `bytes` with one to four faults in them, as a bad line, a bad program or a bad person would make them; parts may be of the `others`. */
export function mutated(bytes: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  let changed = random.chance(0.5) ? (withOtherValue(bytes, random) ?? bytes) : bytes;
  if (changed !== bytes && random.chance(0.8)) return changed;
  for (let left = random.whole(1, 4); left > 0; left--) changed = once(changed, random, others);
  return changed;
}
