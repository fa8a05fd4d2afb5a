import type { Presence } from '../../../rules/model/patient.ts';
import { currentOrNextWindow, hour, type Instant, type Interval, isWithin, type LocalWindow, minute } from '../../../rules/model/time.ts';
import type { Tone } from '../../contract/my.ts';

/** A sign of life counts as "up and about" for so long: our own choice, decision 42. */
export const freshMs = 2 * hour;
/** A quiet night is one in which they were about in the last hours of the evening; our own choice as well. */
export const night: LocalWindow = { from: '22:00', to: '07:00' };
const eveningMs = 2 * hour;
/** Nothing that is said holds for longer without being asked for again. */
export const holdsMs = 10 * minute;

/** How what shows life at home can be seen: all of it, some of it, none (the newest word of it then; null: it never spoke), or there is none. */
export type Sight = { readonly kit: 'all' | 'some' | 'no-kit' } | { readonly kit: 'none'; readonly heardAt: Instant | null };

/** All that the sentence about a person is made of, as far as the reader may know it. */
export interface StatusFacts {
  readonly zone: string;
  readonly presence: Presence;
  /**
   * Open alerts: one the reader was told of, with who has it, and when the person called for help themselves where nobody has that (null: they
   * did not); or only such as they were not told of.
   */
  readonly alert:
    | { readonly told: true; readonly owner: string | null; readonly calledAt: Instant | null }
    | { readonly told: false }
    | null;
  /** Readings wait for the database: nothing can be said about now. */
  readonly stalled: boolean;
  /** The last thing they did themselves; null: nothing is known. */
  readonly seenAt: Instant | null;
  /** The last thing that somebody did at home where it cannot be told who. */
  readonly someoneAt: Instant | null;
  readonly sight: Sight;
  /** When we could not see, in order. */
  readonly blind: readonly Interval[];
}

export const sentenceKeys = [
  'alert',
  'called',
  'alert-owned',
  'checking',
  'away',
  'holiday',
  'hospital',
  'respite',
  'stalled',
  'never-seen',
  'no-kit',
  'kit-silent',
  'blind',
  'someone',
  'up',
  'kit-partly-silent',
  'quiet-night',
  'quiet',
] as const;
export type SentenceKey = (typeof sentenceKeys)[number];

/** The sentence without its words. */
export interface Status {
  readonly key: SentenceKey;
  readonly tone: Tone;
  /** The newest thing it rests on; null: nothing was ever heard. */
  readonly asOfAt: Instant | null;
  readonly goodUntilAt: Instant;
  /** Whoever has the alert. */
  readonly owner?: string;
  /** When an absence ends; null: it has no end. */
  readonly untilAt?: Instant | null;
}

/**
 * What can honestly be said of a person at `at`. The worst comes first, then what keeps us from seeing, and only then what was seen:
 * `well` needs a sign of their own life that is fresh, or a quiet night with everything that shows life being heard.
 */
export function statusOf(facts: StatusFacts, at: Instant): Status {
  const { alert, presence, sight, blind, zone } = facts;
  const says = (key: SentenceKey, tone: Tone, asOfAt: Instant | null, more: Partial<Status> = {}): Status => ({
    key,
    tone,
    asOfAt,
    goodUntilAt: at + holdsMs,
    ...more,
  });
  const isFresh = (one: Instant | null) => one !== null && at - one < freshMs;
  const lastAt = facts.seenAt ?? facts.someoneAt;
  if (alert?.told && alert.calledAt !== null) return says('called', 'act', alert.calledAt);
  if (alert?.told) return alert.owner === null ? says('alert', 'act', at) : says('alert-owned', 'watch', at, { owner: alert.owner });
  if (alert !== null) return says('checking', 'watch', at);
  if (presence.mode !== 'home' && (presence.untilAt === null || at < presence.untilAt))
    return says(presence.mode, 'unknown', presence.sinceAt ?? lastAt, { untilAt: presence.untilAt });
  if (facts.stalled) return says('stalled', 'unknown', lastAt);
  if (sight.kit === 'none') return says('kit-silent', 'unknown', sight.heardAt);
  if (lastAt === null) return says('never-seen', 'unknown', null);
  const newestAt = Math.max(facts.seenAt ?? lastAt, facts.someoneAt ?? lastAt);
  if (blind.some(({ fromAt, toAt }) => toAt > newestAt && fromAt <= at)) return says('blind', 'unknown', newestAt);
  if (facts.seenAt !== null && isFresh(facts.seenAt))
    return says('up', 'well', facts.seenAt, { goodUntilAt: Math.min(at + holdsMs, facts.seenAt + freshMs) });
  if (isFresh(facts.someoneAt)) return says('someone', 'unknown', facts.someoneAt);
  if (sight.kit === 'no-kit') return says('no-kit', 'unknown', newestAt);
  if (sight.kit === 'some') return says('kit-partly-silent', 'unknown', newestAt);
  const tonight = isWithin(zone, at, night) ? currentOrNextWindow(zone, at, night) : null;
  if (tonight && newestAt >= tonight.fromAt - eveningMs)
    return facts.someoneAt === null
      ? says('quiet-night', 'well', newestAt, { goodUntilAt: Math.min(at + holdsMs, tonight.toAt) })
      : says('quiet-night', 'unknown', newestAt);
  return says('quiet', 'watch', newestAt);
}
