import { existsSync } from 'node:fs';
import { join } from 'node:path';
import helmet from '@fastify/helmet';
import statics from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { HttpProblem, pathOf, sendProblem } from './problems.ts';

/** Nothing from anywhere else, nothing inline, no frames. The page and the documentation need no more. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    connectSrc: ["'self'"],
    fontSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
  },
};

/** Headers that tell browsers to be careful; over plain HTTP in a home network nothing is said about TLS. */
export async function protect(app: FastifyInstance, publicUrl: string): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy,
    strictTransportSecurity: publicUrl.startsWith('https:') ? { maxAge: 365 * 86_400 } : false,
    crossOriginOpenerPolicy: publicUrl.startsWith('https:') ? { policy: 'same-origin' } : false,
    originAgentCluster: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  // What the API answers is about people or about the service: it stays in no cache. A route that says otherwise is heard.
  app.addHook('onRequest', async (request, reply) => {
    if (pathOf(request).startsWith('/api/')) void reply.header('cache-control', 'no-store');
  });
}

/** Files whose name holds a hash of their content. */
const immutable = /[\\/]assets[\\/]/;

/** Pages for phones, each below an address of its own. */
const phonePages = ['family', 'responder'] as const;

/** The built pages; every path that is not below /api and is no file is one of theirs: below /family the family's, below /responder that of the crews. Without a build there is only the API. */
export async function servePage(app: FastifyInstance, pageDir: string): Promise<void> {
  const isBuilt = existsSync(join(pageDir, 'index.html'));
  const built = phonePages.filter((page) => existsSync(join(pageDir, page, 'index.html')));
  if (isBuilt)
    await app.register(statics, {
      root: pageDir,
      cacheControl: false,
      // What the service worker of a page looks after begins with the slash.
      redirect: true,
      setHeaders: (reply, path) =>
        void reply.header('cache-control', immutable.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'),
    });
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request);
    const asksForPage = request.method === 'GET' && !path.startsWith('/api') && !path.startsWith('/assets/');
    const below = built.find((page) => path.startsWith(`/${page}/`));
    const page = below === undefined ? 'index.html' : `${below}/index.html`;
    if (isBuilt && asksForPage) return reply.header('cache-control', 'no-cache').sendFile(page);
    return sendProblem(request, reply, new HttpProblem(404, asksForPage ? 'The page has not been built.' : 'There is nothing here.'));
  });
}
