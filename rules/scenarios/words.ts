import { leavesOf } from '../model/layers.ts';
import type { Observation } from '../model/observation.ts';
import type { ScenarioContext } from '../model/patient.ts';
import { hour, type Instant, localDate, localTime, minute } from '../model/time.ts';

const months = 'January February March April May June July August September October November December'.split(' ');

/** `2 March`, of a local date. */
export function dayAndMonth(date: string): string {
  return `${Number(date.slice(8))} ${months[Number(date.slice(5, 7)) - 1]}`;
}

/** `08:05`, or `08:05 on 2 March` when that is another day than the one the words are said on. */
export function clockTime(zone: string, at: Instant, saidAt: Instant): string {
  const date = localDate(zone, at);
  const time = localTime(zone, at);
  if (date === localDate(zone, saidAt)) return time;
  return `${time} on ${dayAndMonth(date)}`;
}

/** `at 08:05`, and for a reading that came a minute or more after it was taken `at 08:05, told at 08:50`. */
export function atTold(zone: string, observedAt: Instant, receivedAt: Instant): string {
  const said = clockTime(zone, observedAt, receivedAt);
  return receivedAt - observedAt < minute ? `at ${said}` : `at ${said}, told at ${localTime(zone, receivedAt)}`;
}

/** `50 minutes`, `2 hours 5 minutes`; whole minutes, rounded down. */
export function howLong(ms: number): string {
  const parts = [count(Math.floor(ms / hour), 'hour'), count(Math.floor((ms % hour) / minute), 'minute')];
  return parts.filter((part) => part !== '').join(' ') || 'less than a minute';
}

function count(n: number, unit: string): string {
  if (n === 0) return '';
  return n === 1 ? `1 ${unit}` : `${n} ${unit}s`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/**
 * Where a limit comes from, for evidence: the agreement, and what a place has set in it. `wanted`: the parameters, or objects of several, whose
 * values it is made of; none: all of them may count.
 */
export function agreedIn({ version, approvedBy, sources, params }: ScenarioContext, ...wanted: readonly string[]): string {
  const own = `scenario version ${version}, approved by ${approvedBy}`;
  if (sources === undefined) return own;
  const within = (one: string) => wanted.length === 0 || wanted.some((path) => one === path || one.startsWith(`${path}.`));
  const paths = leavesOf(params).flatMap(([one]) => (within(one) ? [one] : []));
  const set = paths.filter((one) => (sources[one] ?? '') !== '');
  if (set.length === 0) return own;
  const places = [...new Set(set.map((one) => sources[one]!))];
  const isAll = wanted.length > 0 && set.length === paths.length;
  if (isAll && (wanted.length === 1 || places.length === 1)) return places.join('; ');
  const each = places.map((place) => `${listed(set.filter((one) => sources[one] === place))}: ${place}`);
  return (isAll ? each : [own, ...each]).join('; ');
}

/** The reading as data, for evidence. */
export function asData({ source, kind, value }: Observation): { source: string; kind: string; value: unknown } {
  return { source, kind, value };
}
