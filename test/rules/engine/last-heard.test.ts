import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copiedMemoryAt } from '../../../rules/engine/patient-state.ts';
import { emptyBatch, World } from '../../../rules/engine/world.ts';
import type { PatientInput } from '../../../rules/model/input.ts';
import type { ObservationKind } from '../../../rules/model/observation.ts';
import type { DeviceContext } from '../../../rules/model/patient.ts';
import { hour, minute } from '../../../rules/model/time.ts';
import { catalogue } from '../../../rules/scenarios/catalogue.ts';
import { templateDefaults } from '../../../rules/scenarios/registry.ts';
import { silentDevice } from '../../../rules/scenarios/silent-device.ts';
import { device, judgeAll, known, reading, resident, scenario, t0 } from './home.ts';

const often = { heartbeatMs: 15 * minute };
const devices: readonly DeviceContext[] = [
  device('hub', { kind: 'hub' }),
  device('hall', { kind: 'motion', ...often }),
  device('kitchen', { kind: 'motion', hubId: 'hub', ...often }),
  device('fridge', often),
  device('cuff', { kind: 'cuff', patientId: 'k' }),
  device('betty-cuff', { kind: 'cuff', patientId: 'betty', ...often }),
];
const agreed = (id: string, template: string) => scenario(id, { template, ...templateDefaults(template, {}) });
/** The place of the agreement that watches the kit. */
const watcher = 1;

function home(): World {
  const world = new World(catalogue);
  const context = resident('k', { devices, scenarios: [agreed('fridge', 'fridge'), agreed('kit', 'silent-device')] });
  const everything = devices.map(({ id }) => reading(id, 'heartbeat', true, t0 + 1));
  judgeAll(world, 'k', [{ type: 'context', at: t0, context }, ...everything]);
  return world;
}

const heardAt = (world: World) => {
  const { ids, heardAt } = known(world, 'k').states[watcher] as { readonly ids: readonly string[]; readonly heardAt: readonly number[] };
  return Object.fromEntries(ids.map((id, i) => [id, heardAt[i]! - t0]));
};
const all = (at: number) => ({ hub: at, hall: at, kitchen: at, fridge: at });

describe('a reading that only says that its device is alive', () => {
  it.each<[string, PatientInput, Record<string, number>]>([
    ['of a device that speaks for itself', reading('hall', 'motion', true, t0 + 9), { hall: 9 }],
    ['of one behind a hub', reading('kitchen', 'motion', true, t0 + 9), { kitchen: 9, hub: 9 }],
    ['of a hub', reading('hub', 'heartbeat', true, t0 + 9), { hub: 9 }],
    ['that another agreement wants as well', reading('fridge', 'contact', 'open', t0 + 9), { fridge: 9 }],
    ['of a device that speaks only when used', reading('cuff', 'battery', 50, t0 + 9), {}],
    ["of the other one's device", reading('betty-cuff', 'battery', 50, t0 + 9), {}],
    ['of a device that is not known', reading('new', 'battery', 50, t0 + 9), {}],
    ['that is state sent again', reading('hall', 'motion', true, t0 + 9, { snapshot: true }), {}],
    ['that is older than the last', reading('hall', 'motion', true, t0 + 9, { receivedAt: t0 }), {}],
    ['with a clock that runs ahead', reading('hall', 'motion', true, t0 + 9, { observedAt: t0 + hour }), { hall: 9 }],
  ])('%s', (_, input, moved) => {
    const world = home();
    judgeAll(world, 'k', [input]);
    expect(heardAt(world)).toEqual({ ...all(1), ...moved });
  });

  it('leaves the state where it is, and the agreement is among what has to be stored', () => {
    const world = home();
    const before = known(world, 'k');
    const batch = emptyBatch();
    world.judge(batch, 2, 'k', reading('hall', 'motion', true, t0 + 9));
    world.judge(batch, 3, 'k', reading('kitchen', 'motion', true, t0 + 9));
    expect(known(world, 'k')).toBe(before);
    expect(batch.changed).toMatchObject([{ patientId: 'k', heard: true }]);
    expect(batch.decisions).toHaveLength(2);
  });

  it('that changes nothing is nothing to store', () => {
    const world = home();
    const batch = emptyBatch();
    world.judge(batch, 2, 'k', reading('cuff', 'battery', 50, t0 + 9));
    world.judge(batch, 3, 'k', reading('hall', 'motion', true, t0 + 1));
    expect([batch.changed, batch.decisions.map(({ effects }) => effects)]).toEqual([[], [[], []]]);
  });

  it('changes nothing of what is kept to be stored', () => {
    const world = home();
    const kept = copiedMemoryAt(known(world, 'k'), watcher);
    const then = structuredClone(kept);
    judgeAll(world, 'k', [reading('hall', 'motion', true, t0 + 9)]);
    expect(kept).toEqual(then);
  });

  it('is taken back with its batch, also where the same batch has replaced the state', () => {
    const world = home();
    const before = structuredClone(known(world, 'k').states);
    const batches = [1, 2].map((n) => {
      const batch = emptyBatch();
      world.judge(batch, 2, 'k', reading('hall', 'motion', true, t0 + n * minute));
      world.judge(batch, 3, 'k', reading('kitchen', 'device-fault', n === 1 ? 'faulty' : 'recovered', t0 + n * minute));
      world.judge(batch, 4, 'k', reading('hall', 'motion', true, t0 + n * minute + 1));
      return batch;
    });
    expect(heardAt(world)).toMatchObject({ hall: 2 * minute + 1 });
    for (const batch of batches.toReversed()) world.undo(batch);
    expect(known(world, 'k').states).toEqual(before);
  });
});

it('what the engine writes is what the agreement would have said', () => {
  const kinds: [ObservationKind, boolean | string | number][] = [
    ['heartbeat', true],
    ['motion', true],
    ['battery', 20],
    ['availability', 'offline'],
    ['availability', 'online'],
    ['device-fault', 'faulty'],
    ['device-fault', 'recovered'],
  ];
  const told = fc.record({
    from: fc.constantFrom(...devices.slice(0, 5)),
    kind: fc.constantFrom(...kinds),
    afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 * minute })),
    snapshot: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(told, { maxLength: 60 }), (readings) => {
      const world = home();
      let at = t0 + 1;
      for (const { from, kind, afterMs, snapshot } of readings) {
        at += afterMs;
        const { context, states, scenarios, params } = structuredClone({ ...known(world, 'k'), templates: null, interest: null });
        const input = reading(from.id, kind[0], kind[1], at, { snapshot }) as Extract<PatientInput, { type: 'observation' }>;
        const asked = { patient: context, scenario: scenarios[watcher]!, params: params[watcher] as never, blind: [] };
        const step = silentDevice.step(states[watcher] as never, { ...input, device: from, attribution: 'sole' }, asked);
        judgeAll(world, 'k', [input]);
        expect(known(world, 'k').states[watcher]).toEqual(step.state);
        expect(known(world, 'k').wakes[watcher]).toBe(step.wakeAt);
      }
    }),
    { numRuns: 200, seed: 20_260_302 },
  );
});
