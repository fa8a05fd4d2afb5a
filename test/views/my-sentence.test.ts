import { describe, expect, it } from 'vitest';
import { freshMs, holdsMs, type StatusFacts, sentenceKeys, statusOf } from '../../gateway/views/my/sentence.ts';
import { toSentence } from '../../gateway/views/my/sentence-words.ts';
import { day, hour, minute, wallClockAt } from '../../rules/model/time.ts';

const zone = 'Europe/London';
const on = (date: string, time: string) => wallClockAt(zone, date, time);
const noon = on('2026-01-12', '12:00');
const home: StatusFacts = {
  zone,
  presence: { mode: 'home', untilAt: null },
  alert: null,
  stalled: false,
  seenAt: noon - 4 * minute,
  someoneAt: null,
  sight: { kit: 'all' },
  blind: [],
};
const status = (changes: Partial<StatusFacts>, at = noon) => {
  const { key, tone, asOfAt } = statusOf({ ...home, ...changes }, at);
  return [key, tone, asOfAt === null ? null : (at - asOfAt) / minute];
};

describe('the one sentence about a person', () => {
  it.each<[string, Partial<StatusFacts>, readonly unknown[]]>([
    ['seen a moment ago', {}, ['up', 'well', 4]],
    ['seen just before that is no longer fresh', { seenAt: noon - freshMs + 1 }, ['up', 'well', 120 - 1 / minute]],
    ['seen as long ago as counts', { seenAt: noon - freshMs }, ['quiet', 'watch', 120]],
    ['seen longer ago', { seenAt: noon - freshMs - 1 }, ['quiet', 'watch', 120 + 1 / minute]],
    ['a sign stamped ahead of our clock', { seenAt: noon - 0 }, ['up', 'well', 0]],
    ['nothing ever heard, kit there', { seenAt: null }, ['never-seen', 'unknown', null]],
    ['nothing ever heard, no kit', { seenAt: null, sight: { kit: 'no-kit' } }, ['never-seen', 'unknown', null]],
    ['no kit, and they said something lately', { sight: { kit: 'no-kit' } }, ['up', 'well', 4]],
    ['no kit, and it is long ago', { seenAt: noon - 3 * hour, sight: { kit: 'no-kit' } }, ['no-kit', 'unknown', 180]],
    ['all kit silent, though seen lately', { sight: { kit: 'none', heardAt: noon - hour } }, ['kit-silent', 'unknown', 60]],
    ['kit that never spoke', { sight: { kit: 'none', heardAt: null } }, ['kit-silent', 'unknown', null]],
    ['some kit silent, seen lately by the rest', { sight: { kit: 'some' } }, ['up', 'well', 4]],
    ['some kit silent, not seen', { seenAt: noon - 3 * hour, sight: { kit: 'some' } }, ['kit-partly-silent', 'unknown', 180]],
    ['we were blind since they were seen', { blind: [{ fromAt: noon - 3 * minute, toAt: noon - 2 * minute }] }, ['blind', 'unknown', 4]],
    ['we were blind before they were seen', { blind: [{ fromAt: noon - hour, toAt: noon - 5 * minute }] }, ['up', 'well', 4]],
    ['we were blind until the very sign', { blind: [{ fromAt: noon - hour, toAt: noon - 4 * minute }] }, ['up', 'well', 4]],
    ['readings wait for the database', { stalled: true }, ['stalled', 'unknown', 4]],
    ['only somebody was seen', { seenAt: null, someoneAt: noon - minute }, ['someone', 'unknown', 1]],
    ['somebody was seen, and they themselves long ago', { seenAt: noon - 5 * hour, someoneAt: noon - minute }, ['someone', 'unknown', 1]],
    ['both were seen', { someoneAt: noon - minute }, ['up', 'well', 4]],
    ['away with an end', { presence: { mode: 'away', untilAt: noon + 1 } }, ['away', 'unknown', 4]],
    ['away until now', { presence: { mode: 'away', untilAt: noon } }, ['up', 'well', 4]],
    ['away until a moment ago', { presence: { mode: 'away', untilAt: noon - 1 } }, ['up', 'well', 4]],
    ['in hospital since an hour', { presence: { mode: 'hospital', untilAt: null, sinceAt: noon - hour } }, ['hospital', 'unknown', 60]],
    ['on holiday', { presence: { mode: 'holiday', untilAt: noon + day } }, ['holiday', 'unknown', 4]],
    ['cared for elsewhere', { presence: { mode: 'respite', untilAt: noon + day } }, ['respite', 'unknown', 4]],
    ['an alert they were told of', { alert: { told: true, owner: null, calledAt: null } }, ['alert', 'act', 0]],
    ['a call for help that nobody has', { alert: { told: true, owner: null, calledAt: noon - minute } }, ['called', 'act', 1]],
    ['one that somebody has', { alert: { told: true, owner: 'Mary', calledAt: null } }, ['alert-owned', 'watch', 0]],
    ['one they were not told of', { alert: { told: false } }, ['checking', 'watch', 0]],
    ['an alert while away', { alert: { told: false }, presence: { mode: 'away', untilAt: null } }, ['checking', 'watch', 0]],
  ])('%s', (_, changes, said) => {
    expect(status(changes)).toEqual(said);
  });

  it.each([
    ['21:59', '19:00', 'quiet', 'watch'],
    ['22:00', '19:59', 'quiet', 'watch'],
    ['22:01', '20:00', 'quiet-night', 'well'],
    ['06:59', '20:00', 'quiet-night', 'well'],
    ['07:00', '22:30', 'quiet', 'watch'],
  ])('at %s after a last sign at %s it is %s', (time, seen, key, tone) => {
    const at = on(time < '12:00' ? '2026-01-13' : '2026-01-12', time);
    expect(status({ seenAt: on('2026-01-12', seen) }, at).slice(0, 2)).toEqual([key, tone]);
  });

  it.each([
    ['some kit cannot be heard', { sight: { kit: 'some' } as const }],
    ['nobody can tell who it was', { someoneAt: on('2026-01-12', '21:00') }],
  ])('a quiet night is not well when %s', (_, changes) => {
    const at = on('2026-01-13', '03:00');
    expect(status({ seenAt: on('2026-01-12', '20:30'), ...changes }, at)[1]).toBe('unknown');
  });

  it.each([
    ['2026-03-29', '06:30'],
    ['2026-10-25', '06:30'],
  ])('the night of %s, in which the clocks change, is one night', (date, time) => {
    const evening = on(date === '2026-03-29' ? '2026-03-28' : '2026-10-24', '21:00');
    expect(status({ seenAt: evening }, on(date, time)).slice(0, 2)).toEqual(['quiet-night', 'well']);
  });

  it('holds for ten minutes, and never longer than what makes it true', () => {
    expect(statusOf(home, noon).goodUntilAt).toBe(noon + holdsMs);
    expect(statusOf({ ...home, seenAt: noon - freshMs + minute }, noon).goodUntilAt).toBe(noon + minute);
    const night = on('2026-01-13', '06:58');
    expect(statusOf({ ...home, seenAt: on('2026-01-12', '21:30') }, night).goodUntilAt).toBe(on('2026-01-13', '07:00'));
  });
});

