import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { alertSummary } from '../../gateway/contract/alerts.ts';
import { clockView } from '../../gateway/contract/system.ts';
import { demoHomeCount } from '../../gateway/demo/simulator.ts';
import { Program } from '../e2e/gateway-process.ts';
import { Visitor } from './visitor.ts';

/** How long the homes have been lived in, and how many alerts wait, before anybody looks; on a good day nobody waits for alerts after `lateHour`. */
const livedMs = 9 * 3_600_000;
const aliveAlerts = 2;
const lateHour = 15;
/** No faster: the minute in which the homes are enrolled must not be taken for the silence of their devices. */
const fast = 100;
/** Not 1: a gateway in real time refuses a database that is more than a day ahead of the wall. */
const slow = 2;
const askEveryMs = 2_000;
const patienceMs = 15 * 60_000;

/** A demonstration that stands still enough to be looked at. */
export interface Demonstration {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Starts a demonstration with a folder of its own, lets its homes be lived in at great speed until a day with open alerts, then goes on in
 * twice real time. Throws when that does not come within a quarter of an hour.
 */
export async function liveDemonstration(): Promise<Demonstration> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hearthline-pictures-'));
  const lived = await begin(dataDir, ['--speed', String(fast)]);
  const coordinator = await Visitor.signedIn(lived.origin, 'coordinator@example.org');
  const { now } = clockView.parse(await coordinator.ask('/api/clock'));
  await until('the homes have been lived in', () => isAlive(coordinator, Date.parse(now) + livedMs));
  await lived.program.stop();
  const { program, origin } = await begin(dataDir, ['--speed', String(slow)]);
  return { origin, close: () => end(program, dataDir) };
}

/** Starts a gateway for training with a folder of its own. */
export async function trainingGateway(): Promise<Demonstration> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hearthline-pictures-'));
  const { program, origin } = await begin(dataDir, ['--training']);
  return { origin, close: () => end(program, dataDir) };
}

async function begin(dataDir: string, args: readonly string[]) {
  const program = new Program('gateway/main.ts', args, {
    ...{ HEARTHLINE_DATA_DIR: dataDir, HEARTHLINE_HTTP_PORT: '0', HEARTHLINE_MQTT_PORT: '0' },
    HEARTHLINE_CARE_CENTRE_NUMBER: '+441632960000',
  });
  return { program, origin: `http://localhost:${(await program.ports()).http}` };
}

async function end(program: Program, dataDir: string): Promise<void> {
  await program.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** It is between ten and five in the homes, after `fromAt`, everybody is enrolled, and alerts wait, or it is a good day. */
async function isAlive(coordinator: Visitor, fromAt: number): Promise<boolean> {
  const { now } = clockView.parse(await coordinator.ask('/api/clock'));
  const hour = new Date(now).getHours();
  if (Date.parse(now) < fromAt || hour < 10 || hour >= 17) return false;
  const patients = z.array(z.unknown()).parse(await coordinator.ask('/api/patients'));
  const alerts = z.array(alertSummary).parse(await coordinator.ask('/api/alerts'));
  return patients.length >= demoHomeCount && (alerts.length >= aliveAlerts || hour >= lateHour);
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const endAt = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > endAt) throw new Error(`waited in vain: ${what}`);
    await pause(askEveryMs);
  }
}
