import pg from 'pg';

const { builtins } = pg.types;

/** Days from 1970-01-01 of a Gregorian date, without the cost of `Date` parsing (hundreds of thousands of rows at start). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}

/**
 * Epoch milliseconds of PostgreSQL's ISO text of a timestamptz (`2026-01-05 08:00:00.123+00`, always UTC on our connections);
 * microseconds are cut. ±infinity become ±Infinity; years outside 0001–9999 throw RangeError.
 */
export function parseTimestamptz(text: string): number {
  if (text === 'infinity') return Number.POSITIVE_INFINITY;
  if (text === '-infinity') return Number.NEGATIVE_INFINITY;
  if (!text.endsWith('+00') || text[4] !== '-' || text[10] !== ' ')
    throw new RangeError(`Not a UTC timestamp of the years 0001 to 9999: ${text}`);
  const days = daysFromCivil(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
  const seconds = digits(text, 11, 13) * 3_600 + digits(text, 14, 16) * 60 + digits(text, 17, 19);
  const fraction = text[19] === '.' ? digits(text.slice(20, -3).padEnd(3, '0'), 0, 3) : 0;
  return (days * 86_400 + seconds) * 1_000 + fraction;
}

function keepText(text: string): string {
  return text;
}

/** Our reading of database values: int8 → number (all of ours are below 2^53), timestamptz → epoch ms, date → `YYYY-MM-DD`. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === builtins.INT8) return Number;
      if (oid === builtins.TIMESTAMPTZ) return parseTimestamptz;
      if (oid === builtins.DATE) return keepText;
    }
    return pg.types.getTypeParser(oid, format);
  },
};

/**
 * A pool of connections to `url` (not opened yet). Values are read as above, the session speaks UTC and ISO;
 * `applicationName` shows in pg_stat_activity. Losing an idle connection is no event here: the next query opens another.
 * Timestamps are written as `Date`, ISO text, or `to_timestamp($1 / 1000.0)`.
 */
export function createPool(url: string, max: number, applicationName = 'hearthline'): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    application_name: applicationName,
    options: '-c timezone=UTC -c datestyle=ISO',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  pool.on('error', () => {});
  return pool;
}
