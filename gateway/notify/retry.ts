import type { Severity } from '../../rules/model/alert.ts';

/**
 * How long one try may take before the channel counts as silent, in real milliseconds. For a high alert the next channel
 * is worth more than a slow one.
 */
export const tryTimeoutMs = (severity: Severity): number => (severity === 'high' ? 5_000 : 30_000);

/** A high one is tried again this soon, and only when the first try failed within `quickFailureMs`. */
const highRetryMs = 1_000;
const quickFailureMs = 3_000;
const highTries = 2;

/** 10 s, 40 s, 160 s, 640 s: the fifth and last try comes a little over 14 minutes after the first. */
const firstRetryMs = 10_000;
const retryFactor = 4;
const otherTries = 5;

/**
 * Real milliseconds until the next try after `tries` have failed, the first `sinceFirstTryMs` ago; null: give up, so that the
 * alert uses the next channel.
 */
export function retryDelayMs(severity: Severity, tries: number, sinceFirstTryMs: number): number | null {
  if (severity === 'high') return tries < highTries && sinceFirstTryMs < quickFailureMs ? highRetryMs : null;
  return tries < otherTries ? firstRetryMs * retryFactor ** (tries - 1) : null;
}
