import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a WebSocket is opened by a page of ours. Browsers send the session cookie along for any page, and no same-origin rule
 * protects WebSockets. Programs send no origin; they have no cookie that could be abused.
 */
export function isOwnPage({ origin, host }: IncomingHttpHeaders, publicUrl: string): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).origin === new URL(publicUrl).origin || new URL(origin).host === host;
}
