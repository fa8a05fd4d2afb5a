import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levels, severities } from '../../../rules/model/alert.ts';
import { leavesOf, mergeParams } from '../../../rules/model/layers.ts';
import type { PatientContext } from '../../../rules/model/patient.ts';
import { corePack } from '../../../rules/scenarios/core-pack.ts';
import { parseParams, templateDefaults, templates } from '../../../rules/scenarios/registry.ts';
import { agreements, kit, readings } from '../agreements.ts';
import { drive, type Happening } from '../drive.ts';

/** The readings that reach a template: others would only thin out what is tried. */
const heardBy = (id: string) => readings.filter(([, kind]) => templates.get(id)!.kinds.includes(kind));

const firstAt = Date.parse('2026-10-24T20:00:00Z');
const minutes = (n: number) => new Date(firstAt + n * 60_000).toISOString();
const ago = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 900 }));
const event = (id: string) =>
  fc
    .record({ gap: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 180 })), ago, snapshot: fc.boolean() })
    .chain((when) =>
      fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...heardBy(id)).map(([source, kind, value]) => ({ ...when, source, kind, value })) },
        fc
          .constantFrom<Record<string, unknown>>(
            { closed: true },
            { params: agreements[id]![0] },
            { params: agreements[id]![1] },
            { patient: { presence: { mode: 'hospital', untilAt: null } } },
            { patient: { presence: { mode: 'home', untilAt: null } } },
            { patient: { presence: { mode: 'away', untilAt: firstAt + 13 * 3_600_000 } } },
            { patient: { devices: kit } },
            { patient: { devices: kit.slice(2, 6) } },
            { patient: { zone: 'America/New_York' } },
          )
          .map((change) => ({ ...when, change })),
      ),
    );

/** Events one after the other, each with the time it happened and, later or at once, the time it was told. */
function happenings(events: readonly (Record<string, unknown> & { gap: number; ago: number; snapshot: boolean })[]): Happening[] {
  let now = 0;
  return events.map(({ gap, ago, snapshot, change, source, kind, value }) => {
    now += gap;
    if (change) return { at: minutes(now), ...change } as Happening;
    const told = { at: minutes(now - ago), told: minutes(now), snapshot, value };
    return (source === 'person' ? { ...told, person: kind } : { ...told, device: source, kind }) as Happening;
  });
}

const patient: PatientContext = {
  patientId: 'k',
  homeId: 'home',
  knownAs: 'Kathleen',
  zone: 'Europe/London',
  sharedHome: false,
  presence: { mode: 'home', untilAt: null },
  devices: kit,
  contacts: [],
  teamIds: [],
  scenarios: [],
};

describe.each([...templates.keys()])('%s', (id) => {
  const template = templates.get(id)!;
  const [raw, changed] = agreements[id]!;

  it.each([false, true])('keeps its promises whatever happens, shared home: %s', (sharedHome) => {
    fc.assert(
      fc.property(fc.array(event(id), { maxLength: 40 }), (events) => {
        const patient = { sharedHome, devices: kit };
        const when = happenings(events);
        const until = minutes(5 * 24 * 60);
        const lines = drive(template, { day: '2026-10-24', from: minutes(0), until, params: raw, patient, when });
        expect(drive(template, { day: '2026-10-24', from: minutes(0), until, params: raw, patient, when })).toEqual(lines);
      }),
      { numRuns: 60, seed: 20261025 },
    );
  });

  it('begins at any time of day', () => {
    for (let at = 0; at < 24 * 60; at += 37)
      drive(template, { day: '2026-10-25', from: minutes(at), until: minutes(at + 3 * 24 * 60), params: raw, patient: { devices: kit } });
  });

  it('says what is agreed, and what happens by default', () => {
    for (const params of [raw, changed]) {
      const { plan, severity } = templateDefaults(id, params);
      expect(severities).toContain(severity);
      expect(plan.steps.length).toBeGreaterThan(0);
      for (const step of plan.steps) {
        expect(levels).toContain(step.level);
        // Nothing at all: called together with the next.
        if (step.waitMs > 0 || step === plan.steps.at(-1)) expect(step.waitMs).toBeGreaterThanOrEqual(60_000);
        expect(step.message).toContain('{name}');
      }
      expect(template.describe(parseParams(template, params))).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('says of every limit who has set it', () => {
    const whole = mergeParams(corePack(template), changed);
    const sources = Object.fromEntries(leavesOf(whole).map(([path]) => [path, 'South locality, version 2']));
    const scenario = {
      id: 's',
      version: 1,
      template: id,
      ...templateDefaults(id, whole),
      params: whole,
      approvedBy: 'Dr Amin',
      activeFromAt: 0,
    };
    const context = { patient, scenario: { ...scenario, sources }, params: parseParams(template, whole), blind: [] };
    const limits = template.explain(template.initial, context, firstAt).flatMap(({ limit }) => limit ?? []);
    for (const limit of limits) expect(limit).toMatch(/South locality, version 2\)?\.?$/);
  });

  it('refuses a parameter that it does not know', () => {
    expect(() => parseParams(template, { ...raw, colour: 'blue' })).toThrow('colour');
  });
});

it('an unknown template is refused with the names of those that exist', () => {
  expect(() => templateDefaults('fridges', {})).toThrow(
    `there is no scenario template "fridges"; there are ${[...templates.keys()].join(', ')}`,
  );
});
