import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissions } from '../../gateway/identity/permissions.ts';
import { launch } from '../dashboard/support/browser.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';

let http: HttpFixture;
let browser: Browser;
let base: string;
const pageDir = mkdtempSync(join(tmpdir(), 'hearthline-built-'));

beforeAll(async () => {
  mkdirSync(join(pageDir, 'assets'));
  writeFileSync(join(pageDir, 'index.html'), '<!doctype html><title>Page</title><script type="module" src="/assets/a-1f.js"></script>');
  writeFileSync(join(pageDir, 'assets', 'a-1f.js'), "document.title = 'Ran';");
  mkdirSync(join(pageDir, 'family'));
  writeFileSync(join(pageDir, 'family', 'index.html'), '<!doctype html><title>Family</title>');
  writeFileSync(join(pageDir, 'family', 'sw.js'), 'self.skipWaiting();');
  writeFileSync(join(pageDir, 'family', 'manifest.webmanifest'), '{}');
  mkdirSync(join(pageDir, 'responder'));
  writeFileSync(join(pageDir, 'responder', 'index.html'), '<!doctype html><title>Visits</title>');
  http = await httpFixture((deps) => ({ config: { ...deps.config, pageDir } }));
  await http.app.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${(http.app.server.address() as AddressInfo).port}`;
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await http?.close();
  rmSync(pageDir, { recursive: true, force: true });
});

/** Opens a page and returns what it shows, what it asked for, and what the browser complained about. */
async function visit(path: string, ready: string) {
  const page = await browser.newPage();
  const complaints: string[] = [];
  const origins = new Set<string>();
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => !request.url().startsWith('data:') && origins.add(new URL(request.url()).origin));
  await page.goto(`${base}${path}`);
  await page.waitForSelector(ready, { state: 'attached' });
  const [text, title] = [await page.textContent('body'), await page.title()];
  await page.close();
  return { text, title, complaints, origins: [...origins] };
}

describe('the built page', () => {
  it.each(['/', '/alerts/k-sos.1', '/deep/er/path'])('is served for %s and runs under the policy', async (path) => {
    const { title, complaints } = await visit(path, 'head');
    expect([title, complaints]).toEqual(['Ran', []]);
  });

  it.each(['/family/', '/family/alerts/k-sos.1', '/family/people/kathleen/rota'])('is that of the family for %s', async (path) => {
    const answer = await http.app.inject(path);
    expect([answer.statusCode, answer.body]).toEqual([200, expect.stringContaining('Family')]);
    expect(answer.headers['cache-control']).toBe('no-cache');
  });

  it('is that of the crews below their address', async () => {
    expect((await http.app.inject('/responder/')).body).toContain('Visits');
    expect((await http.app.inject('/responder')).headers.location).toBe('/responder/');
  });

  it('of the family begins with a slash, and a browser asks for its service worker each time', async () => {
    expect((await http.app.inject('/family')).headers.location).toBe('/family/');
    const worker = await http.app.inject('/family/sw.js');
    expect([worker.headers['cache-control'], worker.headers['content-type']]).toEqual(['no-cache', expect.stringContaining('javascript')]);
    const manifest = await http.app.inject('/family/manifest.webmanifest');
    expect(manifest.headers['content-type']).toContain('application/manifest+json');
  });

  it('is asked for each time, its files never again', async () => {
    expect((await http.app.inject('/')).headers['cache-control']).toBe('no-cache');
    expect((await http.app.inject('/assets/a-1f.js')).headers['cache-control']).toContain('immutable');
  });

  it('does not answer for files and calls that do not exist', async () => {
    expect((await http.app.inject('/assets/none.js')).statusCode).toBe(404);
    expect((await http.app.inject('/api/none')).statusCode).toBe(404);
    expect((await http.app.inject({ method: 'POST', url: '/alerts' })).statusCode).toBe(404);
    expect((await http.app.inject('/..%2f..%2fetc/passwd')).body).not.toContain('root:');
  });

  it('says what is missing where nothing was built', async () => {
    const bare = await httpFixture();
    const answer = await bare.app.inject('/');
    await bare.close();
    expect([answer.statusCode, answer.json().detail]).toEqual([404, 'The page has not been built.']);
  });
});

describe('the documentation', () => {
  it('is a page of this server alone', async () => {
    const { text, complaints, origins } = await visit('/api/docs', '.opblock');
    expect(complaints).toEqual([]);
    expect(origins).toEqual([base]);
    // Of so many routes the page makes those that are in view.
    expect(text).toContain('/api/clock');
  });

  it('is OpenAPI 3.1 with every route that people and machines call', async () => {
    const document = (await http.app.inject('/api/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    const hidden = ['/api/openapi.json', '/api/docs', '/api/docs/*'];
    const wanted = Object.keys(permissions).filter((key) => !hidden.includes(key.split(' ')[1]!));
    const found = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(found.toSorted()).toEqual(wanted.toSorted());
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['AlertDetail', 'EnrolmentInput', 'Problem', 'Reading']),
    );
  });

  it('points at nothing that is not there', async () => {
    const text = (await http.app.inject('/api/openapi.json')).body;
    const document = JSON.parse(text);
    const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]!);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });
});

describe('headers', () => {
  it('allow nothing inline and no other origin', async () => {
    const { headers } = await http.app.inject('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['strict-transport-security']).toBeUndefined();
  });
});
