import pg from 'pg';

const { builtins } = pg.types;

/**
 * Epoch milliseconds of PostgreSQL's ISO text of a timestamptz (`2026-01-05 08:00:00.123+00`, always UTC on our connections);
 * microseconds are cut. ±infinity become ±Infinity; years outside 0001–9999 throw RangeError.
 */
export function parseTimestamptz(text: string): number {
  if (text === 'infinity') return Number.POSITIVE_INFINITY;
  if (text === '-infinity') return Number.NEGATIVE_INFINITY;
  const at = Date.parse(`${text.replace(' ', 'T')}:00`);
  if (Number.isNaN(at)) throw new RangeError(`Not a UTC timestamp of the years 0001 to 9999: ${text}`);
  return at;
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
