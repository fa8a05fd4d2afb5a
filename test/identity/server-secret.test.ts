import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serverSecret } from '../../gateway/identity/server-secret.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hearthline-secret-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('serverSecret', () => {
  it('makes one, for the owner only, and keeps it', () => {
    const nested = join(dataDir, 'new');
    const secret = serverSecret({ secret: null, dataDir: nested });
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(statSync(join(nested, 'secret')).mode & 0o777).toBe(0o600);
    expect(serverSecret({ secret: null, dataDir: nested })).toBe(secret);
  });

  it('takes the one that is set and leaves the folder alone', () => {
    expect(serverSecret({ secret: 'set '.repeat(10), dataDir })).toBe('set '.repeat(10));
    expect(() => readFileSync(join(dataDir, 'secret'))).toThrow(/ENOENT/);
  });

  it('does not sign with a file that is too short', () => {
    writeFileSync(join(dataDir, 'secret'), 'short\n');
    expect(() => serverSecret({ secret: null, dataDir })).toThrow(/secret must hold at least 32 characters/);
  });
});
