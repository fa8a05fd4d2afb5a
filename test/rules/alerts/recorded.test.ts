import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../rules/model/alert.ts';
import type { Recorded } from '../../../rules/model/answering.ts';
import { Case } from './case.ts';

const coordinator: Actor = { kind: 'user', id: 'pat', name: 'Pat', tier: 'professional' };
const heard: Recorded = { kind: 'step', id: 'r1', step: 'help.speak', answer: 'silence', note: '' };

describe('what is recorded while an alert is answered', () => {
  it('stands in the timeline in words and as data', () => {
    const alert = new Case();
    alert.command({ type: 'note', actor: coordinator, text: 'No reply.', recorded: heard });
    const entry = alert.timeline.at(-1)!;
    expect([entry.type, entry.text, entry.recorded, entry.actor]).toEqual(['note', 'No reply.', heard, coordinator]);
  });

  it('twice is once, and another is another', () => {
    const alert = new Case();
    const note = { type: 'note', actor: coordinator, text: 'No reply.' } as const;
    alert.command({ ...note, recorded: heard });
    const { version, entries } = alert.alert;
    alert.command({ ...note, recorded: heard });
    expect([alert.alert.version, alert.alert.entries]).toEqual([version, entries]);
    alert.command({ ...note, recorded: { ...heard, id: 'r2' } });
    expect(alert.alert.entries).toBe(entries + 1);
  });

  it('is nothing that somebody else’s decision has to be made anew for', () => {
    const alert = new Case();
    const before = alert.alert.decisiveVersion ?? alert.alert.version;
    alert.command({ type: 'note', actor: coordinator, text: 'No reply.', recorded: heard });
    expect(alert.alert.decisiveVersion).toBe(before);
  });
});
