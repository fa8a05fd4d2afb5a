import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAdmin } from '../../gateway/admin/run.ts';
import { isSecret } from '../../gateway/identity/secret.ts';
import { appCredentialById, appStanding } from '../../gateway/store/apps.ts';
import { redeemClaimCode } from '../../gateway/store/claim-codes.ts';
import { write } from '../../gateway/store/write.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { seedHome } from '../support/seed.ts';

let database: FreshDatabase;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'hearthline-apps-'));
  await seedHome(database.pool, 1, Date.UTC(2026, 0, 12), []);
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function admin(...words: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const said = { out: '', err: '' };
  const terminal = {
    stdin: (async function* () {})(),
    stdout: { write: (text: string) => (said.out += text) },
    stderr: { write: (text: string) => (said.err += text) },
  };
  const env = { DATABASE_URL: database.url, HEARTHLINE_PUBLIC_URL: 'https://hearthline.example.org' };
  return { code: await runAdmin([...words, '--json'], env, terminal), ...said };
}
async function json(...words: string[]) {
  const { code, out, err } = await admin(...words);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}
const standing = async (version: string) => (await appStanding(database.pool, 'steady', version))?.status;

describe('the register of apps', () => {
  it('is kept by hand: added, approved, listed, withdrawn', async () => {
    expect(await json('app', 'add', '--id', 'steady', '--name', 'Steady BP', '--maker', 'Steady Ltd')).toEqual({ appId: 'steady' });
    for (const version of ['2.0.0', '2.1.0'])
      await json('app', 'approve', 'steady', '--app-version', version, '--reason', 'DTAC of 3 January 2026');
    expect(await json('app', 'list')).toMatchObject([
      { id: 'steady', version: '2.1.0', status: 'approved', decidedBy: 'admin', reason: 'DTAC of 3 January 2026' },
      { id: 'steady', version: '2.0.0', status: 'approved' },
    ]);
    expect(await json('app', 'withdraw', 'steady', '--app-version', '2.0.0', '--reason', 'Too old.')).toEqual({ withdrawn: ['2.0.0'] });
    expect([await standing('2.0.0'), await standing('2.1.0')]).toEqual(['withdrawn', 'approved']);
    expect(await json('app', 'withdraw', 'steady', '--reason', 'Recalled.')).toEqual({ withdrawn: ['2.1.0'] });
    expect(await standing('2.1.0')).toBe('withdrawn');
  });

  it('gives a credential for one patient', async () => {
    const { deviceId, token } = await json('app', 'credential', 'steady', '--patient', 'pat-1');
    const [id, secret] = token.split('.');
    expect(id).toBe(deviceId);
    const stored = await appCredentialById(database.pool, deviceId, '2.1.0');
    expect(stored).toMatchObject({ patientId: 'pat-1', homeId: 'home-1', appName: 'Steady BP' });
    expect([isSecret(secret, stored!.secretSha256), isSecret('other', stored!.secretSha256), isSecret('', null)]).toEqual([
      true,
      false,
      false,
    ]);
    await json('device', 'revoke', deviceId);
    expect(await appCredentialById(database.pool, deviceId, '2.1.0')).toBeNull();
  });

  it.each([
    [['app', 'approve', 'nothing', '--app-version', '1', '--reason', 'x'], 'appId: there is no such app'],
    [['app', 'approve', 'steady', '--app-version', 'a b', '--reason', 'x'], 'version: is not a version'],
    [['app', 'withdraw', 'steady', '--app-version', '9', '--reason', 'x'], 'version: there is no such approved version'],
    [['app', 'credential', 'steady', '--patient', 'nobody'], 'patientId: there is no such patient'],
    [['claim-code', '--home', 'nothing'], 'homeId: there is no such home'],
    [['claim-code', '--home', 'home-1', '--minutes', 'x'], 'minutes: '],
  ])('%j is refused in one line', async (words, line) => {
    const { code, err } = await admin(...words);
    expect([code, err]).toEqual([2, expect.stringMatching(/^hearthline admin: [^\n]+\n$/)]);
    expect(err).toContain(line);
  });
});

describe('a claim code', () => {
  it('is printed once, with its QR code in a file', async () => {
    const file = join(folder, 'code.svg');
    const { id, code, url, expiresAt, ...rest } = await json('claim-code', '--home', 'home-1', '--minutes', '5', '--svg', file);
    expect([url, rest]).toEqual([`https://hearthline.example.org/api/claims#${code}`, {}]);
    expect(readFileSync(file, 'utf8')).toContain('</svg>');
    const line = { id, patientName: null, madeBy: 'admin', expiresAt, claimedBy: null };
    expect(await json('claim-code', 'list', '--home', 'home-1')).toEqual([{ ...line, state: 'waiting' }]);
    const wallAt = Date.parse(expiresAt) - 1;
    const { value } = await write(database.pool, { at: wallAt, actor: 'test' }, (tx) => redeemClaimCode(tx, code, wallAt));
    expect(value).toEqual({ homeId: 'home-1', patientId: null });
    expect(await json('claim-code', 'list', '--home', 'home-1')).toEqual([{ ...line, state: 'claimed' }]);
    expect((await admin('claim-code', 'withdraw', id, '--home', 'home-1')).err).toContain('codeId: has been used');
  });

  it('is withdrawn by its number, in its own home only', async () => {
    const { id, code, expiresAt } = await json('claim-code', '--home', 'home-1');
    expect((await admin('claim-code', 'withdraw', id, '--home', 'home-2')).err).toContain('codeId: there is no such code');
    expect(await json('claim-code', 'withdraw', id, '--home', 'home-1')).toEqual({ withdrawn: id });
    const wallAt = Date.parse(expiresAt) - 1;
    const used = write(database.pool, { at: wallAt, actor: 'test' }, (tx) => redeemClaimCode(tx, code, wallAt));
    await expect(used).rejects.toThrow('has been withdrawn; ask for a new one');
    expect((await json('claim-code', 'list', '--home', 'home-1'))[0]).toMatchObject({ id, state: 'withdrawn' });
  });
});
