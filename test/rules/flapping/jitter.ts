import { Temporal } from 'temporal-polyfill';
import type { ObservationKind, ObservationValue } from '../../../rules/model/observation.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type Drive, drive, type Happening, type When } from '../drive.ts';

/** The values one after the other, again and again, `times` readings in all, `everyS` seconds apart; local time `from` with its date. */
export function again(
  device: string,
  kind: ObservationKind,
  values: readonly ObservationValue[],
  from: When,
  everyS: number,
  times: number,
): Happening[] {
  const start = Temporal.PlainDateTime.from(from);
  return Array.from({ length: times }, (_, i) => ({
    at: start.add({ seconds: i * everyS }).toString(),
    device,
    kind,
    value: values[i % values.length]!,
  }));
}

/** The same happenings in the order of their times. */
export function inOrder(...all: readonly (readonly Happening[])[]): Happening[] {
  return all.flat().toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** What an agreement of this template did: each line without its evidence. */
export function told(template: string, given: Drive): string[] {
  return drive(templates.get(template)!, given).map((line) => line.replace(/ \[.*$/, ''));
}
