import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ObservationView } from '../../gateway/contract/observations.ts';
import { launch, openTab } from '../dashboard/support/browser.ts';
import { password, TestGateway } from '../e2e/gateway.ts';
import { kathleens } from '../e2e/homes.ts';
import { type FlowEntry, Flows } from './flows-process.ts';

const run = promisify(execFile);
/** What goes through two processes is looked for again and again. */
const patience = { timeout: 40_000, interval: 500 };

let gateway: TestGateway;
let flows: Flows;
let token: string;

beforeAll(async () => {
  gateway = await TestGateway.start();
  const home = kathleens([{ template: 'sos' }]);
  const more = [
    { id: 'kettle', kind: 'plug', name: 'Kettle' },
    { id: 'kitchen', kind: 'motion', name: 'Kitchen in use' },
  ] as const;
  await gateway.enrol({ ...home, devices: [...(home.devices ?? []), ...more] });
  flows = await Flows.start(gateway, ['--speaker', 'speaker']);
});
afterAll(async () => {
  await flows?.close();
  await gateway?.close();
});

const example = () =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../gateway/node-red/example-flow.json'), 'utf8')) as FlowEntry[];

/** Says at home what a flow finds of the gateway's secrets in its surroundings. */
const spy = [
  { id: 'spy', type: 'inject', once: true, onceDelay: 0.1, repeat: '', props: [], wires: [['look']] },
  {
    id: 'look',
    type: 'function',
    func: 'msg.payload = "Found: " + ["HEARTHLINE_SECRET", "DATABASE_URL"].map((name) => env.get(name) || "nothing"); return msg;',
    outputs: 1,
    wires: [['tell']],
  },
  { id: 'tell', type: 'hearthline-command-out', device: 'speaker', text: '', patient: '', wires: [] },
];

/** The example with the credential of the device that it stands for, and an alert that is spoken of at home. */
function deployed(): FlowEntry[] {
  const { deviceId: device, secret } = gateway.credentials.get('kitchen')!;
  const withDevice = example().map((entry) => (entry.id === 'example-kitchen' ? { ...entry, credentials: { device, secret } } : entry));
  const common = { z: 'example-tab', gateway: 'example-gateway', name: '' };
  const speaker = { id: 'say', type: 'hearthline-command-out', device: 'speaker', text: 'Help is on its way.', patient: '', wires: [] };
  const hears = { id: 'hear', type: 'hearthline-alert-in', patient: 'kathleen', every: true, wires: [['say']] };
  return [...withDevice, { ...common, ...hears }, { ...common, ...speaker }, ...spy.map((entry) => ({ ...common, ...entry }))];
}

const readingsOf = async (kind: string) => {
  const to = new Date(gateway.clock.now() + 60_000).toISOString();
  const { body } = await gateway.ask('coordinator', 'GET', `/api/patients/kathleen/observations?kind=${kind}&to=${to}`);
  return (body as ObservationView[]).map(({ source, value }) => ({ source, value }));
};

/** Care time stands still here: without an id, a second press would be the first one sent again. */
const press = () => gateway.device('button').send({ id: randomUUID(), kind: 'sos' });

describe('who may edit flows', () => {
  it('is an administrator of the gateway, with the same password', async () => {
    const answer = await flows.signIn('admin@example.org', password);
    expect(answer.status).toBe(200);
    token = ((await answer.json()) as { access_token: string }).access_token;
    expect((await flows.ask(token, '/flows')).status).toBe(200);
  });

  it.each([
    ['a wrong password', 'admin@example.org', 'wrong password again'],
    ['a role that sets nothing up', 'asha@example.org', password],
    ['nobody the gateway knows', 'nobody@example.org', password],
  ])('is not %s', async (_, email, secret) => {
    expect((await flows.signIn(email, secret)).status).toBe(403);
  });

  it('is not whoever has not signed in', async () => {
    for (const path of ['/flows', '/nodes', '/settings']) expect((await flows.ask(null, path)).status).toBe(401);
  });
});

