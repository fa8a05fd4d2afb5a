import { integer, type Setting } from './setting.ts';

/** For how long what is kept, and how. */
export const retentionSettings = {
  compressAfterDays: {
    name: 'HEARTHLINE_COMPRESS_AFTER_DAYS',
    standard: '7',
    meaning: 'with TimescaleDB: readings older than this are compressed; 0: never',
    schema: integer(0, 36_500),
  },
  keepReadingsDays: {
    name: 'HEARTHLINE_KEEP_READINGS_DAYS',
    standard: '0',
    meaning: 'with TimescaleDB: readings older than this are dropped; 0: kept for ever',
    schema: integer(0, 36_500),
  },
  keepEndedDays: {
    name: 'HEARTHLINE_KEEP_ENDED_DAYS',
    // Eight years: adult health records, NHS Records Management Code of Practice, appendix II.
    standard: '2922',
    meaning: 'readings and messages of people whose care ended longer ago are deleted; 0: kept for ever',
    schema: integer(0, 36_500),
  },
  keepQuarantineDays: {
    name: 'HEARTHLINE_KEEP_QUARANTINE_DAYS',
    standard: '365',
    meaning: 'messages that could not be read, and are older, are deleted; 0: kept for ever',
    schema: integer(0, 36_500),
  },
  keepSignInsDays: {
    name: 'HEARTHLINE_KEEP_SIGN_INS_DAYS',
    standard: '30',
    meaning: 'sessions, links for another password and invitations that ended longer ago are deleted; 0: kept for ever',
    schema: integer(0, 36_500),
  },
} as const satisfies Record<string, Setting>;
