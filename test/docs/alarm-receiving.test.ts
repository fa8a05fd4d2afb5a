import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, TestGateway } from '../e2e/gateway.ts';
import { kathleens } from '../e2e/homes.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const page = readFileSync(join(root, 'docs/alarm-receiving.md'), 'utf8');
const commands = [...page.matchAll(/^ *```sh\n([\s\S]+?)```/gm)].map(([, command]) => command!.trim());

let gateway: TestGateway;
/** Where the commands are given: as in the checkout, but what they write is thrown away. */
const folder = mkdtempSync(join(tmpdir(), 'hearthline-scaip-'));
beforeAll(async () => {
  for (const name of ['package.json', 'node_modules', 'gateway', 'device-sim', 'rules']) symlinkSync(join(root, name), join(folder, name));
  gateway = await TestGateway.start(at('06:00'), { HEARTHLINE_SCAIP_PORT: '0' });
  await gateway.enrol({ ...kathleens([{ template: 'sos' }]), devices: [] });
}, 60_000);
afterAll(async () => {
  await gateway?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The command of the page that holds these words, with the port of this gateway. */
async function given(words: string): Promise<string> {
  const command = commands.find((one) => one.includes(words));
  if (command === undefined) throw new Error(`the page shows no command with ${words}`);
  const env = { ...process.env, DATABASE_URL: gateway.database.url, HOME_ID: 'long-lane', PATIENT_ID: 'kathleen' };
  const ported = command.replaceAll(':5060', `:${gateway.app.scaipPort}`).replace('-p 5071', '-p 0');
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', ported], { cwd: folder, env });
  // In the homes time has to pass for another press to be another one.
  gateway.clock.advanceBy(1_000);
  return stdout;
}
const readings = async () =>
  (await gateway.database.pool.query<{ line: string }>(`select kind || ' ' || value as line from observation order by seq`)).rows.map(
    ({ line }) => line,
  );

describe('docs/alarm-receiving.md', () => {
  it('shows commands that do what it says: the admin command, the simulated unit, sipsak and SIPp', async () => {
    expect(await given('device add')).toMatch(/^deviceId: dev-/);
    const said = (await given('sim -- alarm-unit')).trim().split('\n');
    expect(said.map((line) => line.replace(/ref=\w+/, 'ref'))).toEqual([
      'SIP 200  ref  snu=0',
      'SIP 200  ref  snu=0  mre=01  cre=61',
      'SIP 200  ref  snu=0',
    ]);
    expect(await given('sipsak')).toContain('SIP/2.0 200 OK');
    expect(await given('sipp ')).toMatch(/<mrs><ref>s\d+x1<\/ref><snu>0<\/snu><mre>01<\/mre><cre>61<\/cre><\/mrs>/);
    expect(await readings()).toEqual([
      'heartbeat true',
      'sos "pendant"',
      'sos-cancelled true',
      'fall "recovered"',
      'sos "pendant"',
      'sos "pendant"',
    ]);
    expect(await gateway.alertOf('kathleen')).toMatchObject({ status: 'open', severity: 'high' });
  }, 120_000);
});
