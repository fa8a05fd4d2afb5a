import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DeadlineQueue } from '../../../rules/engine/deadline-queue.ts';

const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const action = fc.oneof(
  fc.record({ do: fc.constant('note' as const), id: ids, at: fc.option(fc.integer({ min: 0, max: 50 }), { nil: null, freq: 8 }) }),
  fc.record({ do: fc.constant('take' as const), now: fc.integer({ min: 0, max: 50 }) }),
);

it('does what a plain list of the earliest noted times does', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 200 }), (actions) => {
      const queue = new DeadlineQueue();
      const model = new Map<string, number>();
      for (const one of actions) {
        if (one.do === 'note') {
          queue.note(one.id, one.at);
          if (one.at !== null) model.set(one.id, Math.min(one.at, model.get(one.id) ?? Number.POSITIVE_INFINITY));
        } else {
          const taken = queue.take(one.now);
          const earliest = Math.min(...model.values());
          if (earliest > one.now) expect(taken).toBeUndefined();
          else expect(model.get(taken as string)).toBe(earliest);
          if (taken !== undefined) model.delete(taken);
        }
        const nextAt = queue.nextAt();
        if (model.size > 0) expect(nextAt).toBeLessThanOrEqual(Math.min(...model.values()));
      }
      for (let left = model.size; left > 0; left--) expect(model.delete(queue.take(50) as string)).toBe(true);
      expect(queue.take(Number.POSITIVE_INFINITY)).toBeUndefined();
      expect(queue.nextAt()).toBeNull();
    }),
    { seed: 20_260_302, numRuns: 500 },
  );
});

it('takes ten thousand in the order of their times', () => {
  const queue = new DeadlineQueue();
  const at = (i: number) => (i * 7_919) % 10_007;
  for (let i = 0; i < 10_000; i++) queue.note(`p${i}`, at(i));
  const taken = Array.from({ length: 10_000 }, () => Number((queue.take(20_000) as string).slice(1)));
  expect(taken.map(at)).toEqual(Array.from({ length: 10_000 }, (_, i) => at(i)).toSorted((a, b) => a - b));
});
