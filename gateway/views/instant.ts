import type { Instant } from '../../rules/model/time.ts';

/** An instant as it stands in the API. */
export const iso = (at: Instant): string => new Date(at).toISOString();
export const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at));
