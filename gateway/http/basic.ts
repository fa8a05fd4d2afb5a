import type { FastifyRequest } from 'fastify';
import { HttpProblem } from './problems.ts';

/** User name and secret of HTTP Basic (RFC 7617); null when there are none. */
export function basicCredentials(request: FastifyRequest): { readonly username: string; readonly secret: Buffer } | null {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const decoded = Buffer.from(encoded, 'base64');
  const colon = decoded.indexOf(':');
  if (colon < 1) return null;
  return { username: decoded.subarray(0, colon).toString('utf8'), secret: decoded.subarray(colon + 1) };
}

export const unauthorized = (detail: string) =>
  new HttpProblem(401, detail, { headers: { 'www-authenticate': 'Basic realm="Hearthline", charset="UTF-8"' } });
