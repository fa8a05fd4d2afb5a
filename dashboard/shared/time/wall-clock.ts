/** How far the wall clock of a zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(zone: string, at: number): number {
  const options = {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const;
  const parts = new Intl.DateTimeFormat('en-GB', options).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const minute = 60_000;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - Math.floor(at / minute) * minute;
}

/**
 * The instant at which the wall clock of `zone` shows `local` (`2026-01-12T10:30`, as a field for date and time has it); null where that is
 * no date. Of a time that autumn repeats one of the two; one that spring skips is taken an hour on or back.
 */
export function instantAt(zone: string, local: string): number | null {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return null;
  const near = asUtc - offsetAt(zone, asUtc);
  return asUtc - offsetAt(zone, near);
}

/** What a field for date and time shows at an instant in `zone`. */
export function localInput(zone: string, at: number): string {
  return new Date(at + offsetAt(zone, at)).toISOString().slice(0, 16);
}
