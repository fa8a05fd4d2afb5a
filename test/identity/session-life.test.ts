import { describe, expect, it } from 'vitest';
import { sessionEndsAt } from '../../gateway/identity/session-life.ts';
import { day, hour } from '../../rules/model/time.ts';

describe('a session is over', () => {
  const startedAt = Date.UTC(2026, 0, 5, 8);

  it.each([
    ['coordinator', 12 * hour, 12 * hour],
    ['coordinator', 24 * hour - 1, 24 * hour - 1],
    ['coordinator', 30 * hour, 24 * hour],
    ['administrator', 30 * hour, 24 * hour],
    ['patient', 30 * hour, 30 * hour],
    ['contact', 31 * day, 30 * day],
  ] as const)('of a %s whose use lasts until %i ms, at %i ms', (role, idle, ends) => {
    expect(sessionEndsAt(role, { startedAt, idleEndsAt: startedAt + idle }) - startedAt).toBe(ends);
  });
});
