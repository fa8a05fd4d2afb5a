import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvFields } from '../../gateway/adapters/csv-fields.ts';
import { formatOf, readReadingFile } from '../../gateway/backtest/files/formats.ts';
import { parseMapping } from '../../gateway/backtest/files/mapping.ts';
import type { ReadingFile } from '../../gateway/backtest/files/reading-file.ts';

const sample = (name: string) => readFileSync(join(import.meta.dirname, 'samples', name), 'utf8');
const lines = (name: string) => sample(name).trimEnd().split('\n');
const mapping = parseMapping(sample('apartment.yaml'));

const briefly = ({ observations }: ReadingFile) =>
  observations.map(({ source, kind, value, receivedAt, observedAt }) => {
    const late = receivedAt === observedAt ? '' : ` told ${new Date(receivedAt).toISOString().slice(11, 16)}`;
    return `${new Date(observedAt).toISOString().slice(0, 16)} ${source} ${kind} ${JSON.stringify(value)}${late}`;
  });

describe('JSON lines', () => {
  it('are read as devices send them; what is wrong is named by line and does no harm to its neighbours', () => {
    const file = readReadingFile('json-lines', lines('home.jsonl'), null);
    expect(briefly(file)).toEqual([
      '2026-01-12T08:10 fridge-1 contact "open"',
      '2026-01-12T10:00 cuff-1 blood-pressure {"systolicMmHg":128,"diastolicMmHg":82} told 10:20',
      '2026-01-13T20:15 button-1 sos true',
      '2026-01-13T20:15 button-1 battery 80',
    ]);
    expect(file).toMatchObject({ lines: 9, duplicates: 1, ignored: 0, badLines: 4 });
    expect(file.bad.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '3: value: Invalid option: expected one of "open"|"closed"',
      '5: is not JSON',
      '6: source: Invalid input: expected string, received undefined',
      '7: observedAt: is missing or no date, and there is no receivedAt',
    ]);
  });

  it('come in the order of arrival, whatever their order in the file', () => {
    const line = (observedAt: string, receivedAt: string) =>
      JSON.stringify({ source: 'a', kind: 'contact', value: 'open', observedAt, receivedAt });
    const file = readReadingFile(
      'json-lines',
      [
        line('2026-01-12T09:00:00Z', '2026-01-12T09:00:00Z'),
        line('2026-01-12T08:00:00Z', '2026-01-12T09:30:00Z'),
        line('2026-01-12T08:30:00Z', '2026-01-12T08:30:00Z'),
      ],
      null,
    );
    expect(briefly(file).map((one) => one.slice(11, 16))).toEqual(['08:30', '09:00', '08:00']);
  });

  it('name fifty bad lines and count all', () => {
    const file = readReadingFile(
      'json-lines',
      Array.from({ length: 80 }, () => '{'),
      null,
    );
    expect([file.badLines, file.bad.length, file.observations.length]).toEqual([80, 50, 0]);
  });
});

describe('CSV', () => {
  it('is read by its header, with quotation marks, blood pressures as they are written, and lateness', () => {
    const file = readReadingFile('csv', lines('home.csv'), null);
    expect(briefly(file)).toEqual([
      '2026-01-12T08:10 fridge-1 contact "open"',
      '2026-01-12T10:00 cuff-1 blood-pressure {"systolicMmHg":128,"diastolicMmHg":82} told 10:20',
      '2026-01-12T18:00 person:pat-1 goal "A walk, and \\"tea\\""',
      '2026-01-12T18:30 hall-1 motion true',
    ]);
    expect(file.observations[2]?.provenance).toBe('manual');
    expect(file.bad.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '4: value: Invalid option: expected one of "open"|"closed"',
      '6: is not CSV: a quotation mark is not closed, or text follows one',
      '7: has 3 fields, the header has 5',
    ]);
  });

  it.each([
    ['a,b', ['a', 'b']],
    ['a,,', ['a', '', '']],
    ['"a,""b""",c', ['a,"b"', 'c']],
    ['"a', null],
    ['"a"b', null],
    ['', ['']],
  ])('splits %s', (line, fields) => {
    expect(csvFields(line)).toEqual(fields);
  });

  it('without the columns it needs reads nothing and says which are missing', () => {
    const file = readReadingFile('csv', ['time,value', '2026-01-12T08:10:00Z,open'], null);
    expect(file.bad.map(({ reason }) => reason)).toEqual(Array(2).fill('the header lacks source, kind, observedAt'));
    expect(file.observations).toEqual([]);
  });
});

