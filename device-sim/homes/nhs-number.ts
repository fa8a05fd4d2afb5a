import { isNhsNumber } from '../../gateway/contract/people.ts';
import { randomFor } from '../random.ts';

const places = 300_000;

/**
 * The n-th (from 0, below 300,000) valid number of the range 999, which is never issued to a patient. Another `prefix` begins elsewhere, so
 * that two sets of some hundred people hardly ever share one.
 */
export function testNhsNumber(n: number, prefix = ''): string {
  const place = prefix === '' ? n : (n + randomFor('nhs-number', prefix).whole(0, places - 1)) % places;
  // Three candidates a place: the check digit cannot be formed for one in eleven, and never for three neighbours.
  for (let serial = 100_000 + place * 3; serial < 100_000 + (place + 1) * 3; serial++)
    for (let check = 0; check <= 9; check++) {
      const digits = `999${serial}${check}`;
      if (isNhsNumber(digits)) return digits;
    }
  throw new RangeError(`no NHS number for place ${n}`);
}
