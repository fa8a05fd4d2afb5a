import { pino } from 'pino';
import type { VirtualTimeScheduler } from 'rxjs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { phonesOfCentre, waitingForCentre, watchConsoles } from '../../gateway/console-watch.ts';
import type { ChannelAdapter } from '../../gateway/ports.ts';
import { listIncidents } from '../../gateway/store/incidents.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import type { Notification } from '../../rules/model/effect.ts';
import { minute } from '../../rules/model/time.ts';
import { Case } from '../rules/alerts/case.ts';
import { amin, onCall, responders, step, team } from '../rules/alerts/people.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const noon = Date.UTC(2026, 2, 2, 12);
let database: FreshDatabase;
let clock: VirtualClock;
let watch: { close(): Promise<void> };
let attended = false;
let waiting: readonly AlertState[];
const sent: Notification[] = [];
const sms: ChannelAdapter = {
  kind: 'sms',
  async send(notification) {
    sent.push(notification);
    return { fate: 'sent', detail: '' };
  },
};

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(noon);
  attended = false;
  sent.length = 0;
  waiting = [new Case({ steps: [step('coordination', 30)] }).alert];
  await database.pool.query(`insert into team (id, kind, name, channels) values ('centre', 'coordination', 'Centre', '[]')`);
  await database.pool.query(
    `insert into on_call (id, team_id, name, channels, from_at) values ('cara', 'centre', 'Cara', '[{"kind":"console","address":""},{"kind":"sms","address":"+447700900123"}]', '2026-01-01')`,
  );
  await start();
});
afterEach(async () => {
  await watch.close();
  await database.drop();
});

async function start(): Promise<void> {
  const { pool } = database;
  const adapters = [sms];
  watch = await watchConsoles({
    ...{ pool, clock, log: pino({ level: 'silent' }), adapters },
    isAttended: () => attended,
    openAlerts: () => waiting,
  });
}

/** The last look has ended, and the next one has been set. */
const armed = () => vi.waitFor(() => expect((clock.scheduler as VirtualTimeScheduler).actions.length).toBeGreaterThan(0), patience);

/** Moves time from look to look, and lets each of them end. */
async function pass(ms: number): Promise<void> {
  for (let moved = 0; moved < ms; moved += 5_000) {
    await armed();
    clock.advanceBy(5_000);
  }
  await armed();
}
const incidents = async () => (await listIncidents(database.pool, 10)).map(({ kind, fromAt, toAt }) => [kind, fromAt - noon, toAt - noon]);
const told = () => sent.map(({ id, createdAt, channel }) => [id, createdAt - noon, channel.address]);
const line = (fromMs: number, times: number) => `unattended/${noon + fromMs}/${times}/on-call:cara/sms`;
const phone = '+447700900123';

it('after a minute the on-call phone is told, every five minutes until somebody watches, and an incident stays', async () => {
  await pass(minute - 5_000);
  expect(sent).toEqual([]);
  await pass(5_000);
  expect(told()).toEqual([[line(0, 1), minute, phone]]);
  expect(sent[0]?.body).toBe(
    'Nobody has watched the alerts of the coordination centre since 12:00. 1 alert waits there. Please open the console.',
  );
  await pass(5 * minute);
  expect(told().slice(1)).toEqual([[line(0, 2), 6 * minute, phone]]);
  attended = true;
  await pass(10 * minute);
  expect(sent).toHaveLength(2);
  expect(await incidents()).toEqual([['unattended', 0, 6 * minute + 5_000]]);
});

it('nobody is told while nothing waits for the centre and nobody is on its rota', async () => {
  waiting = [];
  await pass(2 * minute);
  expect(sent).toEqual([]);
  expect(await incidents()).toEqual([]);
});

it('a gateway that starts again gives people a minute, and does not tell the same person sooner than after five', async () => {
  await pass(minute);
  await watch.close();
  await start();
  await pass(4 * minute);
  expect(sent).toHaveLength(1);
  await pass(minute);
  expect(told().map(([, at]) => at)).toEqual([minute, 6 * minute]);
});

it('calls those on duty at the centre by what rings, and nobody of other teams', () => {
  const ways = [{ kind: 'console', address: '' } as const, { kind: 'email', address: 'c@example.org' } as const];
  const cara = onCall('cara', 'Cara', { channels: [...ways, { kind: 'voice', address: phone }] });
  const gone = onCall('dev', 'Dev', { untilAt: noon });
  const quiet = onCall('eve', 'Eve', { channels: [{ kind: 'console', address: '' }] });
  const teams = [team('coordination', [cara, gone, quiet]), responders];
  expect(phonesOfCentre(teams, noon).map(({ person, ways }) => [person.id, ways.map(({ kind }) => kind)])).toEqual([
    ['cara', ['voice', 'email']],
  ]);
});

it('counts what the centre was asked and no professional has', () => {
  const k = new Case({ steps: [step('family', 5), step('coordination', 30)] });
  expect(waitingForCentre([k.alert])).toBe(0);
  k.pass(5 * minute);
  expect(waitingForCentre([k.alert])).toBe(1);
  k.command({ type: 'acknowledge', actor: amin });
  expect(waitingForCentre([k.alert])).toBe(0);
});
