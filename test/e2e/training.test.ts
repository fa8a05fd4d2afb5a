import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type App, startApp } from '../../gateway/app.ts';
import { loadConfig } from '../../gateway/config.ts';
import { type AlertCommandRequest, alertDetail, alertSummary } from '../../gateway/contract/alerts.ts';
import { responseBoard } from '../../gateway/contract/response.ts';
import { trainingView } from '../../gateway/contract/training.ts';
import { demoPassword } from '../../gateway/demo/people.ts';
import { patience } from '../support/patience.ts';
import { openPostOffice } from './letters.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'hearthline-training-'));
let post: Awaited<ReturnType<typeof openPostOffice>>;
let app: App;
let cookie = '';

beforeAll(async () => {
  post = await openPostOffice();
  const settings = {
    ...{ HEARTHLINE_MQTT_PORT: '0', HEARTHLINE_HTTP_PORT: '0', HEARTHLINE_HOST: '127.0.0.1', HEARTHLINE_DATA_DIR: dataDir },
    SMTP_URL: post.url,
  };
  app = await startApp(loadConfig(settings, ['--training']), pino({ level: 'silent' }));
  const credentials = { email: 'coordinator@example.org', password: demoPassword };
  const answer = await ask('/api/auth/sign-in/email', credentials);
  cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
});
afterAll(async () => {
  await app?.close();
  await post?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const ask = (path: string, body?: unknown) => {
  const headers = { cookie, origin: app.publicUrl, 'content-type': 'application/json' };
  return fetch(
    `http://127.0.0.1:${app.httpPort}${path}`,
    body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
  );
};
const lastRun = async () => trainingView.parse(await (await ask('/api/training')).json()).runs[0]!;
const slow = { timeout: 60_000 } as const;

it('plays an exercise, says how it was answered, and tells nobody outside', async () => {
  expect((await ask('/api/training/runs', { exerciseId: 'none' })).status).toBe(404);
  expect((await ask('/api/training/runs', { exerciseId: 'pressed-by-mistake' })).status).toBe(201);
  await expect.poll(async () => (await lastRun()).findings[0]?.met, slow).toBe(true);
  const { patients } = await lastRun();
  expect(patients.map(({ knownAs }) => knownAs)).toEqual(['Albert']);

  const [alert] = z.array(alertSummary).parse(await (await ask(`/api/patients/${patients[0]!.id}/alerts`)).json());
  const act = async (command: { [C in AlertCommandRequest as C['type']]: Omit<C, 'version'> }[AlertCommandRequest['type']]) => {
    const { version } = alertDetail.parse(await (await ask(`/api/alerts/${alert!.id}`)).json());
    expect((await ask(`/api/alerts/${alert!.id}/commands`, { ...command, version })).status).toBe(200);
  };
  await act({ type: 'acknowledge' });
  await act({ type: 'note', text: 'He leaned on it and is well.' });
  await act({ type: 'close', outcome: 'accidental', note: '' });
  expect((await lastRun()).findings.map(({ met }) => met)).toEqual([true, true, true, true, true]);

  const { units } = responseBoard.parse(await (await ask('/api/response/board')).json());
  expect(units.map(({ state }) => state)).toEqual(Array(5).fill('off-duty'));
  const mailbox = async () => (await ask('/demo/mail')).text();
  await expect.poll(mailbox, patience).toContain('Albert');
  expect(post.letters.all).toEqual([]);
});
