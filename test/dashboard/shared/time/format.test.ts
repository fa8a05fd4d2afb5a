import { describe, expect, it } from 'vitest';
import { ageInYears, clockDuration, dayAndTime, spokenDuration, timeOfDay } from '../../../../dashboard/shared/time/format.ts';

describe('durations', () => {
  it.each([
    [-5_000, '0s'],
    [999, '0s'],
    [42_000, '42s'],
    [60_000, '1m 00s'],
    [3_599_999, '59m 59s'],
    [3_600_000, '1h 00m'],
    [86_399_999, '23h 59m'],
    [86_400_000, '1d 0h'],
  ])('%i ms on a clock: %s', (ms, text) => {
    expect(clockDuration(ms)).toBe(text);
  });

  it.each([
    [1_000, '1 second'],
    [59_999, '59 seconds'],
    [60_000, '1 minute'],
    [3_600_000, '1 hour'],
    [172_799_999, '47 hours'],
    [172_800_000, '2 days'],
  ])('%i ms in a sentence: %s', (ms, text) => {
    expect(spokenDuration(ms)).toBe(text);
  });
});

describe('times of the home', () => {
  it('are local to its zone, also in summer', () => {
    expect(timeOfDay(Date.parse('2026-01-10T23:30:00Z'), 'Europe/London')).toBe('23:30');
    expect(timeOfDay(Date.parse('2026-07-10T23:30:00Z'), 'Europe/London')).toBe('00:30');
    expect(dayAndTime(Date.parse('2026-07-10T23:30:00Z'), 'Europe/London')).toBe('Sat 11 Jul, 00:30');
  });

  it('counts a birthday from the day itself', () => {
    expect(ageInYears('1944-05-17', Date.parse('2026-05-16T12:00:00Z'))).toBe(81);
    expect(ageInYears('1944-05-17', Date.parse('2026-05-17T00:00:00Z'))).toBe(82);
  });
});
