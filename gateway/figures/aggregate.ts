import { outcomeClasses } from '../../rules/fatigue/outcomes.ts';
import { hour, type Instant, localDate, minute, second } from '../../rules/model/time.ts';
import type { Figure, FigureId, Figures, Verdict } from '../contract/figures.ts';
import { iso, isoOrNull } from '../views/instant.ts';
import { answerTargets, arrivalTargets, definitions, flood, kitTarget, mix, perOperatorHour, staleLimit } from './definitions.ts';
import type { AlertFact, Facts } from './facts.ts';
import { datesOf, daysWithData, figuresZone, isEnough, type Stretch } from './month.ts';
import { asWaiting, exceptionsOf, type Share, visitAsWaiting, withinLimit } from './shares.ts';
import { busyPeriods, perOperatorHour as loadOf } from './workload.ts';

const topSources = 10;

/** What was counted, before it is put against its target. */
interface Counted {
  readonly value: number | null;
  readonly of: number;
  readonly measured: string;
  /** Only where something was recorded and there is a target. */
  readonly judged?: Verdict;
}

const percent = (share: number) => `${(Math.round(share * 1_000) / 10).toFixed(1)} %`;
const rounded = (value: number, digits: number) => value.toFixed(digits);

function ofShare({ met, of }: Share, judge?: (share: number) => Verdict): Counted {
  if (of === 0) return { value: null, of, measured: 'nothing recorded' };
  const value = met / of;
  return { value, of, measured: `${percent(value)} (${met} of ${of})`, ...(judge && { judged: judge(value) }) };
}

const atLeast = (target: number) => (value: number) => (value >= target ? 'met' : 'missed') as Verdict;

function ofRatio(of: number, by: number, digits: number, judge?: (ratio: number) => Verdict): Counted {
  if (by === 0) return { value: null, of, measured: 'nothing recorded' };
  const value = of / by;
  return { value, of, measured: rounded(value, digits), ...(judge && { judged: judge(value) }) };
}

/** How many there were; there being none is an answer as well. */
function ofCount(value: number, judge?: (count: number) => Verdict): Counted {
  return { value, of: value, measured: String(value), ...(judge && { judged: judge(value) }) };
}

function mixOf(opened: readonly AlertFact[]): Counted {
  const of = opened.length;
  if (of === 0) return { value: null, of, measured: 'nothing recorded' };
  const levels = ['low', 'moderate', 'high'] as const;
  const shares = levels.map((level) => opened.filter(({ severity }) => severity === level).length / of);
  const off = Math.max(...levels.map((level, i) => Math.abs(shares[i]! - mix[level])));
  // A share that lies exactly on the limit is not beyond it, however it is rounded in binary.
  const beyond = (limit: number) => off > limit + 1e-9;
  return {
    value: null,
    of,
    measured: shares.map((share, i) => `${levels[i]} ${percent(share)}`).join(', '),
    judged: beyond(mix.far) ? 'missed' : beyond(mix.near) ? 'near' : 'met',
  };
}

const isActed = ({ code }: AlertFact) => code !== 'open' && outcomeClasses[code] === 'acted';
const isDecided = (alert: AlertFact) => isActed(alert) || (alert.code !== 'open' && outcomeClasses[alert.code] === 'no-action');
const shareOf = (all: readonly AlertFact[]): Share => {
  const decided = all.filter(isDecided);
  return { met: decided.filter(isActed).length, of: decided.length };
};

/** Alerts by agreement, most first. */
function bySource(opened: readonly AlertFact[]): { readonly template: string; readonly alerts: number }[] {
  return [...Map.groupBy(opened, ({ scenarioId }) => scenarioId)]
    .toSorted(([a, as], [b, bs]) => bs.length - as.length || (a < b ? -1 : 1))
    .map(([, of]) => ({ template: of[0]!.template, alerts: of.length }));
}

export interface Asking {
  /** `toAt` not later than `at`. */
  readonly stretch: Stretch;
  /** Now: what has not come by then has not come. */
  readonly at: Instant;
  readonly titleOf: (template: string) => string;
  /** Also what tells of people's care. */
  readonly clinical: boolean;
}

/** All figures of a stretch. What is of alerts opened in it and what was asked in it are counted apart: an alert may be asked later than it opened. */
export function figuresOf(facts: Facts, { stretch, at, titleOf, clinical }: Asking): Figures {
  const { fromAt, toAt } = stretch;
  const isIn = (then: Instant) => then >= fromAt && then < toAt;
  const opened = facts.alerts.filter(({ openedAt }) => isIn(openedAt));
  const asked = facts.alerts.filter(({ askedAt }) => askedAt !== null && isIn(askedAt));
  const askedAt = asked.map((alert) => alert.askedAt as Instant);
  const enough = isEnough(stretch, facts.sinceAt);
  const sources = bySource(opened);
  const top = sources.slice(0, topSources);
  const counted = count(facts, { opened, asked, askedAt, top, stretch, at });
  return {
    from: iso(fromAt),
    to: iso(toAt),
    days: daysWithData(stretch, facts.sinceAt),
    enoughData: enough,
    figures: (Object.keys(definitions) as FigureId[])
      .filter((id) => clinical || !definitions[id].clinical)
      .map((id) => toFigure(id, counted[id], enough)),
    byDay: byDay(opened, asked, stretch, at),
    exceptions: clinical
      ? exceptionsOf(asked, at).map(({ alert, waitedMs }) => ({
          alertId: alert.id,
          title: titleOf(alert.template),
          severity: alert.severity,
          askedAt: iso(alert.askedAt as Instant),
          answeredAt: isoOrNull(alert.answeredAt),
          waitedSeconds: Math.floor(waitedMs / second),
        }))
      : [],
    sources: clinical ? top.map(({ template, alerts }) => ({ title: titleOf(template), alerts, share: alerts / opened.length })) : [],
    actionable: clinical
      ? [...Map.groupBy(opened, ({ template }) => template)]
          .map(([template, of]) => {
            const { met, of: decided } = shareOf(of);
            return { template, title: titleOf(template), alerts: of.length, decided, share: decided === 0 ? null : met / decided };
          })
          .toSorted((a, b) => b.alerts - a.alerts || a.title.localeCompare(b.title))
      : [],
  };
}

