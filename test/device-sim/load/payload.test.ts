import { describe, expect, it } from 'vitest';
import { readingId, readingPayload } from '../../../device-sim/load/payload.ts';
import { reading } from '../../../gateway/contract/messages.ts';

describe('load payloads', () => {
  it('are readings of the contract, each with its own id and the time it was made', () => {
    let now = Date.parse('2026-03-01T07:45:00.123Z');
    const payload = readingPayload({ run: 'r1', kind: 'motion', value: true, now: () => now });
    const first = reading.parse(JSON.parse(payload(3, 0).toString()));
    expect(first).toEqual({ id: readingId('r1', 3, 0), kind: 'motion', value: true, observedAt: '2026-03-01T07:45:00.123Z' });
    now += 1;
    const later = reading.parse(JSON.parse(payload(1_999, 123_456_789).toString()));
    expect(later.id).toBe('r1-01999-123456789');
    expect(later.observedAt).toBe('2026-03-01T07:45:00.124Z');
  });

  it('leave no digit of the one before', () => {
    const payload = readingPayload({ run: 'r', kind: 'power', value: 12, now: () => 0 });
    payload(99_999, 999_999_999);
    expect(JSON.parse(payload(0, 10).toString()).id).toBe('r-00000-000000010');
  });
});
