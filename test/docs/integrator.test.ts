import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGateway } from '../e2e/gateway.ts';
import { kathleens } from '../e2e/homes.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const text = readFileSync(join(root, 'docs/guide/integrator.md'), 'utf8');
const block = (language: string, containing: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]+?)\`\`\``, 'g'))]
    .map(([, code]) => code!)
    .find((code) => code.includes(containing))!;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start();
  await gateway.enrol(kathleens([{ template: 'fridge' }]));
}, 60_000);
afterAll(() => gateway?.close());

function env() {
  const { username, secret } = gateway.credentials.get('fridge')!;
  return { ...process.env, DEVICE: username, SECRET: secret, PORT: String(gateway.app.mqttPort) };
}
async function stored(key: string): Promise<unknown[]> {
  const { rows } = await gateway.database.pool.query('select kind, value, patient_id from observation where key = $1', [key]);
  return rows;
}

describe('the guide for integrators', { timeout: 60_000 }, () => {
  it('brings a reading from a shell', async () => {
    await run('bash', ['-euo', 'pipefail', '-c', block('sh', '"first-1"')], { env: env() });
    expect(await stored('first-1')).toMatchObject([{ kind: 'contact', value: 'open' }]);
  });

  it('brings a reading from JavaScript, as it stands on the page', async () => {
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', block('js', 'mqtt.connect')], { cwd: root, env: env() });
    expect(stdout).toBe('stored and judged\n');
    expect(await stored('first-2')).toMatchObject([{ kind: 'contact', value: 'closed' }]);
  });
});
