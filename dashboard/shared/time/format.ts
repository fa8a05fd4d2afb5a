const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * A length of time that counts: `42s`, `12m 05s`, `3h 07m`, `4d 2h`. With its units, because `12:05` is also a time of day.
 * Negative lengths read as zero.
 */
export function clockDuration(ms: number): string {
  const whole = Math.max(0, Math.floor(ms / secondMs) * secondMs);
  if (whole < minuteMs) return `${whole / secondMs}s`;
  if (whole < hourMs) return `${Math.floor(whole / minuteMs)}m ${twoDigits(Math.floor((whole % minuteMs) / secondMs))}s`;
  if (whole < dayMs) return `${Math.floor(whole / hourMs)}h ${twoDigits(Math.floor((whole % hourMs) / minuteMs))}m`;
  return `${Math.floor(whole / dayMs)}d ${Math.floor((whole % dayMs) / hourMs)}h`;
}

/** A length of time as a sentence says it: `42 seconds`, `1 minute`, `3 hours`, `4 days`. */
export function spokenDuration(ms: number): string {
  const whole = Math.max(0, ms);
  if (whole < minuteMs) return counted(Math.floor(whole / secondMs), 'second');
  if (whole < hourMs) return counted(Math.floor(whole / minuteMs), 'minute');
  if (whole < 2 * dayMs) return counted(Math.floor(whole / hourMs), 'hour');
  return counted(Math.floor(whole / dayMs), 'day');
}

/** An interval as a sentence says it: `90 minutes`, `3 hours`; below two hours in minutes, so that nothing is lost. */
export function interval(ms: number): string {
  if (ms < minuteMs || ms >= 2 * hourMs) return spokenDuration(ms);
  return counted(Math.round(ms / minuteMs), 'minute');
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** Building a format is slow and rows ask for it at every tick. */
function format(zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone, hourCycle: 'h23' });
    formats.set(key, known);
  }
  return known;
}

/** `14:03`, in `zone` (left out: the zone of the screen). */
export function timeOfDay(at: number, zone?: string): string {
  return format(zone, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `14:03:09`. */
export function timeOfDayWithSeconds(at: number, zone?: string): string {
  return format(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

/** `Sat 3 Jan`. */
export function shortDate(at: number, zone?: string): string {
  return format(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at).replace(',', '');
}

/** `Sat 3 Jan, 14:03`. */
export function dayAndTime(at: number, zone?: string): string {
  return `${shortDate(at, zone)}, ${timeOfDay(at, zone)}`;
}

/** `3 January 1947`, of an ISO date. */
export function longDate(isoDate: string): string {
  return format('UTC', { day: 'numeric', month: 'long', year: 'numeric' }).format(Date.parse(isoDate));
}

/** `June 2026`, of `2026-06`. */
export function monthName(month: string): string {
  return format('UTC', { month: 'long', year: 'numeric' }).format(Date.parse(month));
}

/** Whole years from an ISO date to a moment. */
export function ageInYears(isoDate: string, at: number): number {
  const birth = new Date(isoDate);
  const then = new Date(at);
  const years = then.getUTCFullYear() - birth.getUTCFullYear();
  const before =
    then.getUTCMonth() < birth.getUTCMonth() || (then.getUTCMonth() === birth.getUTCMonth() && then.getUTCDate() < birth.getUTCDate());
  return before ? years - 1 : years;
}

/** `943 476 5919`. */
export function spacedNhsNumber(digits: string): string {
  return `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
}
