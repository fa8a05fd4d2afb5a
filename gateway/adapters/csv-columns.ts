/** Where a cuff's file has what. */
export interface Columns {
  /** As the file calls them. */
  readonly names: readonly string[];
  /** Also holds the time where there is no column for it. */
  readonly date: number;
  readonly time: number | null;
  readonly systolic: number;
  readonly diastolic: number;
  readonly pulse: number | null;
  readonly user: number | null;
}

/** How makers call the columns, in small letters without spaces, points and units. */
const names = {
  date: ['date', 'measurementdate', 'dateofmeasurement', 'datetime', 'dateandtime', 'measurementdatetime', 'measuredat', 'timestamp'],
  time: ['time', 'measurementtime', 'timeofmeasurement'],
  systolic: ['sys', 'systolic', 'systolicpressure', 'systolicbloodpressure', 'sbp'],
  diastolic: ['dia', 'diastolic', 'diastolicpressure', 'diastolicbloodpressure', 'dbp'],
  pulse: ['pul', 'pulse', 'pulserate', 'heartrate', 'hr', 'bpm'],
  user: ['user', 'userid', 'username', 'person'],
} as const;

const bare = (name: string) =>
  name
    .replaceAll(/[([].*?[)\]]/g, '')
    .toLowerCase()
    .replaceAll(/mmhg|[^a-z]/g, '');

/** The columns of a header; null: it is not a header of such a file; text: why it will not do. */
export function columnsOf(header: readonly string[]): Columns | string | null {
  const plain = header.map(bare);
  const find = (known: readonly string[]) => plain.findIndex((name) => known.includes(name));
  const optional = (index: number) => (index < 0 ? null : index);
  const [date, systolic, diastolic] = [find(names.date), find(names.systolic), find(names.diastolic)];
  if (date < 0 || systolic < 0 || diastolic < 0) return null;
  const kilopascal = [systolic, diastolic].find((column) => /kpa/i.test(header[column]!));
  if (kilopascal !== undefined) return `"${header[kilopascal]}": pressures must be in mmHg`;
  return {
    names: header,
    date,
    time: optional(find(names.time)),
    systolic,
    diastolic,
    pulse: optional(find(names.pulse)),
    user: optional(find(names.user)),
  };
}
