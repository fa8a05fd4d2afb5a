import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CredentialsFile } from '../../device-sim/credentials.ts';

describe('credentials file', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'hearthline-sim-'));
  });
  afterEach(() => rm(directory, { recursive: true }));
  const device = (id: string) => ({ deviceId: id, username: id, secret: `secret of ${id}` });

  it('keeps what was added, for its owner only', async () => {
    const path = join(directory, 'new', 'sim.json');
    const file = await CredentialsFile.open(path);
    expect(file.hasHome('k')).toBe(false);
    file.add({ localityId: null, homeId: 'k', patients: [], devices: [device('k-fridge'), device('k-bed')] });
    await file.save();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const again = await CredentialsFile.open(path);
    expect(again.hasHome('k')).toBe(true);
    expect([...again.devices]).toEqual([
      ['k-fridge', device('k-fridge')],
      ['k-bed', device('k-bed')],
    ]);
  });

  it.each(['', '{}', 'text', '{"homes":{"k":[{}]}}'])('names the file when it holds %j', async (text) => {
    const path = join(directory, 'other.json');
    await writeFile(path, text);
    await expect(CredentialsFile.open(path)).rejects.toThrow(`${path} is not a file of device credentials`);
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});
