import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { kindOf, remembered } from '../../rules/engine/remembered-state.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { agreements, kit, readings } from './agreements.ts';
import { drive, type Happening } from './drive.ts';

type Kinds = Record<string, string>;
const file = join(import.meta.dirname, 'state-kinds.json');
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Kinds>;
/** `HEARTHLINE_RECORD=1`: lives longer, and writes down what is new. */
const recording = process.env.HEARTHLINE_RECORD !== undefined;
const merged: Record<string, Kinds> = structuredClone(recorded);

/** Notes of which kind everything in a state is, by its path; `visits[]` are the entries of a list. Nothing is no kind. */
function note(kinds: Kinds, path: string, value: unknown): void {
  const kind = kindOf(value);
  if (kind === 'null') return;
  const known = kinds[path]?.split(' ') ?? [];
  if (path !== '' && !known.includes(kind)) kinds[path] = [...known, kind].toSorted().join(' ');
  if (kind === 'list') for (const one of value as unknown[]) note(kinds, `${path}[]`, one);
  if (kind === 'record') for (const [key, one] of Object.entries(value as object)) note(kinds, path === '' ? key : `${path}.${key}`, one);
}

const firstAt = Date.parse('2026-10-24T20:00:00Z');
const at = (minutes: number) => new Date(firstAt + minutes * 60_000).toISOString();

/** Readings that the template listens to, one after the other, and now and then another agreement or another place to be. */
const happenings = (id: string) =>
  fc.array(fc.tuple(fc.integer({ min: 0, max: 240 }), fc.nat(), fc.nat(9)), { minLength: 20, maxLength: 40 }).map((events) => {
    const heard = readings.filter(([, kind]) => templates.get(id)!.kinds.includes(kind));
    const changes = [
      { params: agreements[id]![1] },
      { patient: { presence: { mode: 'hospital' as const, untilAt: null } } },
      { patient: { presence: { mode: 'home' as const, untilAt: null } } },
    ];
    let now = 0;
    return events.map(([gap, n, other]): Happening => {
      now += gap;
      if (other === 0) return { at: at(now), ...changes[n % changes.length]! };
      const [source, kind, value] = heard[n % heard.length]!;
      return source === 'person' ? { at: at(now), person: kind, value } : { at: at(now), device: source, kind, value };
    });
  });

/**
 * A stored state outlives the version of the program that wrote it. Under one name it stays one kind of thing for ever: who needs another
 * kind gives it another name. What lives have shown is written down in state-kinds.json.
 */
it.each([...templates.keys()])('%s remembers nothing of another kind under a name that is taken', (id) => {
  const template = templates.get(id)!;
  const kinds = merged[id] ?? {};
  merged[id] = kinds;
  const watched = {
    ...template,
    step: (...args: Parameters<typeof template.step>) => {
      const stepped = template.step(...args);
      note(kinds, '', stepped.state);
      // As after a restart: what this very version has stored is neither refused nor filled in.
      expect(remembered(stepped.state, template.initial)).toBe(stepped.state);
      return stepped;
    },
  };
  const given = { day: '2026-10-24', from: at(0), until: at(7 * 1_440), params: agreements[id]![0], patient: { devices: kit } };
  const live = (when: readonly Happening[]) => void drive(watched, { ...given, when });
  fc.assert(fc.property(happenings(id), live), { numRuns: recording ? 60 : 8, seed: 20_261_122 });
  const taken = Object.entries(recorded[id] ?? {}).filter(([path, before]) => kinds[path] !== before && !recording);
  expect(taken.map(([path, before]) => `${path}: ${before}, now also ${kinds[path]}`)).toEqual([]);
});

afterAll(() => {
  if (recording) writeFileSync(file, `${JSON.stringify(merged, null, 2)}\n`);
});
