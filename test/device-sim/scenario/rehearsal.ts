import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScript, type Script } from '../../../device-sim/scenario/script.ts';
import { type Staged, stage } from '../../../device-sim/scenario/stage.ts';
import { type Heard, report, verdictsOf } from '../../../device-sim/scenario/verdicts.ts';
import type { Instant } from '../../../rules/model/time.ts';
import { Weeks } from '../../e2e/weeks.ts';

export interface Rehearsal {
  readonly weeks: Weeks;
  readonly staged: Staged;
  /** One line for each expectation. */
  readonly lines: string;
}

export const example = (name: string): string => readFileSync(join(import.meta.dirname, '../../../device-sim/examples', name), 'utf8');

export function scriptOf(text: string): Script {
  const script = readScript(text);
  if (!('timeline' in script)) throw new Error(script.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return script;
}

/** Plays a scenario at a whole gateway in virtual time, from `startAt` to its end. Whoever asks closes the gateway. */
export async function rehearse(text: string, startAt: Instant): Promise<Rehearsal> {
  const script = scriptOf(text);
  const staged = stage(script, startAt, '');
  const heard: Heard[number][] = [];
  const weeks = await Weeks.begin(startAt, [staged.home], script.file.faults, (event, at) => {
    if (event.type === 'prompt') heard.push({ deviceId: event.deviceId, at, text: event.text });
  });
  try {
    await weeks.until(staged.endAt);
    const verdicts = await verdictsOf(script, staged, heard, (patientId) => weeks.gateway.alertsOf(patientId));
    return { weeks, staged, lines: report(verdicts) };
  } catch (error) {
    await weeks.gateway.close();
    throw error;
  }
}
