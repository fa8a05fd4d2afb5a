import { describe, expect, it } from 'vitest';
import { judge, type Lived } from '../../../device-sim/scenario/expectations.ts';
import { readScript } from '../../../device-sim/scenario/script.ts';
import { stage } from '../../../device-sim/scenario/stage.ts';
import { report } from '../../../device-sim/scenario/verdicts.ts';
import { minute, second } from '../../../rules/model/time.ts';
import { scriptOf } from './rehearsal.ts';

const home = `name: A morning
people:
  - name: Rose Becker
    agreements: [{ template: fridge }]
    devices: { sos-button: Pendant, cuff: Cuff, dispenser: Dispenser }
  - name: Fred Sample
    devices: { glucose-meter: Meter }
devices: { fridge: Fridge, front-door: Back door, motion: Hall, hub: Hub, kettle: Kettle }
until: 12:00
`;
const list = (name: string, lines: readonly string[]) =>
  lines.length === 0 ? `${name}: []\n` : `${name}:\n${lines.map((line) => `  - ${line}\n`).join('')}`;
const scenario = (timeline: readonly string[], expectations: readonly string[] = []) =>
  `${home}${list('timeline', timeline)}${list('expect', expectations)}`;
/** A Monday in winter: London is at UTC. */
const six = Date.parse('2026-01-12T06:00:00Z');
const staged = (...timeline: readonly string[]) => stage(scriptOf(scenario(timeline)), six, 'x-').home.script!;

describe('a time line', () => {
  it.each([
    ['07:30 fridge opens', 'x-a-morning-fridge', { type: 'open' }],
    ['07:30 Back door closes', 'x-a-morning-front-door', { type: 'close' }],
    ['07:30 motion moves', 'x-a-morning-motion', { type: 'move' }],
    ['07:30 pendant pressed', 'x-a-morning-1-sos-button', { type: 'press' }],
    ['07:30 kettle 2000 W', 'x-a-morning-kettle', { type: 'switch', watts: 2_000 }],
    ['07:30 meter 3.2', 'x-a-morning-2-glucose-meter', { type: 'read', kind: 'glucose', value: 3.2 }],
    ['07:30 dispenser dose 07:15 taken', 'x-a-morning-1-dispenser', { type: 'take-dose', slot: '2026-01-12T07:15' }],
    [
      '07:30 cuff 171/96',
      'x-a-morning-1-cuff',
      { type: 'measure', bloodPressure: { systolicMmHg: 171, diastolicMmHg: 96 }, heartRatePerMinute: 76 },
    ],
  ])('%s', (line, deviceId, act) => {
    expect(staged(line).events).toEqual([{ at: six + 90 * minute, deviceId, act }]);
  });

  it('is in order of time, whatever the order of its lines', () => {
    const { events } = staged('08:00:30 hall moves', '+20 min fridge opens', 'day 2 06:30 fridge closes');
    expect(events.map(({ at }) => at - six)).toEqual([20 * minute, 120 * minute + 30 * second, 24.5 * 60 * minute]);
  });

  it('begins tomorrow when today is too late for it', () => {
    const { calendar, endAt } = stage(scriptOf(scenario(['05:59 hall moves'])), six, '');
    expect([calendar.firstDate, new Date(endAt).toISOString()]).toEqual(['2026-01-13', '2026-01-13T12:00:00.000Z']);
  });

  it.each([
    ['09:00 hub offline for 2 h', { toAt: 120, keeps: false }],
    ['09:00 cuff offline for 20 min and keeps', { toAt: 20, keeps: true }],
    ['09:00 hub restarts', { toAt: 3, keeps: false }],
  ])('%s', (line, { toAt, keeps }) => {
    const fromAt = six + 180 * minute;
    expect(staged(line).outages).toMatchObject([{ fromAt, toAt: fromAt + toAt * minute, keeps }]);
  });

  it('is read by the clock of the home, also when that changes in the night', () => {
    const springForward = Date.parse('2026-03-28T20:00:00Z');
    const { home: there } = stage(
      scriptOf(scenario(['day 2 07:30 fridge opens', '23:00 hall moves']).replace('12:00', 'day 2 12:00')),
      springForward,
      '',
    );
    expect(new Date(there.script!.events.at(-1)!.at).toISOString()).toBe('2026-03-29T06:30:00.000Z');
  });
});

