import type { AlertSummary } from '../../gateway/contract/alerts.ts';
import { type Level, levels } from '../../rules/model/alert.ts';
import { type Instant, localDate, localTime } from '../../rules/model/time.ts';
import { type Calendar, instantOf, parseWhen, type When } from './when.ts';

/** One line of what must come, or must not. */
export interface Expectation {
  readonly text: string;
  readonly isWanted: boolean;
  /** At the latest; null: until the end. */
  readonly by: When | null;
  readonly what:
    | {
        readonly type: 'alert';
        /** null: of any kind. */
        readonly template: string | null;
        /** Given name; null: of anybody. */
        readonly who: string | null;
        /** Called out at least so far by the end; null: however far. */
        readonly level: Level | null;
        /** `by` is when it must have settled. */
        readonly isCleared: boolean;
      }
    /** `device`: its name; null: any. */
    | { readonly type: 'prompt'; readonly device: string | null };
}

/** What came while a script was played. */
export interface Lived {
  readonly calendar: Calendar;
  readonly endAt: Instant;
  readonly alerts: readonly { readonly who: string; readonly alert: AlertSummary }[];
  readonly prompts: readonly { readonly device: string; readonly at: Instant; readonly text: string }[];
}

export interface Verdict {
  readonly text: string;
  readonly isMet: boolean;
  /** What was found in its place, or what met it. */
  readonly found: string;
}

const alertPattern =
  /^(no )?alert(?: (?!for |at |by |cleared\b)(?<template>[a-z0-9-]+))?(?: for (?<who>[\p{L}'-]+))?(?: at (?<level>[a-z-]+))?(?<cleared> cleared)?(?: by (?<by>.+))?$/u;
const promptPattern = /^(no )?prompt(?: on (?<device>.+?))?(?: by (?<by>[\d+].*|day .*))?$/;

/** Reads `alert fridge for Rose at family by 11:05`, `no alert`, `prompt on Fridge by 10:01`. Throws RangeError saying what is wrong. */
export function parseExpectation(
  text: string,
  known: { readonly people: readonly string[]; readonly deviceOf: (words: string) => string },
): Expectation {
  const alert = alertPattern.exec(text);
  if (alert) {
    const { template = null, who: name, level, cleared, by } = alert.groups!;
    const who = name === undefined ? null : (known.people.find((one) => one.toLowerCase() === name.toLowerCase()) ?? null);
    if (name !== undefined && who === null) throw new RangeError(`nobody here is called ${name}; there are ${known.people.join(', ')}`);
    if (level !== undefined && !levels.includes(level as Level))
      throw new RangeError(`"${level}" is no level; there are ${levels.join(', ')}`);
    const what = { type: 'alert', template, who, level: (level ?? null) as Level | null, isCleared: cleared !== undefined } as const;
    return { text, isWanted: alert[1] === undefined, by: by === undefined ? null : parseWhen(by), what };
  }
  const prompt = promptPattern.exec(text);
  if (!prompt) throw new RangeError('is neither "alert …" nor "prompt …", with or without "no" before it');
  const { device, by } = prompt.groups!;
  const what = { type: 'prompt', device: device === undefined ? null : known.deviceOf(device) } as const;
  return { text, isWanted: prompt[1] === undefined, by: by === undefined ? null : parseWhen(by), what };
}

/** Whether what came is what was expected. */
export function judge(expectation: Expectation, lived: Lived): Verdict {
  const { text, isWanted, by, what } = expectation;
  const byAt = by === null ? lived.endAt : instantOf(by, lived.calendar);
  const { matching, all } = what.type === 'alert' ? alertsOf(what, lived, byAt) : promptsOf(what, lived, byAt);
  const isMet = matching.length > 0 === isWanted;
  const shown = isMet || !isWanted ? matching : all;
  return { text, isMet, found: shown.join('; ') || 'none' };
}

/** Lines of those that match, and of all that could be meant. */
interface Matches {
  readonly matching: readonly string[];
  readonly all: readonly string[];
}

function alertsOf(what: Extract<Expectation['what'], { type: 'alert' }>, { alerts, calendar }: Lived, byAt: Instant): Matches {
  const isOf = ({ who }: Lived['alerts'][number]) => what.who === null || who === what.who;
  const matches = ({ alert }: Lived['alerts'][number]) => {
    const at = what.isCleared ? alert.clearedAt : alert.openedAt;
    const isFarEnough = what.level === null || levels.indexOf(alert.level) >= levels.indexOf(what.level);
    return (what.template === null || alert.template === what.template) && isFarEnough && at !== null && Date.parse(at) <= byAt;
  };
  const line = ({ who, alert }: Lived['alerts'][number]) => {
    const cleared = alert.clearedAt === null ? '' : `, cleared ${shownAt(Date.parse(alert.clearedAt), calendar)}`;
    return `${alert.template} for ${who} opened ${shownAt(Date.parse(alert.openedAt), calendar)}, ${alert.severity}, up to ${alert.level}${cleared}`;
  };
  const own = alerts.filter(isOf);
  return { matching: own.filter(matches).map(line), all: own.map(line) };
}

function promptsOf(what: Extract<Expectation['what'], { type: 'prompt' }>, { prompts, calendar }: Lived, byAt: Instant): Matches {
  const isOf = ({ device }: Lived['prompts'][number]) => what.device === null || device === what.device;
  const line = ({ device, at }: Lived['prompts'][number]) => `prompt on ${device} ${shownAt(at, calendar)}`;
  return { matching: prompts.filter((one) => isOf(one) && one.at <= byAt).map(line), all: prompts.map(line) };
}

/** `10:00`, or `day 2 10:00` after the first day. */
function shownAt(at: Instant, { zone, firstDate }: Calendar): string {
  const date = localDate(zone, at);
  const time = localTime(zone, at);
  return date === firstDate ? time : `${date} ${time}`;
}
