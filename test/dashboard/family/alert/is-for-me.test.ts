import { expect, it } from 'vitest';
import { isForMe } from '../../../../dashboard/family/alert/is-for-me.ts';

const owner = { name: 'Peter', untilAt: '2026-11-23T12:00:00Z' };

it.each([
  [true, 'nobody has it and they may take it', { status: 'open', owner: null, allowed: ['acknowledge', 'decline'] }],
  [true, 'they have it', { status: 'open', owner: { ...owner, mine: true }, allowed: ['unacknowledge'] }],
  [false, 'somebody else has it', { status: 'open', owner: { ...owner, mine: false }, allowed: ['acknowledge'] }],
  [false, 'they only look on', { status: 'open', owner: null, allowed: [] }],
  [false, 'it has settled', { status: 'cleared', owner: null, allowed: ['acknowledge'] }],
] as const)('an alert on the first page: %s where %s', (shown, _, alert) => {
  expect(isForMe({ ...alert, allowed: [...alert.allowed] })).toBe(shown);
});
