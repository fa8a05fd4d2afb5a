import { describe, expect, it } from 'vitest';
import { readReply, replyCode } from '../../gateway/notify/text-words.ts';

describe('a reply', () => {
  it.each([
    ['YES 314', 'acknowledge', '314'],
    ['yes314', null, null],
    ['Yes', 'acknowledge', null],
    ['  yes, 314, on my way!', 'acknowledge', '314'],
    ['314 y', 'acknowledge', '314'],
    ['NO 314', 'decline', '314'],
    ["I can't, sorry", 'decline', null],
    ['no', 'decline', null],
    ['yes no', null, null],
    ['not yes', null, null],
    ['OK', null, null],
    ['YES 314 271', null, null],
    ['yes 12', 'acknowledge', null],
    ['yes 1234', 'acknowledge', null],
    ['yesterday', null, null],
    ['', null, null],
    ['👍', null, null],
  ])('"%s": %s, %s', (text, answer, code) => {
    expect(readReply(text)).toEqual(answer === null ? null : { answer, code });
  });
});

it('a code has three digits and stays the same', () => {
  const codes = Array.from({ length: 1_000 }, (_, i) => replyCode(`alert/${i}`));
  expect(codes.every((code) => /^[1-9][0-9]{2}$/.test(code))).toBe(true);
  expect(replyCode('alert/7')).toBe(codes[7]);
  expect(new Set(codes).size).toBeGreaterThan(500);
});