describe('its words', () => {
  const about = { name: 'Kathleen', self: false, zone, language: 'en' as const };
  const said = (changes: Partial<StatusFacts>, who: Partial<{ name: string; self: boolean; language: 'en' | 'pl' }> = {}, at = noon) =>
    toSentence(statusOf({ ...home, ...changes }, at), { ...about, ...who }, at).text;

  it('name the person and the time of what they rest on', () => {
    expect(said({})).toBe('Kathleen is up and about: last sign at 11:56.');
    expect(said({ sight: { kit: 'none', heardAt: on('2026-01-12', '07:12') } })).toBe(
      'We have not heard from the home of Kathleen since 07:12.',
    );
    expect(said({ seenAt: null, sight: { kit: 'none', heardAt: null } })).toBe('We have not heard from Kathleen yet.');
    expect(said({ seenAt: on('2026-01-11', '21:10') })).toBe('It has been quiet at the home of Kathleen since 11 January, 21:10.');
    expect(said({ presence: { mode: 'away', untilAt: on('2026-01-14', '10:00') } })).toBe(
      'Kathleen is away until 14 January, 10:00. We do not watch the home.',
    );
    expect(said({ alert: { told: true, owner: 'Mary $&', calledAt: null } })).toBe('Mary $& is seeing to Kathleen.');
    const called = { alert: { told: true, owner: null, calledAt: noon - minute } } as const;
    expect(said(called)).toBe('Kathleen called for help at 11:59. Please look now.');
    expect(said(called, { self: true })).toBe('You called for help at 11:59. We are telling people who can help.');
    expect(said({ seenAt: on('2026-01-11', '21:10'), sight: { kit: 'no-kit' } })).toBe(
      'We last heard from Kathleen on 11 January at 21:10. We cannot see the home.',
    );
  });

  it('are in Polish where that is asked for', () => {
    expect(said({}, { language: 'pl' })).toBe('Kathleen jest na nogach: ostatni znak o 11:56.');
    expect(said({ seenAt: on('2026-01-11', '21:10') }, { language: 'pl' })).toBe('Kathleen: w domu cicho od 11 stycznia, 21:10.');
  });

  it.each(['en', 'pl'] as const)('leave no place open in %s, to nobody', (language) => {
    for (const key of sentenceKeys)
      for (const self of [true, false]) {
        const status = { key, tone: 'unknown', asOfAt: noon, goodUntilAt: noon, owner: 'Mary', untilAt: noon } as const;
        const { text } = toSentence(status, { ...about, language, self }, noon);
        expect(text).not.toMatch(/[{}]|undefined/);
        if (self) expect(text).not.toContain('Kathleen');
      }
  });
});