describe('Node-RED beside the gateway', () => {
  it('has the palette and the example, and no node that reaches files or programs of the machine', async () => {
    const sets = (await (await flows.ask(token, '/nodes')).json()) as { types: string[]; module: string; err?: unknown }[];
    const ours = sets.filter(({ module }) => module === 'node-red-contrib-hearthline');
    expect(ours.map(({ types, err }) => [types[0], err])).toEqual(
      ['gateway', 'observation-in', 'alert-in', 'command-out', 'observation-out'].map((name) => [`hearthline-${name}`, undefined]),
    );
    const types = sets.flatMap((set) => set.types);
    expect(types).toContain('mqtt in');
    for (const type of ['exec', 'file', 'file in', 'watch']) expect(types).not.toContain(type);
    expect(await (await flows.ask(token, '/flows')).json()).toEqual(example());
  });

  it('shows the nodes and their forms in its editor, and asks no other server for anything', async () => {
    const browser = await launch();
    try {
      const { page, faults } = await openTab(browser, flows.url, { width: 1440, height: 900 }, { expected: /401|favicon/ });
      await page.goto('/');
      await page.fill('#node-dialog-login-username', 'admin@example.org');
      await page.fill('#node-dialog-login-password', password);
      await page.click('#node-dialog-login-submit');
      for (const name of ['observation-in', 'alert-in', 'command-out', 'observation-out'])
        await page.waitForSelector(`.red-ui-palette-node[data-palette-type="hearthline-${name}"]`, { state: 'attached', timeout: 40_000 });
      for (const [node, field] of Object.entries({ power: 'kind', kitchen: 'secret', alert: 'patient' })) {
        await page.evaluate(`RED.editor.edit(RED.nodes.node('example-${node}'))`);
        await page.waitForSelector(`#node-input-${field}`, { timeout: 40_000 });
        await page.click('#node-dialog-cancel');
        await page.waitForSelector(`#node-input-${field}`, { state: 'detached', timeout: 40_000 });
      }
      expect(faults).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 120_000);

  it('signs in with a credential of its own that can do what the palette needs and no more', async () => {
    const own = JSON.parse(readFileSync(join(flows.dataDir, 'node-red/gateway-credential.json'), 'utf8')) as { username: string };
    const { body } = await gateway.ask('administrator', 'GET', '/api/integrations');
    const filters = { publish: ['hearthline/v1/speaker/commands'], subscribe: ['hearthline/v1/+/observations', 'hearthline/alerts/v1/+'] };
    expect(body).toMatchObject([{ id: own.username, name: 'Node-RED', revokedAt: null, ...filters }]);
  });
});

describe('a flow', () => {
  it('makes a reading of its own device from one that mosquitto_pub sends', async () => {
    expect((await flows.ask(token, '/flows', deployed())).status).toBe(204);
    const { secret } = gateway.credentials.get('kettle')!;
    const at = ['-h', '127.0.0.1', '-p', String(gateway.app.mqttPort), '-u', 'kettle', '-P', secret];
    await vi.waitFor(async () => {
      await run('mosquitto_pub', [...at, '-q', '1', '-t', 'hearthline/v1/kettle/observations', '-m', '{"kind":"power","value":2100}']);
      expect(await readingsOf('motion')).toContainEqual({ source: 'kitchen', value: true });
    }, patience);
  });

  it('has a device speak when an alert begins, by a stored command', async () => {
    const { commands } = gateway.device('speaker');
    await vi.waitFor(async () => {
      await press();
      expect(commands.all).toContainEqual(expect.objectContaining({ type: 'prompt', text: 'Help is on its way.' }));
    }, patience);
    const { rows } = await gateway.database.pool.query(`select distinct body ->> 'body' as text from notification where alert_id is null`);
    expect(rows).toContainEqual({ text: 'Help is on its way.' });
  });

  it('finds no secret of the gateway in its surroundings', async () => {
    const { text } = await gateway.device('speaker').commands.take((command) => command.text?.startsWith('Found: ') ?? false);
    expect(text).toBe('Found: nothing,nothing');
  });

  it('keeps what it says out of the log', () => {
    expect(flows.program.stdout).toContain('Started flows');
    expect(flows.program.stdout).not.toMatch(/Help is on its way|Found|kathleen|hearthline\/v1/);
  });
});

describe('a Node-RED of somebody else', () => {
  it('takes the palette from npm, and its nodes sign in with what is entered', async () => {
    const filters = { publish: ['hearthline/v1/fridge/commands'], subscribe: ['hearthline/v1/kettle/observations'] };
    const { body } = await gateway.ask('administrator', 'POST', '/api/integrations', { name: 'Elsewhere', ...filters });
    const place = { mqttUrl: gateway.mqttUrl, httpUrl: gateway.app.publicUrl, credentials: body };
    const stock = await Flows.startStock();
    try {
      const entries: FlowEntry[] = [
        { id: 'tab', type: 'tab', label: 'Elsewhere' },
        { id: 'gate', type: 'hearthline-gateway', name: '', ...place },
        { id: 'hear', type: 'hearthline-observation-in', z: 'tab', gateway: 'gate', device: 'kettle', kind: 'power', wires: [['say']] },
        { id: 'say', type: 'hearthline-command-out', z: 'tab', gateway: 'gate', device: 'fridge', text: 'Tea?', patient: '', wires: [] },
      ];
      expect((await stock.ask(null, '/flows', entries)).status).toBe(204);
      await vi.waitFor(async () => {
        await gateway.device('kettle').send({ id: randomUUID(), kind: 'power', value: 2_000 });
        expect(gateway.device('fridge').commands.all).toContainEqual(expect.objectContaining({ text: 'Tea?' }));
      }, patience);
    } finally {
      await stock.close();
    }
  }, 120_000);
});

describe('without it', () => {
  it('whose session at the gateway is ended is out of the editor at once', async () => {
    await gateway.database.pool.query(
      `delete from identity_session s using identity_user u where u.id = s.user_id and u.role = 'administrator'`,
    );
    expect((await flows.ask(token, '/flows')).status).toBe(401);
  });

  it('alerts go on when it is killed', async () => {
    const close = { type: 'close', outcome: 'reassurance', note: '' } as const;
    await gateway.settled();
    await gateway.act('coordinator', await gateway.alertOf('kathleen'), { type: 'acknowledge' });
    await gateway.settled();
    expect(await gateway.act('coordinator', await gateway.alertOf('kathleen'), close)).toMatchObject({ status: 200 });
    await gateway.settled();
    const before = gateway.letters.all.length;
    expect(await flows.program.stop('SIGKILL')).toBe('SIGKILL');
    await gateway.until(gateway.clock.now() + 60_000);
    await press();
    await vi.waitFor(async () => {
      expect((await gateway.alertsOf('kathleen')).map(({ status }) => status)).toEqual(['open', 'closed']);
      expect(gateway.letters.all.slice(before)).toContainEqual(expect.objectContaining({ to: 'ccc@example.org' }));
    }, patience);
  });
});
