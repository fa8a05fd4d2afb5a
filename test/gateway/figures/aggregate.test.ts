import { describe, expect, it } from 'vitest';
import type { Figure, FigureId } from '../../../gateway/contract/figures.ts';
import { figuresView } from '../../../gateway/contract/figures.ts';
import { figuresOf } from '../../../gateway/figures/aggregate.ts';
import type { AlertFact, Facts } from '../../../gateway/figures/facts.ts';
import { day, hour, minute, second } from '../../../rules/model/time.ts';
import { aFact, facts, june, juneAt } from './facts.ts';

const at = june.toAt + day;
const titleOf = (template: string) => (template === 'fridge' ? 'Fridge opened at mealtimes' : template);
const all = (changes: Partial<Facts>, stretch = june, clinical = true) =>
  figuresView.parse(figuresOf(facts(changes), { stretch, at, titleOf, clinical }));
const one = (id: FigureId, changes: Partial<Facts>, stretch = june) =>
  all(changes, stretch).figures.find((figure) => figure.id === id) as Figure;
const brief = ({ measured, verdict, of }: Figure) => [measured, verdict, of];

/** Asked at the beginning of June, answered so long after; null: never. */
const asked = (waitMs: number | null, settledMs: number | null = null, n = 0): AlertFact =>
  aFact({
    askedAt: juneAt + n * hour,
    answeredAt: waitMs === null ? null : juneAt + n * hour + waitMs,
    settledAt: settledMs === null ? null : juneAt + n * hour + settledMs,
  });

describe('answers of the centre', () => {
  it.each([
    ['just in time', [asked(60 * second)], ['100.0 % (1 of 1)', 'met', 1]],
    ['a moment late', [asked(60 * second + 1)], ['0.0 % (0 of 1)', 'missed', 1]],
    ['settled in time before anybody took it: says nothing', [asked(null, 60 * second)], ['nothing recorded', 'nothing-recorded', 0]],
    ['settled, and had waited longer', [asked(null, 60 * second + 1)], ['0.0 % (0 of 1)', 'missed', 1]],
    ['never answered, never settled', [asked(null)], ['0.0 % (0 of 1)', 'missed', 1]],
    ['never asked of the centre', [aFact()], ['nothing recorded', 'nothing-recorded', 0]],
    ['39 of 40 in time is the target', [...Array(39).fill(asked(second)), asked(hour)], ['97.5 % (39 of 40)', 'met', 40]],
    ['38 of 39 is below it', [...Array(38).fill(asked(second)), asked(hour)], ['97.4 % (38 of 39)', 'missed', 39]],
  ])('%s', (_, alerts, expected) => {
    expect(brief(one('answered-60s', { alerts }))).toEqual(expected);
  });

  it('within 180 seconds are counted by their own limit', () => {
    const alerts = [asked(180 * second), asked(180 * second + 1, null, 1)];
    expect(brief(one('answered-180s', { alerts }))).toEqual(['50.0 % (1 of 2)', 'missed', 2]);
  });

  it('are of the month in which the centre was asked, whenever the alert opened', () => {
    const before = aFact({ openedAt: juneAt - hour, askedAt: juneAt, answeredAt: juneAt + second });
    const after = aFact({ openedAt: june.toAt - hour, askedAt: june.toAt, answeredAt: june.toAt + hour });
    expect(brief(one('answered-60s', { alerts: [before, after] }))).toEqual(['100.0 % (1 of 1)', 'met', 1]);
  });

  it('lists each that waited more than three minutes, oldest first, not to an administrator', () => {
    const late = asked(180 * second + 1, null, 5);
    const open = asked(null, null, 3);
    const changes = { alerts: [late, asked(180 * second), open, asked(null, hour, 4)] };
    expect(all(changes).exceptions.map(({ askedAt, answeredAt, waitedSeconds }) => [askedAt, answeredAt, waitedSeconds])).toEqual([
      ['2026-06-01T02:00:00.000Z', null, (at - juneAt - 3 * hour) / second],
      ['2026-06-01T03:00:00.000Z', null, 3_600],
      ['2026-06-01T04:00:00.000Z', '2026-06-01T04:03:00.001Z', 180],
    ]);
    expect(all(changes).exceptions[0]?.title).toBe('Fridge opened at mealtimes');
    expect(all(changes, june, false).exceptions).toEqual([]);
  });
});