describe('date, time, sensor and value', () => {
  it('become readings of the devices of the mapping, in its zone, with its words for values', () => {
    const file = readReadingFile('casas', lines('apartment.txt'), mapping);
    expect(file).toMatchObject({ lines: 101, duplicates: 0, ignored: 7, badLines: 3 });
    expect(file.bad.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '13: ONc is no value of sensor M003 (motion)',
      '21: sensor M099 is not in the mapping',
      '31: is not "date time sensor value", such as 2010-11-04 00:03:50.2 M003 ON',
    ]);
    // Ten past seven in Los Angeles, in winter; and after the clocks went forward on the Sunday.
    expect(briefly(file)[0]).toBe('2011-03-07T15:10 bedroom motion true');
    expect(briefly(file).filter((one) => one.startsWith('2011-03-13T14:10'))).toEqual(['2011-03-13T14:10 bedroom motion true']);
    expect(
      briefly(file)
        .filter((one) => one.includes('thermometer'))
        .at(-1),
    ).toMatch(/ 20$/);
  });

  it.each([
    ['2011-03-07 07:10:00.5 M003 ON', '2011-03-07T15:10 bedroom motion true'],
    ['2011-03-07\t07:10:00\tD005\tCLOSED\tR1_Breakfast begin', '2011-03-07T15:10 fridge contact "closed"'],
    ['2011-03-07 07:10:00 T007 21.25', '2011-03-07T15:10 thermometer room-temperature 21.25'],
  ])('reads %s', (line, reading) => {
    expect(briefly(readReadingFile('casas', [line], mapping))).toEqual([reading]);
  });

  it.each([
    ['2011-02-30 07:10:00 M003 ON', '2011-02-30 07:10:00 is no time'],
    ['2011-03-07 25:10:00 M003 ON', '2011-03-07 25:10:00 is no time'],
    ['2011-03-07 07:10 M003 ON', 'is not "date time sensor value", such as 2010-11-04 00:03:50.2 M003 ON'],
    ['2011-03-07 07:10:00 T007 200', '200 is no value of sensor T007 (room-temperature)'],
  ])('refuses %s', (line, reason) => {
    expect(readReadingFile('casas', [line], mapping).bad).toEqual([{ line: 1, reason }]);
  });

  it('need a mapping', () => {
    expect(() => readReadingFile('casas', [], null)).toThrow('needs a mapping of its sensors');
  });
});

describe('a mapping', () => {
  it('is JSON as well as YAML', () => {
    expect(parseMapping('{"zone": "Europe/Berlin"}')).toMatchObject({ zone: 'Europe/Berlin', knownAs: 'The resident', devices: [] });
  });

  it.each([
    ['zone: Mars/Olympus', 'mapping: zone: must be an IANA zone such as Europe/London'],
    ['sensors: { M1: { device: hall, kind: motion } }', 'mapping: sensors.M1.device: there is no device "hall" under devices'],
    ['devices: [{ id: a, kind: toaster }]', 'mapping: devices.0.kind: Invalid option'],
    ['a: [', 'the mapping is neither YAML nor JSON'],
  ])('that says %s is refused by name', (text, message) => {
    expect(() => parseMapping(text)).toThrow(message);
  });
});

it('a file’s name says its format, or does not', () => {
  expect(['a.jsonl', 'b.CSV', 'c.txt', 'd.tsv', 'e'].map(formatOf)).toEqual(['json-lines', 'csv', 'casas', 'casas', null]);
});
