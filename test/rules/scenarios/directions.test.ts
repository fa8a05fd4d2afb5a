import { describe, expect, it } from 'vitest';
import type { ObservationKind } from '../../../rules/model/observation.ts';
import type { ScenarioEffect } from '../../../rules/model/scenario.ts';
import { day, hour, type Instant } from '../../../rules/model/time.ts';
import { parseParams, templateDefaults, templates } from '../../../rules/scenarios/registry.ts';
import { device } from '../drive.ts';

const startAt = Date.parse('2026-03-02T08:00:00Z');
const meter = device('meter', 'scales', { patientId: 'k' });

/** What an agreement says to one reading after another, each `everyMs` later. */
function said(id: string, raw: Readonly<Record<string, unknown>>, kind: ObservationKind, values: readonly number[], everyMs: number) {
  const template = templates.get(id)!;
  const scenario = { id: 's', version: 1, template: id, params: raw, ...templateDefaults(id, raw), approvedBy: 'Dr Amin', activeFromAt: 0 };
  const patient = {
    patientId: 'k',
    homeId: 'home',
    knownAs: 'Kathleen',
    zone: 'Europe/London',
    sharedHome: false,
    presence: { mode: 'home' as const, untilAt: null },
    devices: [meter],
    contacts: [],
    teamIds: [],
    scenarios: [],
  };
  const context = { patient, scenario, params: parseParams(template, raw), blind: [] };
  let { state } = template.step(template.initial, { type: 'context', at: startAt }, context);
  const effects: ScenarioEffect[] = [];
  values.forEach((value, i) => {
    const at: Instant = startAt + i * everyMs;
    const observation = {
      source: 'meter',
      key: kind,
      kind,
      value,
      observedAt: at,
      receivedAt: at,
      provenance: 'device' as const,
      snapshot: false,
    };
    const stepped = template.step(state, { type: 'observation', at, observation, device: meter, attribution: 'own' }, context);
    state = stepped.state;
    effects.push(...stepped.effects);
  });
  return effects.flatMap((one) => ('direction' in one ? [`${one.type} ${one.direction}`] : []));
}

const raised = (direction: string) => [`raise-alert ${direction}`];
const learning = (usual: number, then: number) => [...Array.from({ length: 20 }, () => usual), ...Array.from({ length: 5 }, () => then)];

describe('which way a value has left what is agreed', () => {
  it.each([
    ['a room that is cold', 'cold-home', {}, 'room-temperature', [15, 15, 15, 15], hour, raised('below')],
    ['a room that is hot', 'cold-home', {}, 'room-temperature', [33, 33, 33, 33], hour, raised('above')],
    ['weight', 'weight-gain', {}, 'body-weight', [80, 82.5], day, raised('above')],
    ['more weight', 'weight-gain', {}, 'body-weight', [80, 82.5, 83], day, [...raised('above'), 'add-evidence above']],
    ['a drift upwards', 'trend', { kind: 'body-weight' }, 'body-weight', learning(80, 83), day, raised('above')],
    ['a drift downwards', 'trend', { kind: 'body-weight' }, 'body-weight', learning(80, 77), day, raised('below')],
    [
      'a drift twice as far',
      'trend',
      { kind: 'body-weight' },
      'body-weight',
      [...learning(80, 82.1), 90, 90, 90],
      day,
      [...raised('above'), 'add-evidence above'],
    ],
  ] as const)('%s', (_, id, raw, kind, values, everyMs, gives) => {
    expect(said(id, raw, kind, values, everyMs)).toEqual(gives);
  });
});
