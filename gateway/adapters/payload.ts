import { isUtf8 } from 'node:buffer';
import { parseJson } from './elements.ts';

/** The text of a payload; null: it is not UTF-8, or holds what no text of ours may hold. */
export function textOf(payload: Buffer): string | null {
  if (!isUtf8(payload)) return null;
  const text = payload.toString('utf8');
  return text.includes('\0') ? null : text;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `online` and `offline` as hubs write them: the word, with any capitals, or JSON with `state`; null: neither. */
export function availabilityOf(payload: Buffer): 'online' | 'offline' | null {
  const text = textOf(payload)?.trim() ?? '';
  const parsed = text.startsWith('{') ? parseJson(payload) : { json: { state: text } };
  const state = 'json' in parsed && isRecord(parsed.json) ? parsed.json.state : null;
  const word = typeof state === 'string' ? state.toLowerCase() : '';
  return word === 'online' || word === 'offline' ? word : null;
}
