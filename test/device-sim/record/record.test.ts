import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readScript } from '../../../device-sim/scenario/script.ts';
import { at, password, TestGateway } from '../../e2e/gateway.ts';
import { kathleens } from '../../e2e/homes.ts';
import { patience } from '../../support/patience.ts';

const main = join(import.meta.dirname, '../../../device-sim/main.ts');
const directory = mkdtempSync(join(tmpdir(), 'hearthline-record-'));
const file = join(directory, 'kitchen.json');

let gateway: TestGateway;
let integration: { username: string; secret: string };
/** The simulator follows the gateway's clock, so that has to go. */
let ticking: ReturnType<typeof setInterval>;
beforeAll(async () => {
  gateway = await TestGateway.start();
  const beganMs = performance.now();
  ticking = setInterval(() => gateway.clock.advanceTo(at('06:00') + Math.floor(performance.now() - beganMs)), 20);
  await gateway.enrol(kathleens([{ template: 'sos' }]));
  const filters = { publish: [], subscribe: ['hearthline/v1/#'] };
  integration = (await gateway.ask('administrator', 'POST', '/api/integrations', { name: 'Recorder', ...filters }))
    .body as typeof integration;
});
afterAll(async () => {
  clearInterval(ticking);
  await gateway.close();
  rmSync(directory, { recursive: true, force: true });
});

function sim(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [main, ...args], { cwd: directory, env: { PATH: process.env.PATH, ...env } });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, ...said }));
  return { child, said, ended };
}
const record = (more: readonly string[] = []) =>
  sim(['record', '--mqtt', gateway.mqttUrl, '--user', integration.username, '--out', file, ...more], {
    HEARTHLINE_SIM_RECORD_SECRET: integration.secret,
  });
const play = (path: string, prefix = '') => {
  const addresses = ['--mqtt', gateway.mqttUrl, '--http', gateway.app.publicUrl];
  return sim(
    ['--scenario', path, ...addresses, '--user', 'admin@example.org', '--reader', 'asha@example.org', '--quiet', '--prefix', prefix],
    {
      HEARTHLINE_SIM_PASSWORD: password,
      HEARTHLINE_SIM_READER_PASSWORD: password,
    },
  ).ended;
};

describe('sim record and --scenario', () => {
  it('takes down what devices say at a real gateway, without their names', async () => {
    const { child, said, ended } = record();
    await expect.poll(() => said.err, patience).toContain('listening to hearthline/v1/#');
    await gateway.device('button').send({ kind: 'sos', id: 'kathleen-1' });
    await gateway.device('cuff').send({ kind: 'blood-pressure', id: 'kathleen-2', value: { systolicMmHg: 128, diastolicMmHg: 74 } });
    child.kill('SIGINT');
    const { code, out, err } = await ended;
    expect({ code, err }).toEqual({ code: 0, err: 'sim: listening to hearthline/v1/#; end with Ctrl-C\n' });
    expect(out).toMatch(/^\d+ messages of \d+ devices in .*; \d+ names, ids and texts replaced\n$/);
    const text = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const name of ['kathleen', 'button', '"cuff"', 'long-lane'])
      expect(text.includes(`${name}-`) || text.includes(`/${name}`)).toBe(false);
    const script = readScript(text);
    if (!('timeline' in script)) throw new Error(JSON.stringify(script));
    expect(Object.values(script.file.recorded!.devices)).toEqual(expect.arrayContaining(['sos-button', 'cuff']));
  });

  it('plays it back, by devices of its own that say what was said', async () => {
    const { code, out, err } = await play(file, 'back-');
    expect(err).toBe('');
    expect(code).toBe(0);
    const { rows } = await gateway.database.pool.query(
      `select kind from observation where source like 'back-%' and kind in ('sos', 'blood-pressure') order by kind`,
    );
    expect(rows).toEqual([{ kind: 'blood-pressure' }, { kind: 'sos' }]);
    expect(out).toContain('Recorded in');
  });

  it('plays a script, says what came of each expectation, and ends with 1 when one is not met', async () => {
    const path = join(directory, 'pendant.yaml');
    const lines = (expectation: string) =>
      `name: A call\npeople: [{ name: Rose Becker, devices: { sos-button: Pendant } }]\ntimeline: [+4 s pendant pressed]\nexpect:\n  - alert sos for Rose by +2 min\n  - ${expectation}\nuntil: +9 s\n`;
    writeFileSync(path, lines('no alert fridge'));
    expect(await play(path, 'a-')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/ok {6}alert sos for Rose by \+2 min: sos for Rose opened/),
    });
    writeFileSync(path, lines('no alert'));
    expect(await play(path, 'b-')).toMatchObject({ code: 1, out: expect.stringMatching(/FAILED {2}no alert: .*sos for Rose/) });
  }, 240_000);

  it('names each mistake in a script with its line, and ends with 2', async () => {
    const path = join(directory, 'wrong.yaml');
    writeFileSync(path, 'name: A call\npeople: [{ name: Rose Becker }]\ntimeline:\n  - 07:30 oven opens\nuntil: 12:00\n');
    const { code, err } = await play(path);
    expect({ code, err }).toEqual({ code: 2, err: `${path}:4: timeline.0: "oven opens" begins with no device; there are none\n` });
  });

  it.each([
    [['--filter', 'hearthline/alerts/#'], 'may not listen to hearthline/alerts/#'],
    [['--mqtt', 'mqtt://127.0.0.1:1'], ''],
  ])('ends with a reason when it cannot listen: %j', async (more, reason) => {
    const { code, err } = await record(more).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^sim: .+\n$/);
    expect(err).toContain(reason);
  });
});
