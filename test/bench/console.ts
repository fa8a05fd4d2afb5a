/**
 * `npm run bench:console`: a worklist of 500 open alerts in real Chromium while 20 things a second happen to them; from the moment a call for help is
 * published over MQTT to the moment its row has been painted, and the share of a core that the page's own thread takes. Ends with one line of JSON.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { deviceTopics } from '../../gateway/contract/topics.ts';
import { hashPassword } from '../../gateway/identity/password.ts';
import { addUser } from '../../gateway/store/users.ts';
import { write } from '../../gateway/store/write.ts';
import { launch } from '../dashboard/support/browser.ts';
import { benchGateway, benchSecret, seedHomes } from './harness.ts';

const standing = 500;
const seconds = 60;
const notesPerSecond = 19;
const email = 'bench@example.org';
const password = 'correct horse battery staple';

const gateway = await benchGateway(
  async (database) => {
    await seedHomes(database, standing + seconds, [{ template: 'sos', params: {} }]);
    await database.pool.query(
      `insert into team (id, kind, name, channels) values ('ccc', 'coordination', 'Centre', '[{"kind":"console","address":""}]')`,
    );
    const passwordHash = await hashPassword(password);
    await write(database.pool, { at: Date.now(), actor: 'bench' }, (tx) =>
      addUser(tx, { email, name: 'Ada Bench', role: 'coordinator', passwordHash, wallAt: Date.now() }),
    );
  },
  { HEARTHLINE_REQUIRE_SECOND_FACTOR: 'off' },
);
const origin = `http://localhost:${gateway.httpPort}`;
let cookie = '';
async function ask(path: string, body?: unknown): Promise<Response> {
  const headers = { cookie, origin, 'content-type': 'application/json' };
  const answer = await fetch(
    `${origin}${path}`,
    body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
  );
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
/** What happens to the alert meanwhile makes it another version: then with that one. */
const act = async (alertId: string, command: object): Promise<void> => {
  const { version } = (await (await ask(`/api/alerts/${alertId}`)).json()) as { version: number };
  await ask(`/api/alerts/${alertId}/commands`, { ...command, version }).catch((error: Error) => {
    if (!error.message.includes('"status":409')) throw error;
    return act(alertId, command);
  });
};
/** Presses the button of home `i`; resolves with when, once the press is stored. */
async function press(i: number): Promise<number> {
  const client = await connectAsync(`mqtt://127.0.0.1:${gateway.mqttPort}`, {
    username: `d${i}`,
    password: benchSecret,
    clientId: `console${i}`,
  });
  const at = Date.now();
  await client.publishAsync(deviceTopics(`d${i}`).observations, JSON.stringify({ id: `press-${i}`, kind: 'sos', value: true }), { qos: 1 });
  await client.endAsync();
  return at;
}
const openAlerts = async () => (await (await ask('/api/alerts')).json()) as { id: string; patientId: string }[];

const browser = await launch();
try {
  cookie = (await ask('/api/auth/sign-in/email', { email, password })).headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  for (let i = 0; i < standing; i += 50) await Promise.all(Array.from({ length: 50 }, (_, k) => press(i + k)));
  const before = await openAlerts();
  if (before.length < standing) throw new Error(`${before.length} of ${standing} alerts are open`);
  for (const { id } of before) await act(id, { type: 'acknowledge' });

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(
    cookie.split('; ').map((each) => ({ name: each.slice(0, each.indexOf('=')), value: each.slice(each.indexOf('=') + 1), url: origin })),
  );
  const page = await context.newPage();
  const painted = new Map<string, number>();
  await page.exposeFunction('painted', (id: string, at: number) => painted.has(id) || painted.set(id, at));
  await page.goto(`${origin}/?show=all`);
  await page.locator('.link-badge--live').waitFor();
  await page.evaluate(() => {
    const told = (globalThis as unknown as { painted: (id: string, at: number) => void }).painted;
    const seen = new Set<string>();
    new MutationObserver(() => {
      for (const row of document.querySelectorAll<HTMLElement>('[data-row]')) {
        const id = row.dataset.row!;
        if (seen.has(id)) continue;
        seen.add(id);
        // Two frames on, what was put into the page has been painted.
        requestAnimationFrame(() => requestAnimationFrame(() => told(id, Date.now())));
      }
    }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-row'] });
  });
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')!.value;

  const latencies: number[] = [];
  const busyBefore = await busy();
  const startedAt = performance.now();
  const notes = (async () => {
    const noted: Promise<void>[] = [];
    for (let n = 0; n < seconds * notesPerSecond; n++) {
      // By the clock, however long each takes.
      await pause(Math.max(0, startedAt + (n * 1_000) / notesPerSecond - performance.now()));
      noted.push(act(before[(n * 37) % standing]!.id, { type: 'note', text: `Note ${n}` }));
    }
    await Promise.all(noted);
  })();
  for (let n = 0; n < seconds; n++) {
    const next = pause(1_000);
    const patientId = `p${standing + n}`;
    const at = await press(standing + n);
    const alert = (await openAlerts()).find((one) => one.patientId === patientId);
    if (!alert) throw new Error(`no alert of ${patientId}`);
    const deadline = AbortSignal.timeout(10_000);
    while (!painted.has(alert.id)) {
      deadline.throwIfAborted();
      await pause(5);
    }
    latencies.push(painted.get(alert.id)! - at);
    await act(alert.id, { type: 'acknowledge' });
    await next;
  }
  await notes;
  const share = ((await busy()) - busyBefore) / ((performance.now() - startedAt) / 1_000);
  latencies.sort((a, b) => a - b);
  const at = (q: number) => Math.round(latencies[Math.min(latencies.length - 1, Math.floor(q * latencies.length))]!);
  console.log(
    JSON.stringify({
      bench: 'console',
      openAlerts: standing,
      changesPerSecond: Math.round((seconds * (notesPerSecond + 2)) / ((performance.now() - startedAt) / 1_000)),
      publishToPixelMs: { p50: at(0.5), p95: at(0.95), max: latencies.at(-1) },
      shareOfCore: Number(share.toFixed(3)),
    }),
  );
} finally {
  await browser.close();
  await gateway.close();
}
