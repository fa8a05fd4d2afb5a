import { isNhsNumber } from '../../gateway/contract/people.ts';

/** The n-th (from 0, below 300,000) valid number of the range 999, which is never issued to a patient. */
export function testNhsNumber(n: number): string {
  // Three candidates a place: the check digit cannot be formed for one in eleven, and never for three neighbours.
  for (let serial = 100_000 + n * 3; serial < 100_000 + (n + 1) * 3; serial++)
    for (let check = 0; check <= 9; check++) {
      const digits = `999${serial}${check}`;
      if (isNhsNumber(digits)) return digits;
    }
  throw new RangeError(`no NHS number for place ${n}`);
}
