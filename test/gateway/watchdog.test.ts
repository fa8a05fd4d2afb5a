import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';

const main = join(import.meta.dirname, '../../gateway/watchdog.ts');
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const well = { status: 'ok', database: 'up', mqttClients: 0, waitingReadings: 0, orphanAlerts: 0, overdueDeadlines: 0 };

/** What the gateway says of itself can be changed under the watchdog's eyes. */
async function watch(): Promise<{ health: object; told: () => Promise<{ state: string; text: string }> }> {
  const at = { health: well as object };
  const letters: { state: string; text: string }[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/api/health') return response.end(JSON.stringify(at.health));
    request.on('data', (body: Buffer) => {
      letters.push(JSON.parse(body.toString()));
      server.emit('letter');
    });
    return request.on('end', () => response.end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const child = spawn(process.execPath, [main, '--http', url, '--every', '0.05', '--tell', `${url}/person`], { stdio: 'ignore' });
  closing.push(
    () => child.kill('SIGKILL'),
    () => server.close(),
  );
  const told = async () => {
    if (letters.length === 0) await once(server, 'letter');
    return letters.shift()!;
  };
  return Object.assign(at, { told });
}

it('tells a person when an open alert has neither deadline nor owner, and when that is over', async () => {
  const gateway = await watch();
  gateway.health = { ...well, status: 'degraded', orphanAlerts: 2 };
  expect(await gateway.told()).toMatchObject({ state: 'trouble', text: '2 open alerts have neither a deadline nor an owner' });
  gateway.health = well;
  expect(await gateway.told()).toMatchObject({ state: 'well' });
});

it('tells a person when readings are not being stored', async () => {
  const gateway = await watch();
  gateway.health = { ...well, status: 'degraded', database: 'down', waitingReadings: 7 };
  expect((await gateway.told()).text).toContain('readings are not being stored (database down, 7 waiting)');
});
