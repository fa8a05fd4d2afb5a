import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FilterTree } from '../../gateway/mqtt/filter-tree.ts';
import { GrantedSubscriptions } from '../../gateway/mqtt/granted.ts';
import { covers } from '../../gateway/mqtt/topic-filter.ts';
import { TopicTree } from '../../gateway/mqtt/topic-tree.ts';

const level = fc.constantFrom('a', 'b', '', '$x', '__proto__');
const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
const filter = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { maxLength: 3 }), fc.oneof(level, fc.constantFrom('+', '#')))
  .map(([levels, last]) => [...levels, last].join('/'));

describe('trees', () => {
  it('a topic finds the filters that stand for it, and not those taken away', () => {
    fc.assert(
      fc.property(fc.uniqueArray(filter), fc.uniqueArray(filter), topic, (filters, gone, name) => {
        const tree = new FilterTree<string>();
        for (const one of [...filters, ...gone]) tree.add(one, one);
        for (const one of gone) tree.remove(one, one);
        const left = filters.filter((one) => !gone.includes(one));
        expect(tree.match(name).toSorted()).toEqual(left.filter((one) => covers(one, name)).toSorted());
      }),
    );
  });

  it('a filter finds the topics it stands for, and not those taken away', () => {
    fc.assert(
      fc.property(fc.uniqueArray(topic), fc.uniqueArray(topic), filter, (topics, gone, wanted) => {
        const tree = new TopicTree<string>();
        for (const one of [...topics, ...gone]) tree.set(one, one);
        for (const one of gone) tree.delete(one);
        const left = topics.filter((one) => !gone.includes(one));
        expect([...tree.match(wanted)].toSorted()).toEqual(left.filter((one) => covers(wanted, one)).toSorted());
        for (const one of topics) expect(tree.get(one)).toBe(gone.includes(one) ? undefined : one);
      }),
    );
  });

  it('removing what is not there changes nothing', () => {
    const filters = new FilterTree<number>();
    filters.add('a/b', 1);
    filters.remove('a/b', 2);
    filters.remove('a', 1);
    filters.remove('a/b/c', 1);
    expect(filters.match('a/b')).toEqual([1]);
    const topics = new TopicTree<number>();
    topics.set('a/b', 1);
    topics.delete('a');
    topics.delete('a/b/c');
    expect(topics.get('a/b')).toBe(1);
  });
});

it('of several subscriptions the highest QoS counts', () => {
  const granted = new GrantedSubscriptions();
  granted.set('#', 0);
  granted.set('a/+', 2);
  granted.set('a/+', 1);
  expect([granted.highest('a/b'), granted.highest('b'), granted.highest('$x')]).toEqual([1, 0, null]);
  granted.delete('a/+');
  granted.delete('never');
  expect(granted.highest('a/b')).toBe(0);
});
