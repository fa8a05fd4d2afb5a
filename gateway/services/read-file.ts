import type { ReadServices } from './read.ts';
import { readCsv } from './read-csv.ts';
import { readOpenReferral } from './read-open-referral.ts';

export const serviceFormats = ['csv', 'open-referral'] as const;

/** What a file of services holds. Throws UnreadableServices. */
export function readServices(text: string, format: (typeof serviceFormats)[number]): ReadServices {
  return format === 'csv' ? readCsv(text) : readOpenReferral(text);
}
