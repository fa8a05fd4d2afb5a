import { describe, expect, it } from 'vitest';
import { parseCuffCsv } from '../../gateway/adapters/csv-cuff.ts';
import { origin } from './patient-origin.ts';

const nothingSaid = { dates: null, user: null };
const parse = (text: string, options: Partial<Parameters<typeof parseCuffCsv>[2]> = {}) =>
  parseCuffCsv(Buffer.from(text), origin, { ...nothingSaid, ...options });
const reading = (text: string, options?: Partial<Parameters<typeof parseCuffCsv>[2]>) => {
  const { observations, unreadable } = parse(text, options);
  expect(unreadable).toEqual([]);
  return observations.map(({ observedAt, value }) => [new Date(observedAt).toISOString().slice(0, 19), value]);
};
const pressure = { systolicMmHg: 132, diastolicMmHg: 81 };

describe('the memory of a cuff', () => {
  it('is one blood pressure and one pulse a row, known again by what they say', () => {
    const file = 'Date,Time,SYS,DIA,PUL\n2026-03-01,07:45,132,81,64\n2026-03-01,19:30,128,79,\n';
    const { observations } = parse(file);
    expect(observations.map(({ kind, value }) => [kind, value])).toEqual([
      ['blood-pressure', pressure],
      ['heart-rate', 64],
      ['blood-pressure', { systolicMmHg: 128, diastolicMmHg: 79 }],
    ]);
    expect(observations[0]).toMatchObject({ source: 'steady-kathleen', provenance: 'app', snapshot: false });
    const again = parse(file).observations.map(({ observedAt, key }) => [observedAt, key]);
    expect(again).toEqual(observations.map(({ observedAt, key }) => [observedAt, key]));
  });

  it.each([
    ['with units in its header', '"Measurement Date","Time","SYS(mmHg)","DIA(mmHg)","Pulse(bpm)"\n2026/03/01,07:45,132,81,64'],
    ['with semicolons', 'Date;Time;Systolic;Diastolic;Pulse\n2026-03-01;07:45;132;81;64'],
    ['with tabs', 'Date\tTime\tSystolic (mmHg)\tDiastolic (mmHg)\n2026-03-01\t07:45\t132\t81'],
    ['with date and time in one column', '\uFEFFDate/Time,SYS,DIA\r\n2026-03-01 07:45:00,132,81\r\n'],
    ['with an instant', 'Timestamp,SYS,DIA\n2026-03-01T08:45:00+01:00,132,81'],
    ['with a name above the header', 'Name,Kathleen\n\nDate,Time,Sys.,Dia.\n1 Mar 2026,7:45 am,132,81'],
    ['with the month’s name first', 'Date,Time,SYS,DIA\n"March 1, 2026",07:45,132,81'],
    ['with columns in another order', 'DIA,SYS,Irregular heartbeat,Time,Date\n81,132,no,07:45,2026.03.01'],
  ])('is read %s', (_, file) => {
    expect(reading(file)[0]).toEqual(['2026-03-01T07:45:00', pressure]);
  });

  it('has the clock of the patient’s wall: summer time, the hour that is skipped, the hour that comes twice', () => {
    const file = (...times: string[]) => `Date/Time,SYS,DIA\n${times.map((time) => `${time},132,81`).join('\n')}`;
    expect(reading(file('2025-07-01 07:45', '2025-03-30 01:30', '2025-10-26 01:30')).map(([at]) => at)).toEqual([
      '2025-07-01T06:45:00',
      '2025-03-30T01:00:00',
      '2025-10-26T00:30:00',
    ]);
  });
});

