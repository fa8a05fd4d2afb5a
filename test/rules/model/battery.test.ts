import { describe, expect, it } from 'vitest';
import { type BatteryDay, type BatteryForecast, batteryForecast } from '../../../rules/model/battery.ts';

const day = 86_400_000;
const today = Date.UTC(2026, 2, 31) / day;
const at = today * day + 12 * 3_600_000;

const none = { percent: null, millivolts: null, low: null };
/** One word a day for so many days until today; `level` gets the number of days before today. */
const told = (days: number, of: (ago: number) => Partial<Omit<BatteryDay, 'day'>> | null): BatteryDay[] =>
  Array.from({ length: days }, (_, i) => days - 1 - i).flatMap((ago) => {
    const said = of(ago);
    return said === null ? [] : [{ ...none, ...said, day: today - ago }];
  });
const percent = (days: number, level: (ago: number) => number) => told(days, (ago) => ({ percent: level(ago) }));
/** `unknown: why`, `low`, or the days until it is empty as `from..about..to`. */
function words(forecast: BatteryForecast): string {
  if (forecast.state === 'unknown') return `unknown: ${forecast.why}`;
  if (forecast.state === 'low') return 'low';
  const inDays = (instant: number) => Math.round(instant / day - today);
  return `${inDays(forecast.earliestAt)}..${inDays(forecast.emptyAt)}..${inDays(forecast.latestAt)}`;
}

describe('the forecast of a battery', () => {
  it.each<[string, BatteryDay[], string]>([
    ['nothing was ever told', [], 'unknown: never-told'],
    ['a day that tells of something else', told(40, () => none), 'unknown: never-told'],
    ['it falls by one percent a day', percent(40, (ago) => 50 + ago), '50..50..50'],
    ['by half a percent a day, told in whole ones', percent(60, (ago) => Math.round(40 + ago / 2)), '81..81..81'],
    ['as much, with one odd reading in five', percent(60, (ago) => (ago % 5 === 3 ? 90 : Math.round(40 + ago / 2))), '81..81..81'],
    ['thirteen days are not enough', told(26, (ago) => (ago % 2 === 0 ? { percent: 50 + ago } : null)), 'unknown: too-few-days'],
    ['fourteen days in a row are not enough', percent(14, (ago) => 50 + ago), 'unknown: too-few-days'],
    ['fourteen of twenty-seven are', told(27, (ago) => (ago % 2 === 0 ? { percent: 50 + ago } : null)), '50..50..50'],
    ['it does not fall', percent(60, () => 100), 'unknown: too-flat'],
    ['it fell by one percent, once', percent(60, (ago) => (ago > 20 ? 100 : 99)), 'unknown: too-flat'],
    ['it would last for years', percent(60, (ago) => 95 + ago / 20), 'unknown: too-flat'],
    [
      'it was changed three weeks ago: what came before does not count',
      percent(60, (ago) => (ago > 21 ? ago - 10 : 78 + ago)),
      '78..78..78',
    ],
    ['one odd reading down is no new battery', percent(40, (ago) => (ago === 5 ? 20 : 50 + ago)), '50..50..50'],
    ['it was changed last week', percent(60, (ago) => (ago > 7 ? ago : 92 + ago)), 'unknown: too-few-days'],
    ['a cold night and a warm afternoon are no new battery', percent(40, (ago) => 50 + ago + (ago === 10 ? 14 : 0)), '50..50..50'],
    ['eleven percent left, flat', percent(60, () => 11), 'unknown: too-flat'],
    ['ten percent left, flat', percent(60, () => 10), 'low'],
    ['ten percent left, told once', percent(1, () => 10), 'low'],
    ['last told of two weeks ago', percent(40, (ago) => 50 + ago).slice(0, -14), '50..50..50'],
    ['last told of fifteen days ago', percent(40, (ago) => 50 + ago).slice(0, -15), 'unknown: not-told-lately'],
    ['a low battery that is not told of any more', told(40, () => ({ low: true })).slice(0, -15), 'unknown: not-told-lately'],
    ['its own word that it is low', told(3, () => ({ low: true })), 'low'],
    ['its own word, against its percent', told(3, () => ({ low: true, percent: 80 })), 'low'],
    ['it takes that back', told(3, (ago) => ({ low: ago > 0 })), 'unknown: no-scale'],
    [
      'its own word of long ago, and percent since',
      told(40, (ago) => (ago > 20 ? { low: true } : { percent: 90 })),
      'unknown: too-few-days',
    ],
    [
      'percent of long ago, and its own word since',
      told(40, (ago) => (ago > 20 ? { percent: 9 } : { low: false })),
      'unknown: not-told-lately',
    ],
    ['one cell of 3 V', told(40, (ago) => ({ millivolts: 2_500 + 10 * ago })), '50..50..50'],
    ['one cell at its end', told(2, () => ({ millivolts: 2_200 })), 'low'],
    ['several cells, whose end we do not know', told(40, (ago) => ({ millivolts: 5_000 + 10 * ago })), 'unknown: no-scale'],
    ['percent count before millivolts', told(40, (ago) => ({ percent: 50 + ago, millivolts: 2_100 })), '50..50..50'],
  ])('%s', (_, days, expected) => {
    expect(words(batteryForecast(days, at))).toBe(expected);
  });

  it('says the last level, and when it was told', () => {
    expect(batteryForecast(percent(3, (ago) => 60 + ago).slice(0, -1), at)).toMatchObject({ level: 61, unit: '%', day: today - 1 });
    expect(
      batteryForecast(
        told(3, () => ({ low: false })),
        at,
      ),
    ).toMatchObject({ level: null, unit: null, day: today });
  });

  it('lies between its limits', () => {
    const forecast = batteryForecast(
      percent(60, (ago) => 40 + ago / 2 + (ago % 7) - 3),
      at,
    );
    if (forecast.state !== 'forecast') throw new Error(words(forecast));
    expect(forecast.earliestAt).toBeLessThan(forecast.emptyAt);
    expect(forecast.emptyAt).toBeLessThan(forecast.latestAt);
  });
});
