import { expect, it } from 'vitest';
import { isGood } from '../../../../dashboard/family/person/trust.ts';

const until = Date.parse('2026-01-12T09:00:00Z');
const sentence = { key: 'up', text: 'Up and about.', tone: 'well', asOfAt: null, goodUntilAt: '2026-01-12T09:00:00Z' } as const;

it.each([
  ['just before its end', until - 1, 'live', true],
  ['at its end', until, 'live', true],
  ['just after its end', until + 1, 'live', false],
  ['with a late link', until - 1, 'late', true],
  ['before the link has spoken', until - 1, 'connecting', true],
  ['without a link', until - 1, 'dead', false],
  ['before the time is known', null, 'live', false],
] as const)('a sentence %s', (_, now, link, good) => {
  expect(isGood(sentence, now, link)).toBe(good);
});
