import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** As strict as a page can be held: nothing inline, no eval, nothing from elsewhere. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/** Sends a file of the built page; an address that is no file is a page of the application. */
export async function servePage(root: string, pathname: string, response: ServerResponse): Promise<void> {
  const path = normalize(decodeURIComponent(pathname));
  const [phone] = /^\/(family|responder)(?=\/)/.exec(path) ?? [''];
  const file = extname(path) === '' ? `${phone}/index.html` : path;
  const body = await readFile(join(root, file)).catch(() => null);
  if (body === null) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-security-policy': policy });
  response.end(body);
}
