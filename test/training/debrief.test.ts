import { describe, expect, it } from 'vitest';
import { debrief } from '../../gateway/training/debrief.ts';
import { exercises } from '../../gateway/training/exercises.ts';
import type { Actor, AlertState, TimelineEntry, TimelineType } from '../../rules/model/alert.ts';

const startedAt = Date.UTC(2026, 2, 2, 9);
const openedAt = startedAt + 20_000;
const exercise = exercises.find(({ id }) => id === 'pressed-by-mistake')!;
const ada: Actor = { kind: 'user', id: 'u1', name: 'Ada', tier: 'professional' };
const ann: Actor = { kind: 'contact', id: 'c1', name: 'Ann', tier: 'family' };

const entry = (type: TimelineType, afterMs: number, actor: Actor | null = ada): TimelineEntry => ({
  ...{ alertId: 'a', n: 1, at: openedAt + afterMs, type, text: '', actor, lateMs: null },
});
const alert = (timeline: TimelineEntry[], closed?: { afterMs: number; code: string }) => ({
  who: 'Albert',
  state: {
    openedAt,
    status: closed ? 'closed' : 'open',
    closedAt: closed ? openedAt + closed.afterMs : null,
    outcome: closed ? { code: closed.code, by: 'Ada', note: '' } : null,
  } as AlertState,
  timeline,
});
const met = (alerts: ReturnType<typeof alert>[], nowMs: number) =>
  debrief(exercise, startedAt, alerts, openedAt + nowMs).map((one) => one.met);

describe('how an exercise was answered', () => {
  it('says nothing yet while it can still go well', () => {
    expect(met([], 0)).toEqual([null]);
    expect(met([alert([])], 60_000)).toEqual([true, null, null, null, null]);
  });

  it('finds that nobody took it, one millisecond after each limit', () => {
    expect(met([alert([])], 60_001)).toEqual([true, false, null, null, null]);
    expect(met([alert([])], 180_001)).toEqual([true, false, false, null, null]);
  });

  it.each([
    [60_000, true, true],
    [60_001, false, true],
    [180_000, false, true],
    [180_001, false, false],
  ])('was taken after %i ms', (afterMs, inOne, inThree) => {
    expect(met([alert([entry('acknowledged', afterMs)])], 600_000).slice(1, 3)).toEqual([inOne, inThree]);
  });

  it('does not count what the family took', () => {
    expect(met([alert([entry('acknowledged', 1_000, ann), entry('note', 2_000, ann)])], 181_000)).toEqual([true, false, false, null, null]);
  });

  it.each([
    ['accidental', true],
    ['reassurance', true],
    ['fire', false],
  ])('ended as %s', (code, fits) => {
    const timeline = [entry('acknowledged', 5_000), entry('note', 9_000), entry('closed', 60_000)];
    expect(met([alert(timeline, { afterMs: 60_000, code })], 90_000)).toEqual([true, true, true, true, fits]);
  });

  it('is missed where nothing was written down by the end', () => {
    const timeline = [entry('acknowledged', 5_000), entry('closed', 60_000)];
    expect(met([alert(timeline, { afterMs: 60_000, code: 'accidental' })], 90_000)).toEqual([true, true, true, false, true]);
  });

  it('names the person of each finding where there are several alerts', () => {
    const two = exercises.find(({ id }) => id === 'two-at-once')!;
    const texts = debrief(two, startedAt, [alert([]), { ...alert([]), who: 'Stan' }], openedAt).map(({ text }) => text);
    expect(texts[0]).toBe('All 2 alerts were raised');
    expect(texts.slice(1).map((text) => text.split(':')[0])).toEqual([...Array(4).fill('Albert'), ...Array(4).fill('Stan')]);
  });

  it('is missed when its alert was not raised in its first six minutes', () => {
    expect(met([], 340_000)).toEqual([null]);
    expect(met([], 340_001)).toEqual([false]);
  });
});
