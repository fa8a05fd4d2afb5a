import type { FastifyInstance } from 'fastify';

/** Has a plugin take bodies as the bytes that came: what cannot be read is kept as it was sent. */
export function takeBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => body);
}

/** The bytes of a body taken by `takeBytes`. */
export const bytesOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
