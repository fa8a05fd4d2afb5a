import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dashboardStatus } from '../../gateway/build-dashboard.ts';

let root: string;

function write(path: string, changedAt: number): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  utimesSync(file, changedAt, changedAt);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hearthline-build-'));
  write('dashboard/console/app.tsx', 100);
  write('rules/model/time.ts', 100);
});
afterEach(() => rmSync(root, { recursive: true }));

describe('dashboardStatus', () => {
  it('is missing before the first build', () => {
    expect(dashboardStatus(root)).toBe('missing');
  });

  it('is fresh while nothing it is made of has changed since', () => {
    write('dashboard/dist/index.html', 200);
    write('dashboard/dist/assets/later.js', 300);
    write('gateway/http/app.ts', 300);
    expect(dashboardStatus(root)).toBe('fresh');
  });

  it.each(['dashboard/family/page.tsx', 'gateway/contract/alerts.ts', 'rules/model/time.ts', 'package-lock.json'])(
    'is stale after a change of %s',
    (path) => {
      write('dashboard/dist/index.html', 200);
      write(path, 201);
      expect(dashboardStatus(root)).toBe('stale');
    },
  );
});