interface Selected {
  readonly opened: readonly AlertFact[];
  readonly asked: readonly AlertFact[];
  readonly askedAt: readonly Instant[];
  readonly top: readonly { readonly alerts: number }[];
  readonly stretch: Stretch;
  readonly at: Instant;
}

function count(facts: Facts, { opened, asked, askedAt, top, stretch, at }: Selected): Readonly<Record<FigureId, Counted>> {
  const calls = asked.map(asWaiting);
  const isIn = ({ clockFrom }: { clockFrom: Instant }) => clockFrom >= stretch.fromAt && clockFrom < stretch.toAt;
  const visits = (facts.visits ?? []).filter(isIn);
  const ordinary = visits.filter(({ urgency }) => urgency === 'visit').map(visitAsWaiting);
  const urgent = visits.filter(({ urgency }) => urgency === 'urgent-community-response').map(visitAsWaiting);
  const load = loadOf(askedAt, facts.operators);
  const kit = facts.kit.map(({ since, testedAt }) => ({ fromAt: since, metAt: testedAt, overAt: null }));
  const prompted = opened.filter(({ promptFirst }) => promptFirst);
  const sufficed = prompted.filter(({ code }) => code === 'prompt-sufficed').length;
  return {
    'answered-60s': ofShare(withinLimit(calls, minute, at), atLeast(answerTargets.within60s)),
    'answered-180s': ofShare(withinLimit(calls, 3 * minute, at), atLeast(answerTargets.within180s)),
    'arrived-45min': visitShare(facts, withinLimit(ordinary, 45 * minute, at), atLeast(arrivalTargets.within45min)),
    'arrived-60min': visitShare(facts, withinLimit(ordinary, 60 * minute, at), atLeast(arrivalTargets.within60min)),
    'urgent-response-2h': visitShare(facts, withinLimit(urgent, 2 * hour, at)),
    'alerts-per-operator-hour': ofRatio(load.alerts, load.operatorHours, 1, (ratio) =>
      ratio <= perOperatorHour.acceptable ? 'met' : ratio <= perOperatorHour.most ? 'near' : 'missed',
    ),
    'busy-periods': ofShare(busyPeriods(askedAt, facts.operators, stretch), (share) => (share < flood.share ? 'met' : 'missed')),
    stale: ofCount(facts.stale, (stale) => (stale < staleLimit ? 'met' : 'missed')),
    'priority-mix': mixOf(opened),
    actionable: ofShare(shareOf(opened)),
    'prompts-per-escalation-avoided':
      prompted.length > 0 && sufficed === 0
        ? { value: null, of: prompted.length, measured: `none of ${prompted.length} was enough` }
        : ofRatio(prompted.length, sufficed, 1),
    'alert-burden': ofRatio(opened.length, facts.personDays, 3),
    'top-sources': ofShare({ met: top.reduce((sum, { alerts }) => sum + alerts, 0), of: opened.length }),
    'silent-kit-24h': ofShare(withinLimit(kit, 24 * hour, at), atLeast(kitTarget)),
    quarantine: ofCount(facts.quarantined),
  };
}

/** Where no visit was ever written down, that is said: it is not the same as none in time. */
function visitShare({ visits }: Facts, share: Share, judge?: (share: number) => Verdict): Counted {
  return visits === null ? { value: null, of: 0, measured: 'no visits recorded' } : ofShare(share, judge);
}

function toFigure(id: FigureId, { value, of, measured, judged }: Counted, enough: boolean): Figure {
  const { title, definition, source, target, unit } = definitions[id];
  const nothing = value === null && of === 0;
  const verdict = nothing ? 'nothing-recorded' : !enough ? 'not-enough-data' : (judged ?? 'no-target');
  return { ...{ id, title, definition, source, target, unit }, measured, value, of, verdict };
}

function byDay(opened: readonly AlertFact[], asked: readonly AlertFact[], stretch: Stretch, at: Instant): Figures['byDay'] {
  const dateOf = (then: Instant | null) => localDate(figuresZone, then ?? 0);
  const alerts = Map.groupBy(opened, ({ openedAt }) => dateOf(openedAt));
  const calls = Map.groupBy(asked, ({ askedAt }) => dateOf(askedAt));
  return datesOf(stretch).map((date) => {
    const waits = (calls.get(date) ?? []).map(asWaiting);
    return {
      date,
      alerts: alerts.get(date)?.length ?? 0,
      asked: waits.length,
      within60s: withinLimit(waits, minute, at).met,
      within180s: withinLimit(waits, 3 * minute, at).met,
    };
  });
}
