import { z } from 'zod';
import { durationMs } from '../model/time.ts';

export { localTime, localWindow, weekdays } from '../model/window.ts';

/** ISO 8601 in (`PT30M`), milliseconds out. Above zero, and at most 31 days: longer is a slip of the pen. */
export const duration = z.string().transform((text, context) => {
  const ms = lengthOf(text);
  if (Number.isInteger(ms) && ms > 0 && ms <= 31 * 86_400_000) return ms;
  context.addIssue({ code: 'custom', message: 'must be an ISO 8601 duration up to 31 days, for example PT30M', input: text });
  return z.NEVER;
});

function lengthOf(text: string): number {
  try {
    return durationMs(text);
  } catch {
    return Number.NaN;
  }
}
