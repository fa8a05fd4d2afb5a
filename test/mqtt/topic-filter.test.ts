import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, isFilter, isTopic } from '../../gateway/mqtt/topic-filter.ts';

describe('which topics a filter stands for (MQTT 3.1.1, 4.7)', () => {
  it.each([
    // filter               topic                         matches
    ['sport/tennis/player1/#', 'sport/tennis/player1', true],
    ['sport/tennis/player1/#', 'sport/tennis/player1/ranking', true],
    ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
    ['sport/#', 'sport', true],
    ['sport/#', 'sports', false],
    ['sport/tennis/+', 'sport/tennis/player1', true],
    ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
    ['sport/+', 'sport', false],
    ['sport/+', 'sport/', true],
    ['+', 'finance', true],
    ['+', '/finance', false],
    ['/+', '/finance', true],
    ['+/+', '/finance', true],
    ['+/tennis/#', 'sport/tennis', true],
    ['#', '$SYS/uptime', false],
    ['+/monitor/Clients', '$SYS/monitor/Clients', false],
    ['$SYS/#', '$SYS/uptime', true],
    ['$SYS/monitor/+', '$SYS/monitor/Clients', true],
    ['#', '/', true],
    ['#', 'a//b', true],
    ['a/+/b', 'a//b', true],
    ['ACCOUNTS', 'Accounts', false],
    ['/finance', 'finance', false],
    ['a/$x', 'a/$x', true],
    ['a/+', 'a/$x', true],
  ])('%s and %s: %s', (filter, topic, matches) => {
    expect(covers(filter, topic)).toBe(matches);
  });
});

describe('which filters lie inside another', () => {
  it.each([
    ['#', '#', true],
    ['#', '+', true],
    ['#', '+/#', true],
    ['#', '$SYS/#', false],
    ['+/#', '#', false],
    ['+', '#', false],
    ['+', '+', true],
    ['+', 'a/+', false],
    ['a/#', 'a', true],
    ['a/#', 'a/#', true],
    ['a/#', 'a/+/b', true],
    ['a', 'a/#', false],
    ['a/+', 'a/#', false],
    ['a/+', 'a/+', true],
    ['a/b', 'a/+', false],
    ['a/+/c', 'a/b/c', true],
    ['a/+/c', 'a/b/+', false],
  ])('%s holds %s: %s', (outer, inner, inside) => {
    expect(covers(outer, inner)).toBe(inside);
  });
});

it('a filter inside another stands for no topic outside it', () => {
  const level = fc.constantFrom('a', 'b', '', '$x');
  const topic = fc
    .array(level, { minLength: 1, maxLength: 4 })
    .map((levels) => levels.join('/'))
    .filter(isTopic);
  const filter = fc
    .tuple(fc.array(fc.constantFrom('a', 'b', '+', '$x'), { maxLength: 3 }), fc.constantFrom('a', '+', '#'))
    .map(([levels, last]) => [...levels, last].join('/'));
  fc.assert(
    fc.property(filter, filter, topic, (outer, inner, name) => {
      fc.pre(covers(inner, name) && covers(outer, inner));
      return covers(outer, name);
    }),
  );
});

it.each([
  ['a/b', true],
  ['+/b/#', true],
  ['/', true],
  ['#', true],
  ['', false],
  ['a#', false],
  ['a/#/b', false],
  ['a+', false],
  ['+a/b', false],
  ['a\0', false],
])('%j is a valid filter: %s', (filter, valid) => {
  expect(isFilter(filter)).toBe(valid);
});
