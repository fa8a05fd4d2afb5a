import { describe, expect, it } from 'vitest';
import { instantAt, localInput } from '../../../../dashboard/shared/time/wall-clock.ts';

describe('a wall clock in another zone', () => {
  it.each([
    ['Europe/London', '2026-01-12T10:30', '2026-01-12T10:30:00.000Z'],
    ['Europe/London', '2026-07-12T10:30', '2026-07-12T09:30:00.000Z'],
    ['America/New_York', '2026-03-08T01:59', '2026-03-08T06:59:00.000Z'],
    ['America/New_York', '2026-03-08T03:00', '2026-03-08T07:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-01-12T00:15', '2026-01-11T13:15:00.000Z'],
    ['Asia/Kathmandu', '2026-01-12T00:00', '2026-01-11T18:15:00.000Z'],
  ])('in %s shows %s at %s, and the other way round', (zone, local, instant) => {
    expect(new Date(instantAt(zone, local) ?? 0).toISOString()).toBe(instant);
    expect(localInput(zone, Date.parse(instant))).toBe(local);
  });

  it('gives an instant for a time that is skipped or comes twice, and none for what is no date', () => {
    expect(instantAt('Europe/London', '2026-03-29T01:30')).not.toBeNull();
    expect(localInput('Europe/London', instantAt('Europe/London', '2026-10-25T01:30') ?? 0)).toBe('2026-10-25T01:30');
    expect(instantAt('Europe/London', '')).toBeNull();
  });
});
