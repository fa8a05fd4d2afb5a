import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HomeClock, runningClock } from '../../device-sim/clock.ts';
import { demoHomes } from '../../device-sim/homes/demo.ts';
import { enrolmentInput } from '../../gateway/contract/people.ts';
import { type Mosquitto, startMosquitto } from './mosquitto.ts';

const main = fileURLToPath(new URL('../../device-sim/main.ts', import.meta.url));

/** The three addresses of a gateway that the simulator calls, answering by the contract; readings go to a real Mosquitto. */
describe('sim', () => {
  let clock: HomeClock = runningClock(Date.parse('2026-03-15T06:30:00Z'), 600);
  const enrolled = new Set<string>();
  const arranged: string[] = [];
  const signIns: { origin: string | undefined; body: unknown }[] = [];
  const http = createServer((request, response) => {
    void answer(request, response);
  });
  let broker: Mosquitto;
  let directory: string;
  let baseUrl: string;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, body: unknown, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    const text = await request.setEncoding('utf8').reduce((all, part: string) => all + part, '');
    if (request.url === '/api/clock') return void send(200, { now: new Date(clock.now()).toISOString(), speed: 600, demo: true });
    const body: unknown = JSON.parse(text);
    if (request.url === '/api/auth/sign-in/email') {
      signIns.push({ origin: request.headers.origin, body });
      const good = (body as { password: string }).password === 'a good password';
      return void (good
        ? send(200, {}, { 'set-cookie': ['session=abc; Path=/; HttpOnly', 'other=1'] })
        : send(401, { title: 'Invalid email or password', status: 401 }));
    }
    if (request.headers.cookie !== 'session=abc; other=1') return void send(401, { title: 'Not signed in', status: 401 });
    if (request.url !== '/api/enrolments') {
      arranged.push(`${request.method} ${request.url}`);
      return void send(201, { id: 'a1' });
    }
    const input = enrolmentInput.parse(body);
    if (enrolled.has(input.home.id!)) return void send(409, { title: 'Conflict', status: 409, detail: `home ${input.home.id} exists` });
    enrolled.add(input.home.id!);
    send(201, {
      localityId: null,
      homeId: input.home.id,
      patients: [],
      devices: input.devices.map(({ id }) => ({ deviceId: id, username: id, secret: `s-${id}` })),
    });
  }

  beforeAll(async () => {
    broker = await startMosquitto();
    directory = await mkdtemp(join(tmpdir(), 'hearthline-sim-'));
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const address = http.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    baseUrl = `http://127.0.0.1:${address.port}`;
  });
  afterAll(async () => {
    http.closeAllConnections();
    http.close();
    await broker.stop();
    await rm(directory, { recursive: true });
  });
  beforeEach(() => {
    signIns.length = 0;
  });

  async function sim(args: readonly string[], options: { env?: Record<string, string>; interruptAfter?: RegExp } = {}) {
    const addresses = args[0] === 'load' ? ['--mqtt', broker.url] : ['--mqtt', broker.url, '--http', baseUrl];
    const child = spawn(process.execPath, [main, ...args, ...addresses], {
      cwd: directory,
      env: { PATH: process.env.PATH, ...options.env },
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
      if (options.interruptAfter?.test(err)) child.kill('SIGINT');
    });
    const [code] = await once(child, 'close');
    return { code, out, err };
  }
  const devices = demoHomes(7, 2).flatMap((home) => home.devices).length;
  const signedIn = { HEARTHLINE_SIM_USER: 'sim@example.org', HEARTHLINE_SIM_PASSWORD: 'a good password' };

  it('enrols, lives, ends cleanly on Ctrl-C and reports; the second time it knows its devices', async () => {
    const first = await sim(['--homes', '2'], { env: signedIn, interruptAfter: new RegExp(`connected ${devices}/${devices}`) });
    expect(first.code).toBe(0);
    expect(first.err).toMatch(
      /^2026-03-15 \d\d:\d\dZ {2}homes 2 {2}connected \d+\/\d+ {2}sent \d+ {2}acknowledged \d+ {2}refused 0 {2}prompts heard 0$/m,
    );
    const [, sent, acknowledged] = /sent +(\d+)\nacknowledged +(\d+)/.exec(first.out)!;
    expect(Number(sent)).toBeGreaterThan(10);
    expect(acknowledged).toBe(sent);
    expect(signIns).toEqual([{ origin: baseUrl, body: { email: 'sim@example.org', password: 'a good password' } }]);
    const kept = await readFile(join(directory, `data/sim-127.0.0.1-${new URL(baseUrl).port}.json`), 'utf8');
    expect(Object.keys(JSON.parse(kept).homes)).toEqual(['k', 'joan']);

    const second = await sim(['--homes', '2', '--for', '1s', '--json', '--quiet']);
    expect(second).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(second.out)).toMatchObject({ homes: 2, devices, connected: 0, refused: 0, problems: 0 });
    expect(signIns.length).toBe(1);
  });

  it('refuses a speed other than the one of the gateway with exit code 2 and one line; --force lives at it', async () => {
    const refused = await sim(['--speed', '60']);
    expect(refused).toEqual({
      code: 2,
      out: '',
      err: `sim: --speed is 60, but the gateway at ${baseUrl} runs at 600; leave --speed out, or use --force\n`,
    });
    const forced = await sim(['--homes', '1', '--prefix', 'f-', '--speed', '6000', '--force', '--for', '1s', '--json', '--quiet'], {
      env: signedIn,
    });
    expect(forced.code).toBe(0);
    expect(JSON.parse(forced.out).homes).toBe(1);
  });

  it.each([
    ['without a user', {}, '1 homes are not enrolled yet: give --user and --password, or set HEARTHLINE_SIM_USER'],
    [
      'with a wrong password',
      { ...signedIn, HEARTHLINE_SIM_PASSWORD: 'a wrong password' },
      'sign-in as sim@example.org at http://127.0.0.1:PORT/ failed: Invalid email or password',
    ],
  ])('says in one line what is missing %s', async (_case, env, message) => {
    const { code, err } = await sim(['--homes', '1', '--prefix', 'x-'], { env });
    expect(code).toBe(1);
    expect(err.replace(/:\d+/, ':PORT')).toContain(message);
    expect(err.split('\n').length).toBe(2);
    expect(err).not.toContain('a wrong password');
  });

  it('says what to do when the homes exist and their secrets do not', async () => {
    enrolled.add('y-k');
    const { code, err } = await sim(['--homes', '1', '--prefix', 'y-'], { env: signedIn });
    expect(code).toBe(1);
    expect(err).toContain('enrolment of home y-k failed: Conflict; home y-k exists; enrolled before from elsewhere?');
  });

  it('arranges what the stories tell, signed in', async () => {
    const kathleen = ['--homes', '1', '--prefix', 'd-'];
    await sim([...kathleen, '--for', '1s', '--quiet'], { env: signedIn });
    // However long the simulator takes to start: it asks for the time when it has, and goes on from there by itself.
    clock = { speed: 600, now: () => Date.parse('2026-03-26T23:10:00Z') };
    const { code, err } = await sim(kathleen, { env: signedIn, interruptAfter: /2026-03-27 00:\d\dZ/ });
    expect({ code, failed: err.includes('failed') }).toEqual({ code: 0, failed: false });
    expect(arranged).toEqual(['POST /api/patients/d-k-p1/contacts/d-k-p1-c1/unavailable']);
  });

  it('makes load', async () => {
    const { code, out } = await sim(['load', '--clients', '3', '--in-flight', '2', '--count', '30', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ published: 30, acknowledged: 30, refused: 0 });
  });
});
