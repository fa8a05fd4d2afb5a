import type pg from 'pg';
import { nobodyAnswers, PeopleAnswering } from '../../rules/backtest/people.ts';
import { VirtualRun } from '../../rules/backtest/virtual-run.ts';
import type { PatientState } from '../../rules/engine/patient-state.ts';
import { World } from '../../rules/engine/world.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import type { Condition } from '../../rules/model/scenario.ts';
import { day, type Instant, type Interval } from '../../rules/model/time.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { alertOfScenarioAt } from '../store/alerts.ts';
import type { PersonJournal } from '../store/history.ts';
import { outageAt } from '../store/incidents.ts';
import { seeingOneState } from '../store/log-reader.ts';
import { Refusal } from '../store/refusal.ts';
import { type ScenarioRow, versionsOfScenario } from '../store/scenarios.ts';
import { feed } from './run.ts';

/** How far back an instant may lie. */
export const explainableMs = 90 * day;
/** How much of the log before the instant is gone through again: what agreements remember is younger. */
const replayedMs = 120 * day;
/** A log whose first reading comes so long after its beginning is said to lack readings. */
const quietMs = 7 * day;

export interface ExplainQuery {
  readonly patientId: string;
  readonly scenarioId: string;
  readonly at: Instant;
  readonly now: Instant;
}

/** What an agreement knew and was doing at an instant. */
export interface Explained {
  readonly query: ExplainQuery;
  /** Newest first. */
  readonly versions: readonly ScenarioRow[];
  /** The person as they were; null: nothing was agreed with them yet. */
  readonly patient: PatientState | null;
  /** The agreement's place there; -1: it was not in force. */
  readonly place: number;
  readonly conditions: readonly Condition[];
  /** We could not see at that instant. */
  readonly blind: boolean;
  /** The alert that was open then, as it was; as it is now where the log does not reach back to its beginning. */
  readonly alert: AlertState | null;
  readonly complete: boolean;
  readonly notes: readonly string[];
}

/**
 * Goes through one person's log again, with what people did, up to and including an instant, and asks the agreement. Reads only.
 * Throws Refusal for an agreement that this patient never had, and for an instant in the future or more than 90 days back.
 */
export async function explain(pool: pg.Pool, query: ExplainQuery): Promise<Explained> {
  const { patientId, scenarioId, at, now } = query;
  if (at > now) throw new Refusal('invalid', 'at', 'lies in the future');
  if (at < now - explainableMs) throw new Refusal('invalid', 'at', 'is more than 90 days ago');
  const versions = await versionsOfScenario(pool, patientId, scenarioId);
  if (versions.length === 0) throw new Refusal('not-found', 'scenario', 'there is no such agreement with this patient');
  const run = new VirtualRun(new World(catalogue), new PeopleAnswering({ ...nobodyAnswers, answers: 'recorded' }), () => undefined);
  const range = { patientId, fromAt: at - replayedMs, toAt: at + 1 };
  let firstReadingAt: Instant | null = null;
  const { journal, stored, outage } = await seeingOneState(pool, async (client) => ({
    journal: await feed(client, range, (entry) => {
      if (entry.type === 'reading') firstReadingAt ??= entry.at;
      run.take(entry);
    }),
    stored: await alertOfScenarioAt(client, patientId, scenarioId, at),
    outage: await outageAt(client, at),
  }));
  run.advanceTo(at);
  const patient = run.world.patient(patientId) ?? null;
  const place = patient?.scenarios.findIndex(({ id }) => id === scenarioId) ?? -1;
  const found = patient && place >= 0 ? run.world.explain(patient, place, at) : { conditions: [], blind: [] };
  const openThen = stored && (stored.closedAt === null || stored.closedAt > at) ? stored : null;
  const alert = openThen && (patient?.alerts.find(({ id }) => id === openThen.id) ?? openThen);
  return {
    query,
    versions,
    patient,
    place,
    conditions: found.conditions,
    blind: outage !== null || covers(found.blind, at),
    alert,
    ...completeness(journal, range.fromAt, firstReadingAt),
  };
}

function covers(stretches: readonly Interval[], at: Instant): boolean {
  return stretches.some(({ fromAt, toAt }) => fromAt <= at && at <= toAt);
}

function completeness(
  { knownFromAt }: PersonJournal,
  fromAt: Instant,
  firstReadingAt: Instant | null,
): Pick<Explained, 'complete' | 'notes'> {
  const notes: string[] = [];
  if (knownFromAt !== null && knownFromAt < fromAt)
    notes.push('Only the 120 days before were gone through again; what is older is not known here.');
  const beganAt = Math.max(knownFromAt ?? fromAt, fromAt);
  if (firstReadingAt === null) notes.push('No reading is stored of the time before.');
  else if (firstReadingAt - beganAt > quietMs)
    notes.push(`The first reading that is stored is of ${new Date(firstReadingAt).toISOString()}.`);
  return { complete: notes.length === 0, notes };
}
