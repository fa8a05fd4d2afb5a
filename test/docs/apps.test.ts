import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGateway } from '../e2e/gateway.ts';
import { kathleens } from '../e2e/homes.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const text = readFileSync(join(root, 'docs/apps.md'), 'utf8');
/** Each command of the page, with the answer that the page shows below it. */
const commands = [...text.matchAll(/```sh\n([\s\S]+?)```(?:\s+```json\n([\s\S]+?)```)?/g)].map(([, command, answer]) => ({
  command: command!.trim(),
  answer: answer === undefined ? null : (JSON.parse(answer) as unknown),
}));

let gateway: TestGateway;
/** What the page calls by a name, as it becomes known. */
const known: Record<string, string> = {};
beforeAll(async () => {
  gateway = await TestGateway.start();
  await gateway.enrol({ ...kathleens([{ template: 'glucose' }]), devices: [] });
}, 60_000);
afterAll(() => gateway?.close());

/** `…` on the page stands for what is another each time. */
function shown(value: unknown): unknown {
  if (typeof value === 'string' && value.includes('…')) return expect.any(String);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shown(one)]));
}

async function answerOf(command: string): Promise<string> {
  const env = { ...process.env, ...known, GATEWAY: gateway.app.publicUrl, DATABASE_URL: gateway.database.url };
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', command], { cwd: root, env });
  const [, code] = /^code: (\S+)$/m.exec(stdout) ?? [];
  const [, token] = /"token":"([^"]+)"/.exec(stdout) ?? [];
  Object.assign(known, code && { CODE: code }, token && { TOKEN: token });
  return stdout;
}

describe('docs/apps.md', () => {
  it('shows a command for each way in', () => {
    const all = commands.map(({ command }) => command).join('\n');
    for (const way of ['app approve', 'claim-code', '/api/claims', '/api/ingest/open-mhealth', '/api/fhir/Observation', '/api/ingest/csv'])
      expect(all).toContain(way);
  });

  it('is answered as it says, command by command', async () => {
    for (const { command, answer } of commands) {
      const said = await answerOf(command);
      if (answer !== null) expect(JSON.parse(said)).toEqual(shown(answer));
    }
    const { rows } = await gateway.database.pool.query('select kind, patient_id from observation order by seq');
    expect(rows.map(({ kind }) => kind)).toEqual([
      'glucose',
      'blood-pressure',
      'blood-pressure',
      'heart-rate',
      'blood-pressure',
      'heart-rate',
    ]);
    expect(new Set(rows.map((row) => row.patient_id))).toEqual(new Set(['kathleen']));
  }, 120_000);

  it('brings readings that are judged like any other: a very low glucose calls the care centre', async () => {
    const at = new Date(gateway.clock.now()).toISOString();
    const header = { id: 'low-1', creation_date_time: at, schema_id: { namespace: 'omh', name: 'blood-glucose', version: '4.0' } };
    const body = { blood_glucose: { value: 45, unit: 'mg/dL' }, effective_time_frame: { date_time: at } };
    const answer = await fetch(`${gateway.app.publicUrl}/api/ingest/open-mhealth`, {
      method: 'POST',
      headers: { authorization: `Bearer ${known.TOKEN}`, 'hearthline-app-version': '2.1.0', 'content-type': 'application/json' },
      body: JSON.stringify({ header, body }),
    });
    expect(answer.status).toBe(201);
    expect(await gateway.alertOf('kathleen')).toMatchObject({ template: 'glucose', status: 'open', severity: 'high' });
  });
});
