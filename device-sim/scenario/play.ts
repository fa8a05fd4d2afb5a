import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { alertSummary } from '../../gateway/contract/alerts.ts';
import type { Instant } from '../../rules/model/time.ts';
import { ask, type Session } from '../enrol.ts';
import type { SimEvent } from '../tally.ts';
import { readScript, type Script } from './script.ts';
import { type Staged, stage } from './stage.ts';
import { type Heard, report, verdictsOf } from './verdicts.ts';

/** Reads a scenario; null when something is wrong with it, which then stands on standard error, each fault with its line. */
export async function readScriptFile(path: string): Promise<Script | null> {
  const script = readScript(await readFile(path, 'utf8'));
  if ('timeline' in script) return script;
  for (const { line, message } of script) process.stderr.write(`${path}:${line}: ${message}\n`);
  return null;
}

/** One play of a scenario, from now until its end. */
export class Play {
  readonly staged: Staged;
  readonly #script: Script;
  readonly #heard: Heard[number][] = [];

  constructor(script: Script, now: Instant, prefix: string) {
    this.#script = script;
    this.staged = stage(script, now, prefix);
  }

  get faults() {
    return this.#script.file.faults;
  }

  isOver(now: Instant): boolean {
    return now >= this.staged.endAt;
  }

  take(event: SimEvent, at: Instant): void {
    if (event.type === 'prompt') this.#heard.push({ deviceId: event.deviceId, at, text: event.text });
  }

  /** A line for each expectation, and whether all were met. `reader`: somebody who may read alerts. */
  async judged(reader: Session): Promise<{ readonly isMet: boolean; readonly text: string }> {
    const alertsOf = async (patientId: string) =>
      z.array(alertSummary).parse(await ask(reader, 'GET', `/api/patients/${patientId}/alerts`));
    const verdicts = await verdictsOf(this.#script, this.staged, this.#heard, alertsOf);
    return { isMet: verdicts.every(({ isMet }) => isMet), text: `${this.#script.file.name}\n${report(verdicts)}` };
  }
}
