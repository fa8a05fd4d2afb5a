import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownCredential, type Writing } from '../../gateway/node-red/own-credential.ts';
import { listIntegrations, revokeIntegration } from '../../gateway/store/integrations.ts';
import { write } from '../../gateway/store/write.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let database: FreshDatabase;
let dir: string;
let file: string;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hearthline-flows-'));
  file = join(dir, 'credential.json');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const writing: Writing = async (work) => (await write(database.pool, { at: 0, actor: 'test' }, work)).value;
const never: Writing = () => Promise.reject(new Error('the database was asked'));
const rightsOf = async (id: string) => (await listIntegrations(database.pool)).find((row) => row.id === id);

describe("Node-RED's own credential", () => {
  it('is made once, with the least rights, in a file for its owner only', async () => {
    const { username, secret } = await ownCredential(file, ['lamp', 'kitchen', 'lamp'], writing);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await rightsOf(username)).toMatchObject({
      subscribe: ['hearthline/v1/+/observations', 'hearthline/alerts/v1/+'],
      publish: ['hearthline/v1/kitchen/commands', 'hearthline/v1/lamp/commands'],
      revokedAt: null,
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await ownCredential(file, ['kitchen', 'lamp'], never)).toMatchObject({ username, secret });
  });

  it('may have nobody speak unless told', async () => {
    const { username } = await ownCredential(file, [], writing);
    expect((await rightsOf(username))?.publish).toEqual([]);
  });

  it('is replaced when other devices may speak, and the old one ends', async () => {
    const before = await ownCredential(file, ['kitchen'], writing);
    const after = await ownCredential(file, [], writing);
    expect(after.username).not.toBe(before.username);
    expect((await rightsOf(before.username))?.revokedAt).not.toBeNull();
    expect((await rightsOf(after.username))?.publish).toEqual([]);
    expect(await ownCredential(file, [], never)).toEqual(after);
  });

  it('is replaced also when an administrator has revoked it already', async () => {
    const { username } = await ownCredential(file, ['kitchen'], writing);
    await writing((tx) => revokeIntegration(tx, username));
    expect((await ownCredential(file, ['+'], writing)).publish).toEqual(['hearthline/v1/+/commands']);
  });

  it('names the file that holds something else', async () => {
    writeFileSync(file, '{"username":"x"}');
    await expect(ownCredential(file, [], never)).rejects.toThrow(`${file} holds no credential; remove it and a new one is made`);
  });
});
