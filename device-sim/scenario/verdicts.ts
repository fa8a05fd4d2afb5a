import type { AlertSummary } from '../../gateway/contract/alerts.ts';
import { judge, type Lived, type Verdict } from './expectations.ts';
import type { Script } from './script.ts';
import type { Staged } from './stage.ts';

/** What devices said to people, by device id. */
export type Heard = readonly { readonly deviceId: string; readonly at: number; readonly text: string }[];

/** Holds what came against what was expected; alerts of before the play do not count. */
export async function verdictsOf(
  script: Script,
  { people, calendar, endAt, nameOf }: Staged,
  heard: Heard,
  alertsOf: (patientId: string) => Promise<readonly AlertSummary[]>,
): Promise<readonly Verdict[]> {
  const all = await Promise.all(
    people.map(async ({ patientId, name }) => (await alertsOf(patientId)).map((alert) => ({ who: name, alert }))),
  );
  const alerts = all
    .flat()
    .filter(({ alert }) => Date.parse(alert.openedAt) >= calendar.startAt)
    .toSorted((a, b) => Date.parse(a.alert.openedAt) - Date.parse(b.alert.openedAt));
  const prompts = heard.map(({ deviceId, at, text }) => ({ device: nameOf(deviceId), at, text }));
  const lived: Lived = { calendar, endAt, alerts, prompts };
  return script.expectations.map((expectation) => judge(expectation, lived));
}

/** One line for each expectation: `ok      no alert`, `FAILED  alert sos by 10:00: none`. */
export function report(verdicts: readonly Verdict[]): string {
  return verdicts
    .map(({ isMet, text, found }) => `${isMet ? 'ok    ' : 'FAILED'}  ${text}${isMet && found === 'none' ? '' : `: ${found}`}`)
    .join('\n');
}
