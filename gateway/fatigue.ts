import type pg from 'pg';
import { type CountsByCode, figuresOf } from '../rules/fatigue/outcomes.ts';
import { lookBackDays, suggestionsFor } from '../rules/fatigue/suggestions.ts';
import { addDays, day, type Instant, localDate, wallClockAt } from '../rules/model/time.ts';
import { describeAgreement, type Templates } from './agreements.ts';
import type { AlertLoad } from './contract/fatigue.ts';
import { type AgreementLoad, loadOfAgreements, populationOf } from './store/alert-load.ts';
import { activeScenarios } from './store/scenarios.ts';
import { keepSuggestions, type NewSuggestion, type SuggestionRow, suggestionsOfWeek } from './store/suggestions.ts';
import type { Db } from './store/transaction.ts';
import { inTransaction } from './store/transaction.ts';
import { iso } from './views/instant.ts';

/** Below this many days shares and rates say more of chance than of agreements. */
export const neededDays = 30;
/** So many agreements are listed. */
const mostAgreements = 100;

/** Its weeks are meant. */
export const country = 'Europe/London';

interface Asked {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  /** null: everybody. */
  readonly localityId: string | null;
}

function added(counts: readonly CountsByCode[]): CountsByCode {
  const sum: Record<string, number> = {};
  for (const one of counts) for (const [code, n] of Object.entries(one)) sum[code] = (sum[code] ?? 0) + n;
  return sum;
}

/** Alerts by template and by agreement, and how many of them were worth somebody's time. `at`: now, beyond which nothing is counted. */
export async function alertLoadOf(db: Db, templates: Templates, { fromAt, toAt, localityId }: Asked, at: Instant): Promise<AlertLoad> {
  const endAt = Math.min(toAt, at);
  const loads = await loadOfAgreements(db, fromAt, endAt, localityId);
  const { people, personDays, sinceAt } = await populationOf(db, fromAt, endAt, localityId);
  const days = sinceAt === null ? 0 : Math.max(0, Math.floor((endAt - Math.max(fromAt, sinceAt)) / day));
  const enoughData = days >= neededDays;
  const shown = (counts: CountsByCode) => {
    const figures = figuresOf(counts);
    return { ...figures, shareActionable: enoughData ? figures.shareActionable : null, byOutcome: counts as Record<string, number> };
  };
  const title = (template: string) => templates.get(template)?.title ?? template;
  const byTemplate = Map.groupBy(loads, ({ template }) => template);
  const total = shown(added(loads.map(({ counts }) => counts)));
  return {
    from: iso(fromAt),
    to: iso(toAt),
    days,
    enoughData,
    people,
    alertsPerPersonPerDay: enoughData && personDays > 0 ? total.fired / personDays : null,
    ...total,
    templates: [...byTemplate]
      .map(([template, of]) => ({ template, title: title(template), ...shown(added(of.map(({ counts }) => counts))) }))
      .toSorted((a, b) => b.fired - a.fired || a.title.localeCompare(b.title)),
    agreements: loads.slice(0, mostAgreements).map(({ scenarioId, template, patientId, patientName, counts }) => {
      return { scenarioId, title: title(template), patientId, patientName, ...shown(counts) };
    }),
  };
}

/** Monday of the ISO week in which a local date lies. */
export function mondayOf(date: string): string {
  return addDays(date, -((new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7));
}

/** Monday of the ISO week of an instant. */
export const weekAt = (at: Instant): string => mondayOf(localDate(country, at));

/** The suggestions of the week that begins on this Monday: made when first asked for (on Monday by `weekly-suggestions.ts`), and the same ever after. */
export async function weeklySuggestions(pool: pg.Pool, templates: Templates, monday: string, at: Instant): Promise<SuggestionRow[]> {
  const known = await suggestionsOfWeek(pool, monday);
  if (known) return known;
  return inTransaction(pool, '', async (db) => {
    const toAt = wallClockAt(country, monday, '00:00');
    const fromAt = wallClockAt(country, addDays(monday, -lookBackDays), '00:00');
    const loads = await loadOfAgreements(db, fromAt, toAt, null);
    await keepSuggestions(db, monday, await found(db, templates, loads), at);
    return (await suggestionsOfWeek(db, monday)) ?? [];
  });
}

async function found(db: Db, templates: Templates, loads: readonly AgreementLoad[]): Promise<NewSuggestion[]> {
  // Nothing is suggested for what is no longer agreed.
  const agreed = new Map(
    (
      await activeScenarios(
        db,
        loads.map(({ scenarioId }) => scenarioId),
      )
    ).map((one) => [one.id, one]),
  );
  return loads.flatMap(({ scenarioId, patientId, patientName, counts }) => {
    const scenario = agreed.get(scenarioId);
    if (!scenario) return [];
    const { title, agreement } = describeAgreement(scenario, templates);
    return suggestionsFor({ patientName, title, agreement, counts }).map(({ kind, text }) => ({
      kind,
      patientId,
      scenarioId,
      text,
      counts,
    }));
  });
}