describe('a mistake', () => {
  it.each([
    [scenario(['fridge opens']), 11, 'timeline.0: begins with no time such as 07:30, day 2 07:30 or +20 min'],
    [scenario(['07:30 hall moves', '25:00 fridge opens']), 12, 'timeline.1: begins with no time'],
    [scenario(['07:30 freezer opens']), 11, '"freezer opens" begins with no device; there are Fridge, Back door'],
    [scenario(['07:30 hall opens']), 11, '"opens" is said of fridge, front-door, not of a motion'],
    [scenario(['07:30 cuff 17/96']), 11, 'blood-pressure: '],
    [scenario(['07:30 fridge 171/96']), 11, 'a fridge measures no blood pressure'],
    [scenario(['07:30 meter steps 3']), 11, 'a glucose-meter tells nothing of steps'],
    [scenario(['07:30 fridge dances']), 11, '"dances" is nothing that a fridge does'],
    [scenario(['07:30 hub offline for ages']), 11, '"ages" is no time such as 90 s, 20 min or 2 h'],
    [scenario([], ['alarm']), 12, 'expect.0: is neither "alert …" nor "prompt …"'],
    [scenario([], ['alert fridge for Joan']), 12, 'nobody here is called Joan; there are Rose, Fred'],
    [scenario([], ['alert at moon']), 12, '"moon" is no level'],
    [scenario([], ['prompt on Oven by 10:00']), 12, '"Oven" begins with no device'],
    [scenario([], ['alert by noon']), 12, 'begins with no time'],
    [home.replace('Fridge', 'Hall'), 8, 'devices: two devices are called Hall'],
    [home.replace('until: 12:00', 'until: noon'), 9, 'until: begins with no time'],
    [home.replace('until: 12:00', ''), 1, 'until: '],
    [`${home}speed: 60\n`, 10, 'speed: is not known'],
    [home.replace('fridge: Fridge', 'freezer: Freezer'), 8, 'devices.freezer: '],
    [home.replace('Rose Becker', 'Rose'), 3, 'people.0.name: is not a given name and a family name'],
    ['name: [', 1, ''],
  ])('in %#: line %i, %s', (text, line, message) => {
    const faults = readScript(text);
    if ('timeline' in faults) throw new Error('is taken');
    expect(faults[0]).toEqual({ line, message: expect.stringContaining(message) });
  });

  it('does not hide the others', () => {
    const faults = readScript(scenario(['07:30 freezer opens', '07:31 hall moves', '07:32 hall opens'], ['alarm']));
    expect(faults).toMatchObject([{ line: 11 }, { line: 13 }, { line: 15 }]);
  });
});

describe('an expectation', () => {
  const script = (...lines: readonly string[]) => scriptOf(scenario([], lines));
  const { calendar, endAt } = stage(script(), six, '');
  const at = (time: string) => `2026-01-12T${time}:00.000Z`;
  const alert = (template: string, openedAt: string, more: object = {}) =>
    ({
      template,
      severity: 'moderate',
      level: 'family',
      openedAt: at(openedAt),
      clearedAt: null,
      ...more,
    }) as Lived['alerts'][number]['alert'];
  const lived: Lived = {
    calendar,
    endAt,
    alerts: [
      { who: 'Rose', alert: alert('fridge', '10:00', { clearedAt: at('11:20') }) },
      { who: 'Fred', alert: alert('glucose', '11:00', { level: 'coordination' }) },
    ],
    prompts: [{ device: 'Fridge', at: Date.parse(at('10:00')), text: 'Good morning' }],
  };
  it.each([
    ['alert', true],
    ['alert fridge', true],
    ['alert fridge for Rose by 10:00', true],
    ['alert fridge by 09:59', false],
    ['alert fridge for Fred', false],
    ['alert glucose for fred at coordination', true],
    ['alert glucose at patient', true],
    ['alert fridge at coordination', false],
    ['alert fridge cleared by 11:20', true],
    ['alert fridge cleared by 11:19', false],
    ['alert glucose cleared', false],
    ['no alert sos', true],
    ['no alert by 09:59', true],
    ['no alert by 10:00', false],
    ['no alert for Fred by 10:59', true],
    ['prompt on Fridge by 10:00', true],
    ['prompt on fridge by +4 h', true],
    ['prompt by 09:59', false],
    ['no prompt on cuff', true],
    ['no prompt', false],
  ])('%s: %s', (line, isMet) => {
    const [expectation] = script(line).expectations;
    expect(judge(expectation!, lived).isMet).toBe(isMet);
  });

  it('is reported with what came in its place', () => {
    const verdicts = script('no alert sos', 'alert fridge for Fred', 'no prompt').expectations.map((one) => judge(one, lived));
    expect(report(verdicts).split('\n')).toEqual([
      'ok      no alert sos',
      'FAILED  alert fridge for Fred: glucose for Fred opened 11:00, moderate, up to coordination',
      'FAILED  no prompt: prompt on Fridge 10:00',
    ]);
  });
});
