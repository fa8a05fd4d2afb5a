import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CredentialsFile } from '../../device-sim/credentials.ts';
import { signIn } from '../../device-sim/enrol.ts';
import { enrolMissing } from '../../device-sim/enrol-missing.ts';
import { writtenHomes } from '../../device-sim/homes/everybody.ts';
import { type DialectName, inDialects, parseDialects } from '../../device-sim/homes/in-dialects.ts';
import { password, TestGateway } from '../e2e/gateway.ts';

const directory = mkdtempSync(join(tmpdir(), 'hearthline-enrol-'));
const path = join(directory, 'credentials.json');
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start();
});
afterAll(async () => {
  await gateway.close();
  rmSync(directory, { recursive: true, force: true });
});

const kathleen = (...dialects: readonly DialectName[]) => inDialects(writtenHomes()[0]!, dialects);
async function enrol(home = kathleen('zigbee2mqtt', 'open-mhealth')): Promise<number> {
  let signedIn = 0;
  const session = () => {
    signedIn++;
    return signIn(gateway.app.publicUrl, 'admin@example.org', password);
  };
  await enrolMissing({ homes: [home], file: await CredentialsFile.open(path), session });
  return signedIn;
}

describe('a home of several dialects', () => {
  it('is enrolled once, its telephone paired, and what its hub hears left to be mapped', async () => {
    expect(await enrol()).toBe(1);
    const { devices } = await CredentialsFile.open(path);
    const home = kathleen('zigbee2mqtt', 'open-mhealth');
    expect([...devices.keys()].toSorted()).toEqual(
      [...home.enrolment.devices.map(({ id }) => id), ...home.phones!.map(({ id }) => id)].toSorted(),
    );
    expect(home.mappings!.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['fridge', 'front-door', 'motion', 'bed', 'sos-button']));
    expect(await enrol()).toBe(0);
  });

  it('is not taken for one of other dialects', async () => {
    await expect(enrol(kathleen())).rejects.toThrow('home k was enrolled with other devices or dialects; use --prefix');
  });

  it('leaves to themselves the devices that no dialect is for, and everything without a dialect', () => {
    expect(kathleen()).toEqual(writtenHomes()[0]);
    const ways = new Map(kathleen('tasmota', 'fhir').devices.map(({ role, way }) => [role, way?.type]));
    expect([ways.get('dispenser'), ways.get('speaker'), ways.get('hub')]).toEqual([undefined, undefined, undefined]);
    expect([ways.get('fridge'), ways.get('kettle')]).toEqual(['bridge', 'bridge']);
  });

  it('is asked for by name', () => {
    expect(parseDialects('native')).toEqual([]);
    expect(parseDialects('tasmota, fhir')).toEqual(['tasmota', 'fhir']);
    expect(() => parseDialects('morse')).toThrow('"morse" is not a dialect; known are native, zigbee2mqtt,');
  });
});