describe('visits', () => {
  const visit = (
    arrivedMs: number | null,
    cancelledMs: number | null = null,
    urgency: 'visit' | 'urgent-community-response' = 'visit',
  ) => ({
    urgency,
    clockFrom: juneAt,
    arrivedAt: arrivedMs === null ? null : juneAt + arrivedMs,
    cancelledAt: cancelledMs === null ? null : juneAt + cancelledMs,
  });
  const shares = (...visits: ReturnType<typeof visit>[]) =>
    (['arrived-45min', 'arrived-60min', 'urgent-response-2h'] as const).map((id) => one(id, { visits }).measured);

  it.each([
    ['at 45 minutes', [visit(45 * minute)], ['100.0 % (1 of 1)', '100.0 % (1 of 1)', 'nothing recorded']],
    ['after 45', [visit(45 * minute + 1)], ['0.0 % (0 of 1)', '100.0 % (1 of 1)', 'nothing recorded']],
    ['after 60', [visit(60 * minute + 1)], ['0.0 % (0 of 1)', '0.0 % (0 of 1)', 'nothing recorded']],
    ['cancelled in time', [visit(null, 45 * minute)], ['nothing recorded', 'nothing recorded', 'nothing recorded']],
    ['cancelled too late for the first', [visit(null, 50 * minute)], ['0.0 % (0 of 1)', 'nothing recorded', 'nothing recorded']],
    [
      'urgent, in two hours',
      [visit(2 * hour, null, 'urgent-community-response')],
      ['nothing recorded', 'nothing recorded', '100.0 % (1 of 1)'],
    ],
  ])('that arrived %s', (_, visits, expected) => {
    expect(shares(...visits)).toEqual(expected);
  });

  it('are not recorded where there never were any, which is not the same as none in time', () => {
    expect(brief(one('arrived-45min', { visits: null }))).toEqual(['no visits recorded', 'nothing-recorded', 0]);
    expect(one('arrived-45min', { visits: [] }).measured).toBe('nothing recorded');
  });

  it('are to arrive nine in ten within 45 minutes, all within 60', () => {
    const nine = [...Array(9).fill(visit(minute)), visit(50 * minute)];
    expect([one('arrived-45min', { visits: nine }).verdict, one('arrived-60min', { visits: nine }).verdict]).toEqual(['met', 'met']);
    const late = [...Array(99).fill(visit(minute)), visit(61 * minute)];
    expect([one('arrived-45min', { visits: late }).verdict, one('arrived-60min', { visits: late }).verdict]).toEqual(['met', 'missed']);
  });
});

describe('the load of operators', () => {
  const manyAt = (count: number, at: number) => Array.from({ length: count }, (_, n) => aFact({ askedAt: at + n }));
  it.each([
    ['6 an hour are acceptable', manyAt(6, juneAt), new Map(), ['6.0', 'met', 6]],
    ['7 are near', manyAt(7, juneAt), new Map(), ['7.0', 'near', 7]],
    ['12 are the most', manyAt(12, juneAt), new Map(), ['12.0', 'near', 12]],
    ['13 are too many', manyAt(13, juneAt), new Map(), ['13.0', 'missed', 13]],
    ['13 for two are not', manyAt(13, juneAt), new Map([[juneAt, 2]]), ['6.5', 'near', 13]],
    [
      'quiet hours are left out, and each busy one counts by those who acted in it',
      [...manyAt(8, juneAt), ...manyAt(1, juneAt + 5 * hour)],
      new Map([
        [juneAt, 2],
        [juneAt + hour, 4],
      ]),
      ['3.0', 'met', 9],
    ],
  ])('%s', (_, alerts, operators, expected) => {
    expect(brief(one('alerts-per-operator-hour', { alerts, operators }))).toEqual(expected);
  });

  it('is a flood with more than 10 in ten minutes, for each operator', () => {
    const stretch = { fromAt: juneAt + 1, toAt: juneAt + 31 * minute };
    const busy = (alerts: AlertFact[], operators = new Map<number, number>()) =>
      one('busy-periods', { alerts, operators }, stretch).measured;
    // The period that the stretch touches only in part is none.
    expect(busy(manyAt(11, juneAt + 5))).toBe('0.0 % (0 of 2)');
    expect(busy(manyAt(10, juneAt + 10 * minute))).toBe('0.0 % (0 of 2)');
    expect(busy(manyAt(11, juneAt + 10 * minute))).toBe('50.0 % (1 of 2)');
    expect(busy(manyAt(11, juneAt + 10 * minute), new Map([[juneAt, 2]]))).toBe('0.0 % (0 of 2)');
    // Eleven, but not in the same ten minutes.
    expect(busy([...manyAt(6, juneAt + 20 * minute - 6), ...manyAt(5, juneAt + 20 * minute)])).toBe('0.0 % (0 of 2)');
  });
});

