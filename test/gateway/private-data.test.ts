import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { warnOfOpenData } from '../../gateway/private-data.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hearthline-private-'));
  writeFileSync(join(dataDir, 'secret'), 'x', { mode: 0o600 });
  mkdirSync(join(dataDir, 'postgres'), { mode: 0o700 });
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const warned = () => {
  const paths: unknown[] = [];
  warnOfOpenData(dataDir, { warn: ({ path }: { path: unknown }) => void paths.push(path) } as never);
  return paths;
};

describe('the data folder at the start', () => {
  it('is passed in silence where only its owner can read it, and where nothing is there yet', () => {
    expect(warned()).toEqual([]);
    rmSync(join(dataDir, 'postgres'), { recursive: true });
    expect(warned()).toEqual([]);
  });

  it.each([
    ['secret', 0o640],
    ['secret', 0o604],
    ['postgres', 0o710],
    ['postgres', 0o755],
  ])('is warned of where others can get at %s (%o)', (name, mode) => {
    chmodSync(join(dataDir, name), mode);
    expect(warned()).toEqual([join(dataDir, name)]);
  });
});
