import { describe, expect, it } from 'vitest';
import { allowedCommands, allowedFor } from '../../../rules/alerts/allowed.ts';
import type { Actor, AlertState } from '../../../rules/model/alert.ts';
import { minute } from '../../../rules/model/time.ts';
import { Case, type Given } from './case.ts';
import { amin, bea, kathleen, mary, nell } from './people.ts';

function state(given: Given, what: 'open' | 'cleared' | 'closed', owner?: Actor): { alert: AlertState; at: number } {
  const k = new Case(given);
  k.pass(35 * minute);
  if (owner) k.command({ type: 'acknowledge', actor: owner });
  if (what !== 'open') k.tell({ type: 'cleared', reason: 'Over.' });
  if (what === 'closed') k.command({ type: 'close', actor: amin, outcome: 'test', note: '' });
  k.pass(minute);
  return { alert: k.alert, at: k.now };
}

const rows: [string, Given, 'open' | 'cleared' | 'closed', Actor | undefined, Actor, string][] = [
  ['nobody has it, professional', {}, 'open', undefined, amin, 'acknowledge hand-over decline merge note close'],
  ['nobody has it, family', {}, 'open', undefined, mary, 'acknowledge decline snooze note'],
  ['nobody has it, patient', {}, 'open', undefined, kathleen, 'note'],
  ['own, professional', {}, 'open', amin, amin, 'acknowledge hand-over decline snooze merge note close'],
  ['another professional has it', {}, 'open', amin, bea, 'hand-over decline join merge note close'],
  ['a professional has it, family', {}, 'open', amin, mary, 'decline snooze note'],
  ['own, family', {}, 'open', mary, mary, 'acknowledge hand-over decline snooze note close'],
  ['own, family, high', { severity: 'high' }, 'open', mary, mary, 'acknowledge hand-over decline note'],
  ['other family has it', {}, 'open', mary, nell, 'decline snooze note'],
  ['high, family', { severity: 'high' }, 'open', undefined, mary, 'acknowledge decline note'],
  ['family has it, professional', {}, 'open', mary, amin, 'acknowledge hand-over decline join merge note close'],
  ['cleared, professional', {}, 'cleared', undefined, amin, 'acknowledge hand-over merge note close'],
  ['cleared, family', {}, 'cleared', undefined, mary, 'acknowledge note close'],
  ['cleared, family, high', { severity: 'high' }, 'cleared', undefined, mary, 'acknowledge note'],
  ['cleared, patient', {}, 'cleared', undefined, kathleen, 'note'],
  ['closed', {}, 'closed', undefined, amin, ''],
];

describe('who may do what', () => {
  it.each(rows)('%s', (_, given, what, owner, actor, allowed) => {
    const { alert, at } = state(given, what, owner);
    expect(allowedFor(alert, actor, at).join(' ')).toBe(allowed);
  });

  it('shows on a worklist what some professional, or who holds it, can do', () => {
    const own = state({}, 'open', amin);
    expect(allowedCommands(own.alert, own.at)).toEqual(['acknowledge', 'hand-over', 'decline', 'snooze', 'join', 'merge', 'note', 'close']);
    expect(allowedCommands(own.alert, own.at - minute)).toContain('unacknowledge');
    const closed = state({}, 'closed');
    expect(allowedCommands(closed.alert, closed.at)).toEqual([]);
  });
});
