import { z } from 'zod';
import { isoInstant } from '../../contract/messages.ts';
import type { LineReader } from './reading-file.ts';

const origin = z.looseObject({ source: z.string().min(1).max(100), receivedAt: isoInstant.optional() });

/** One reading a line: what a device sends (contract/messages.ts), with `source` and, where it differs, `receivedAt`. */
export const readJsonLine: LineReader = (line) => {
  if (line.trim() === '') return null;
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { reason: 'is not JSON' };
  }
  const parsed = origin.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return { reason: [issue.path.join('.'), issue.message].filter(Boolean).join(': ') };
  }
  const { source, receivedAt, ...reading } = parsed.data;
  return { source, receivedAt: receivedAt === undefined ? null : Date.parse(receivedAt), reading };
};