describe('the other figures', () => {
  const mixed = (low: number, moderate: number, high: number) => [
    ...Array.from({ length: low }, () => aFact()),
    ...Array.from({ length: moderate }, () => aFact({ severity: 'moderate' })),
    ...Array.from({ length: high }, () => aFact({ severity: 'high' })),
  ];
  it.each([
    [mixed(80, 15, 5), 'met'],
    [mixed(75, 20, 5), 'met'],
    [mixed(74, 21, 5), 'near'],
    [mixed(70, 15, 15), 'near'],
    [mixed(69, 16, 15), 'missed'],
  ])('the mix of %#', (alerts, verdict) => {
    expect(one('priority-mix', { alerts }).verdict).toBe(verdict);
  });

  it('says the mix in words', () => {
    expect(one('priority-mix', { alerts: mixed(1, 1, 0) }).measured).toBe('low 50.0 %, moderate 50.0 %, high 0.0 %');
  });

  it.each([
    [4, 'met'],
    [5, 'missed'],
  ])('%i stale alerts: %s', (stale, verdict) => {
    expect(one('stale', { stale }).verdict).toBe(verdict);
  });

  it('counts what was worth it by outcome, also by kind of agreement', () => {
    const codes = ['advice', 'responder', 'reassurance', 'test', 'prompt-sufficed', 'open'] as const;
    const alerts = [...codes.map((code) => aFact({ code })), aFact({ template: 'door', code: 'open' })];
    expect(brief(one('actionable', { alerts }))).toEqual(['66.7 % (2 of 3)', 'no-target', 3]);
    expect(all({ alerts }).actionable).toEqual([
      { template: 'fridge', title: 'Fridge opened at mealtimes', alerts: 6, decided: 3, share: 2 / 3 },
      { template: 'door', title: 'door', alerts: 1, decided: 0, share: null },
    ]);
  });

  it('counts prompts for each escalation that was avoided', () => {
    const prompt = (code: AlertFact['code']) => aFact({ promptFirst: true, code });
    const figure = (...alerts: AlertFact[]) => one('prompts-per-escalation-avoided', { alerts });
    expect(brief(figure(prompt('prompt-sufficed'), prompt('advice'), prompt('open'), aFact({ code: 'prompt-sufficed' })))).toEqual([
      '3.0',
      'no-target',
      3,
    ]);
    expect(brief(figure(prompt('advice')))).toEqual(['none of 1 was enough', 'no-target', 1]);
    expect(figure(aFact()).verdict).toBe('nothing-recorded');
  });

  it('names the ten agreements with most alerts, and their share', () => {
    const alerts = Array.from({ length: 12 }, (_, n) => Array.from({ length: n + 1 }, () => aFact({ scenarioId: `s${n}` }))).flat();
    const { sources } = all({ alerts });
    expect(sources.map((source) => source.alerts)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    expect(sources[0]).toEqual({ title: 'Fridge opened at mealtimes', alerts: 12, share: 12 / 78 });
    expect(one('top-sources', { alerts }).measured).toBe('96.2 % (75 of 78)');
  });

  it.each([
    ['tested within a day', { since: juneAt, testedAt: juneAt + day }, '100.0 % (1 of 1)'],
    ['tested after it', { since: juneAt, testedAt: juneAt + day + 1 }, '0.0 % (0 of 1)'],
    ['not tested, and a day has gone', { since: at - day - 1, testedAt: null }, '0.0 % (0 of 1)'],
    ['not tested, within the day', { since: at - day, testedAt: null }, 'nothing recorded'],
  ])('kit that was %s', (_, fault, measured) => {
    expect(one('silent-kit-24h', { kit: [fault] }).measured).toBe(measured);
  });

  it('counts alerts by day for each person, and what could not be read', () => {
    expect(brief(one('alert-burden', { alerts: [aFact(), aFact()], personDays: 40 }))).toEqual(['0.050', 'no-target', 2]);
    expect(brief(one('quarantine', { quarantined: 0 }))).toEqual(['0', 'no-target', 0]);
  });
});

describe('a stretch', () => {
  it('that is too short shows its numbers and judges none', () => {
    const stretch = { fromAt: juneAt, toAt: june.toAt - 1 };
    const found = all({ alerts: [asked(hour)] }, stretch);
    expect([found.days, found.enoughData]).toEqual([29, false]);
    const answered = found.figures.find(({ id }) => id === 'answered-60s') as Figure;
    expect(brief(answered)).toEqual(['0.0 % (0 of 1)', 'not-enough-data', 1]);
    expect(found.figures.map(({ verdict }) => verdict).filter((verdict) => ['met', 'near', 'missed'].includes(verdict))).toEqual([]);
  });

  it('shows whoever only sets the system up nothing of people’s care', () => {
    const found = all({ alerts: [aFact()] }, june, false);
    expect([found.sources, found.actionable]).toEqual([[], []]);
    expect(found.figures.map(({ id }) => id)).not.toContain('actionable');
    expect(found.figures.map(({ id }) => id)).toContain('answered-60s');
  });

  it('tells of every local day, also over the change of the clocks', () => {
    const october = { fromAt: Date.UTC(2026, 8, 30, 23), toAt: Date.UTC(2026, 10, 1) };
    // 00:30 and 01:30 UTC on the 25th are 01:30 in the morning twice over.
    const alerts = [0.5, 1.5].map((hours) =>
      aFact({ askedAt: Date.UTC(2026, 9, 25) + hours * hour, answeredAt: Date.UTC(2026, 9, 25) + hours * hour }),
    );
    const { byDay, days } = all({ alerts }, october);
    expect([byDay.length, days]).toEqual([31, 31]);
    expect(byDay.filter(({ alerts: n }) => n > 0)).toEqual([{ date: '2026-10-25', alerts: 2, asked: 2, within60s: 2, within180s: 2 }]);
  });
});
