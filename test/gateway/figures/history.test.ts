import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FigureId, Figures } from '../../../gateway/contract/figures.ts';
import { askFigures } from '../../../gateway/figures/ask.ts';
import { outcomeClasses } from '../../../rules/fatigue/outcomes.ts';
import { day, hour, minute, second } from '../../../rules/model/time.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { june } from './facts.ts';

/* A generated history is stored as the judge stores it, and counted again here from the lines themselves, in the plainest way. */

interface Line {
  readonly at: number;
  readonly type: string;
  readonly text: string;
  readonly actor: { readonly id: string; readonly tier: string } | null;
}
interface Told {
  readonly id: string;
  readonly scenarioId: string;
  readonly severity: string;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly code: string | null;
  readonly first: string;
  readonly lines: readonly Line[];
}

/** The same numbers for the same seed (mulberry32). */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const codes = Object.keys(outcomeClasses);
const levels = [
  'the patient',
  'family',
  'the care agency',
  'the coordination centre',
  'the rapid response team',
  'emergency: the centre calls 999',
];

/** An alert some time around June, with a life of its own: steps, people who act or do not, an end or none. */
function anAlert(n: number, roll: ReturnType<typeof dice>): Told {
  const openedAt = june.fromAt - 5 * day + roll(40 * 24 * 60) * minute + roll(60) * second;
  const lines: Line[] = [{ at: openedAt, type: 'opened', text: 'Opened.', actor: null }];
  const first = roll(levels.length - 1);
  let at = openedAt;
  for (let step = first; step < levels.length && roll(4) > 0; step++) {
    lines.push({ at, type: 'step', text: `Step ${step + 1} of 6: ${levels[step]}.`, actor: null });
    at += roll(2) === 0 ? roll(240) * second : roll(90) * minute;
    const what = roll(7);
    const actor = { id: `user-${roll(3)}`, tier: roll(3) === 0 ? 'family' : 'professional' };
    if (what === 0) lines.push({ at, type: 'acknowledged', text: 'Seen to.', actor });
    if (what === 1) lines.push({ at, type: 'declined', text: 'Cannot.', actor });
    if (what === 2) lines.push({ at, type: 'note', text: 'Note: asked the coordination centre.', actor });
    if (what === 3) lines.push({ at, type: 'cleared', text: 'Cleared.', actor: null });
    if (what === 4) lines.push({ at, type: 'handed-over', text: 'Handed over.', actor });
  }
  const isClosed = roll(5) > 0;
  const closedAt = isClosed ? at + roll(36 * 60) * minute : null;
  const actor = roll(2) === 0 ? null : { id: `user-${roll(3)}`, tier: 'professional' };
  if (closedAt !== null) lines.push({ at: closedAt, type: 'closed', text: 'Closed.', actor });
  const severity = ['low', 'low', 'moderate', 'high'][roll(4)]!;
  const code = isClosed ? codes[roll(codes.length)]! : null;
  return { id: `a${n}`, scenarioId: `s${roll(14)}`, severity, openedAt, closedAt, code, first: first === 0 ? 'patient' : 'family', lines };
}

async function store({ pool }: FreshDatabase, alerts: readonly Told[]): Promise<void> {
  for (const one of alerts) {
    const state = { template: 'fridge', outcome: one.code && { code: one.code }, plan: { steps: [{ level: one.first }] } };
    await pool.query(
      `insert into alert (id, patient_id, scenario_id, status, severity, level, opened_at, closed_at, wake_at, version, state, seq)
       values ($1, 'p', $2, $3, $4, 'family', $5, $6, $5, 1, $7, 1)`,
      [
        one.id,
        one.scenarioId,
        one.closedAt === null ? 'open' : 'closed',
        one.severity,
        new Date(one.openedAt),
        one.closedAt && new Date(one.closedAt),
        state,
      ],
    );
    await pool.query(
      `insert into alert_timeline (alert_id, n, at, type, entry, hash)
       select $1, n, (e ->> 'time')::timestamptz, e ->> 'type', e::text, 'x' from json_array_elements($2) with ordinality as line (e, n)`,
      [one.id, JSON.stringify(one.lines.map((line) => ({ ...line, time: new Date(line.at).toISOString() })))],
    );
  }
}

/** What happened to each call to the centre, line by line. */
function callsOf(alerts: readonly Told[], at: number) {
  const calls: { askedAt: number; waitedMs: number; answered: boolean }[] = [];
  for (const { lines } of alerts) {
    const i = lines.findIndex(
      ({ type, text }) =>
        type === 'step' && /: (the coordination centre|the rapid response team|emergency: the centre calls 999)\.$/.test(text),
    );
    if (i < 0) continue;
    const askedAt = lines[i]!.at;
    if (askedAt < june.fromAt || askedAt >= june.toAt) continue;
    const after = lines.slice(i + 1);
    const answer = after.find(
      ({ type, actor }) => actor?.tier === 'professional' && /^(acknowledged|handed-over|snoozed|merged|closed)$/.test(type),
    );
    const settled = after.find(({ type }) => type === 'cleared' || type === 'closed');
    calls.push({ askedAt, waitedMs: (answer ?? settled ?? { at }).at - askedAt, answered: answer !== undefined });
  }
  return calls;
}