describe('a date that may be two days', () => {
  const file = (...dates: string[]) => `Date,Time,SYS,DIA\n${dates.map((date) => `${date},07:45,132,81`).join('\n')}`;
  it('refuses the whole file, so that half of it is not stored on wrong days', () => {
    const { observations, unreadable } = parse(file('25/02/2026', '01/02/2026'));
    expect(observations).toEqual([]);
    expect(unreadable.map(({ reason }) => reason)).toEqual([
      'line 3, Date: "01/02/2026" may be two days; say dates=day-first or dates=month-first',
    ]);
  });

  it.each([
    ['01/02/2026', 'day-first', '2026-02-01'],
    ['01/02/2026', 'month-first', '2026-01-02'],
    ['25/02/2026', null, '2026-02-25'],
    ['02/25/2026', null, '2026-02-25'],
    ['02/02/2026', null, '2026-02-02'],
  ] as const)('%s said to be %s is %s', (date, dates, day) => {
    expect(reading(file(date), { dates })[0]?.[0]).toBe(`${day}T07:45:00`);
  });
});

describe('a file that is of several users', () => {
  const file = 'User,Date,Time,SYS,DIA\n1,2026-03-01,07:45,132,81\n2,2026-03-01,07:50,155,95';
  it('is refused until it is said whose readings are meant', () => {
    expect(parse(file)).toMatchObject({
      observations: [],
      unreadable: [{ reason: 'user: the file holds readings of 1, 2; say which with user=…' }],
    });
  });

  it('gives those of one', () => {
    expect(reading(file, { user: '2' })).toEqual([['2026-03-01T07:50:00', { systolicMmHg: 155, diastolicMmHg: 95 }]]);
  });
});

describe('a row that cannot be read', () => {
  it.each([
    ['2026-03-01,07:45,EE,81', 'line 2, SYS: "EE" is no number'],
    ['2026-03-01,07:45,132,', 'line 2, DIA: "" is no number'],
    ['2026-03-01,07:45,132,481', 'line 2, DIA: Too big'],
    ['2026-03-01,07:45,81,132', 'line 2, SYS: systolicMmHg must be above'],
    ['2026-02-30,07:45,132,81', 'line 2, Date: "2026-02-30" is not a date that exists'],
    ['01/03/26,07:45,132,81', 'line 2, Date: "01/03/26" is not a date that exists'],
    ['2026-03-01,25:45,132,81', 'line 2, Date: "25:45" is not a time of day'],
    ['2026-03-01,0:45 pm,132,81', 'line 2, Date: "0:45 pm" is not a time of day'],
    ['2026-03-09,07:45,132,81', 'line 2, Date: is more than 2 days ahead of our clock'],
    ['2026-03-01', 'line 2, Date: "" is not a time of day'],
  ])('%s: %s', (row, reason) => {
    const { observations, unreadable } = parse(`Date,Time,SYS,DIA\n${row}\n2026-03-01,08:00,132,81`);
    expect(observations).toHaveLength(1);
    expect(unreadable).toHaveLength(1);
    expect(unreadable[0]?.reason).toContain(reason);
    expect(unreadable[0]?.payload.toString()).toBe(row);
  });
});

describe('a file that is none', () => {
  it.each([
    ['empty', '', 'payload: is empty'],
    ['something else', 'Date,Glucose\n2026-03-01,5.4', 'header: no line'],
    ['without rows', 'Date,Time,SYS,DIA\n', 'payload: must hold 1 to 1000 readings, this one holds 0'],
    ['too long', `Date,Time,SYS,DIA\n${'2026-03-01,07:45,132,81\n'.repeat(1_001)}`, 'payload: must hold 1 to 1000'],
    ['in kilopascal', 'Date,Time,SYS (kPa),DIA (kPa)\n2026-03-01,07:45,17.6,10.8', 'line 1: "SYS (kPa)": pressures must be in mmHg'],
  ])('is refused whole: %s', (_, file, reason) => {
    const { observations, unreadable } = parse(file);
    expect([observations.length, unreadable.length]).toEqual([0, 1]);
    expect(unreadable[0]?.reason).toContain(reason);
  });

  it('is refused when it is no text', () => {
    expect(parseCuffCsv(Buffer.from([0xff, 0xfe, 0x44, 0x00]), origin, nothingSaid).unreadable).toHaveLength(1);
  });
});
