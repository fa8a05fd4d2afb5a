import { describe, expect, it } from 'vitest';
import { type Drive, device } from '../drive.ts';
import { again, inOrder, told } from './jitter.ts';

const devices = [device('smoke', 'smoke-alarm'), device('leak', 'water-sensor')];
const noon = '2026-03-02T12:00';
const hazard = (given: Drive) => told('home-hazard', { patient: { devices }, ...given });

const fire = [
  "12:00 raise high: Smoke alarm at Kathleen's at 12:00 (smoke). Fire service: 999.",
  '12:00 prompt speaker: The smoke alarm has gone off, {name}. Please leave the house now, and stay outside. We are calling for help.',
];
const wet = [
  "12:00 raise: Water alarm at Kathleen's at 12:00 (leak).",
  '12:00 prompt speaker: There is water on the floor, {name}. Please mind that you do not slip, and turn the tap off if you can.',
];

describe('an alarm that comes and goes', () => {
  it.each([
    ['twenty times in a minute', 3, 20, '12:15:57', '12:00'],
    ['for hours', 600, 20, '15:25', '15:10'],
  ])('%s is one: smoke', (_, everyS, times, quietAt, since) => {
    const when = again('smoke', 'smoke', ['alarm', 'clear'], noon, everyS, times);
    expect(hazard({ when })).toEqual([...fire, `${quietAt} evidence: smoke has been quiet since ${since}.`]);
  });

  it.each([
    ['twenty times in a minute', 3, 20, '12:15:57', '12:00'],
    ['for hours', 600, 20, '15:25', '15:10'],
  ])('%s is one, and is over once it stays dry: water', (_, everyS, times, quietAt, since) => {
    const when = again('leak', 'water-leak', ['alarm', 'clear'], noon, everyS, times);
    expect(hazard({ when })).toEqual([...wet, `${quietAt} clear: leak has been quiet since ${since}.`]);
  });

  it('and stays on in the end is not over', () => {
    const when = again('leak', 'water-leak', ['alarm', 'clear'], noon, 3, 21);
    expect(hazard({ when })).toEqual(wet);
  });

  it('and repeats itself every half minute says nothing new', () => {
    expect(hazard({ when: again('smoke', 'smoke', ['alarm'], noon, 30, 400) })).toEqual(fire);
  });

  it('with kept messages between them says nothing new', () => {
    const kept = again('smoke', 'smoke', ['alarm', 'clear'], '2026-03-02T12:00:01', 3, 20).map((one) => ({ ...one, snapshot: true }));
    const when = inOrder(again('smoke', 'smoke', ['alarm', 'clear'], noon, 3, 20), kept);
    expect(hazard({ when })).toEqual([...fire, '12:15:57 evidence: smoke has been quiet since 12:00.']);
  });
});