/** The ten-minute periods of June one by one, each with a look at every call and every line. */
function busyOf(alerts: readonly Told[], calls: ReturnType<typeof callsOf>): [number, number] {
  const hours = new Map<number, Set<string>>();
  for (const { lines } of alerts)
    for (const { at, actor } of lines)
      if (actor?.tier === 'professional') hours.set(Math.floor(at / hour), (hours.get(Math.floor(at / hour)) ?? new Set()).add(actor.id));
  const people = (at: number) => Math.max(1, hours.get(Math.floor(at / hour))?.size ?? 0);
  let busy = 0;
  for (let from = june.fromAt; from < june.toAt; from += 10 * minute)
    if (calls.filter(({ askedAt }) => askedAt >= from && askedAt < from + 10 * minute).length > 10 * people(from)) busy += 1;
  let operatorHours = 0;
  for (let from = june.fromAt; from < june.toAt; from += hour)
    if (calls.some(({ askedAt }) => askedAt >= from && askedAt < from + hour)) operatorHours += people(from);
  return [busy, operatorHours];
}

const share = (met: number, of: number) => (of === 0 ? null : met / of);

describe.each([1, 2, 3])('a generated history (seed %i)', (seed) => {
  const roll = dice(seed);
  // Some come all at once.
  const flood = june.fromAt + 7 * day;
  const burst = Array.from({ length: 30 }, (_, n): Told => {
    const one = anAlert(1_000 + n, roll);
    const at = flood + n * 15 * second;
    return {
      ...one,
      openedAt: at,
      closedAt: null,
      code: null,
      lines: [{ at, type: 'step', text: 'Step 1 of 1: the coordination centre.', actor: null }],
    };
  });
  const alerts = [...Array.from({ length: 250 }, (_, n) => anAlert(n, roll)), ...burst];
  const at = june.toAt + 2 * hour;
  let database: FreshDatabase;
  let found: Figures;
  const valueFor = (id: FigureId) => found.figures.find((figure) => figure.id === id)?.value;

  beforeAll(async () => {
    database = await freshDatabase();
    await database.pool.query(`insert into home (id, address, created_at) values ('h', 'x', $1)`, [new Date(0)]);
    await database.pool.query(
      `insert into patient (id, home_id, given_name, family_name, known_as, zone, created_at) values ('p', 'h', 'a', 'b', 'c', 'Europe/London', $1)`,
      [new Date(0)],
    );
    await store(database, alerts);
    found = await askFigures(database.pool, templates, { ...june, localityId: null, at, clinical: true });
  });
  afterAll(() => database?.drop());

  it('has the same answers, counted line by line', () => {
    const calls = callsOf(alerts, at);
    expect(calls.length).toBeGreaterThan(50);
    for (const [id, limit] of [
      ['answered-60s', 60 * second],
      ['answered-180s', 180 * second],
    ] as const) {
      const counted = calls.filter(({ answered, waitedMs }) => answered || waitedMs > limit);
      const inTime = counted.filter(({ answered, waitedMs }) => answered && waitedMs <= limit);
      expect([id, valueFor(id)]).toEqual([id, share(inTime.length, counted.length)]);
    }
    expect(found.exceptions.length).toBe(calls.filter(({ waitedMs }) => waitedMs > 180 * second).length);
    expect(found.byDay.reduce((sum, { asked }) => sum + asked, 0)).toBe(calls.length);
    const [busy, operatorHours] = busyOf(alerts, calls);
    expect(busy).toBeGreaterThan(0);
    expect(valueFor('busy-periods')).toBe(share(busy, 30 * 24 * 6));
    expect(valueFor('alerts-per-operator-hour')).toBe(calls.length / operatorHours);
  });

  it('has the same alerts, each looked at by itself', () => {
    const opened = alerts.filter(({ openedAt }) => openedAt >= june.fromAt && openedAt < june.toAt);
    let [acted, decided, prompts, sufficed] = [0, 0, 0, 0];
    const bySource: Record<string, number> = {};
    for (const { code, first, scenarioId } of opened) {
      if (code && outcomeClasses[code as keyof typeof outcomeClasses] === 'acted') acted += 1;
      if (code && /^(acted|no-action)$/.test(outcomeClasses[code as keyof typeof outcomeClasses])) decided += 1;
      if (first === 'patient') prompts += 1;
      if (first === 'patient' && code === 'prompt-sufficed') sufficed += 1;
      bySource[scenarioId] = (bySource[scenarioId] ?? 0) + 1;
    }
    expect(valueFor('actionable')).toBe(acted / decided);
    expect(valueFor('prompts-per-escalation-avoided')).toBe(sufficed === 0 ? null : prompts / sufficed);
    expect(valueFor('alert-burden')).toBeCloseTo(opened.length / 30, 6);
    const top = Object.values(bySource).toSorted((a, b) => b - a);
    expect(found.sources.map((source) => source.alerts)).toEqual(top.slice(0, 10));
    const stale = alerts.filter(({ openedAt, closedAt }) => openedAt < june.toAt - day && (closedAt === null || closedAt > june.toAt));
    expect(valueFor('stale')).toBe(stale.length);
    expect(found.byDay.map((one) => one.alerts).reduce((a, b) => a + b)).toBe(opened.length);
  });
});
