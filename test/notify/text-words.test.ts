import { describe, expect, it } from 'vitest';
import { readReply, replyCode, textOf } from '../../gateway/notify/text-words.ts';
import { aNotification } from './support.ts';

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

describe('a reply to words in Polish', () => {
  it.each([
    ['TAK 314', 'acknowledge'],
    ['nie, 314', 'decline'],
    ['no, 314', null],
    ['yes 314', null],
  ])('"%s": %s', (text, answer) => {
    expect(readReply(text, 'pl')?.answer ?? null).toBe(answer);
  });
});

describe('a text message', () => {
  const one = aNotification({ id: 'one', subject: 'Kathleen: please look', body: 'The fridge was not opened.' });
  const code = replyCode('one');
  const asks = `Reply YES ${code} if you will see to it, NO ${code} if you cannot.`;

  it.each([
    ['says nothing about health', {}, `For Maureen. Kathleen: please look. ${asks} https://h.example.org/a/t`],
    [
      'says what it is about to who chose that',
      { detailsOnLockScreen: true },
      `For Maureen. Kathleen: please look. The fridge was not opened. ${asks} https://h.example.org/a/t`,
    ],
    ['asks nothing when it is over', { purpose: 'resolved' }, 'For Maureen. Kathleen: please look. https://h.example.org/a/t'],
    [
      'is in the language of its reader',
      { language: 'pl', subject: 'Kathleen: proszę zajrzeć' },
      `Do: Maureen. Kathleen: proszę zajrzeć. Odpowiedz TAK ${code}, jeśli się tym zajmiesz, albo NIE ${code}, jeśli nie możesz. https://h.example.org/a/t`,
    ],
  ] as const)('%s', (_what, more, text) => {
    expect(textOf({ ...one, ...more }, { repeat: false, link: 'https://h.example.org/a/t' })).toBe(text);
  });
});
