import { describe, expect, it } from 'vitest';
import { toTasks } from '../../gateway/views/my/today.ts';
import type { AskedByAgreement } from '../../rules/engine/today.ts';
import { hour } from '../../rules/model/time.ts';

const noon = Date.UTC(2026, 0, 12, 12);
const dose = (words: string, from: number, due: number): AskedByAgreement => ({
  ...{ kind: 'dose', words, reading: null, scenarioId: 'pills' },
  fromAt: noon + from * hour,
  dueAt: noon + due * hour,
});
const asking = { knownAs: 'Kathleen', language: 'en', alerts: [], unread: 0, duty: null } as const;
const texts = (agreements: readonly AskedByAgreement[]) => toTasks({ ...asking, agreements }, noon).map(({ text }) => text);

describe('what is asked of a person today', () => {
  it('begins with what can be done now, then what was left out, the latest first, then what comes later', () => {
    const [early, morning, now, evening] = [dose('a', -6, -5), dose('b', -4, -3), dose('c', -1, 0.5), dose('d', 7, 8)];
    expect(texts([early, morning, now, evening])).toEqual(['Take your c', 'Take your b', 'Take your a']);
    expect(texts([morning, evening])).toEqual(['Take your b', 'Take your d']);
  });

  it('is left out from the instant at which it is due', () => {
    const open = dose('open', -1, 1);
    expect(texts([{ ...dose('due', -1, 0), dueAt: noon + 1 }, open])).toEqual(['Take your due', 'Take your open']);
    expect(texts([dose('due', -1, 0), open])).toEqual(['Take your open', 'Take your due']);
  });

  it('says what to enter, and of a day of drinks no time', () => {
    const drink: AskedByAgreement = { ...dose('300 / 1000 mL', -12, 12), kind: 'drink', reading: 'fluid-intake' };
    const repeat: AskedByAgreement = { ...dose('', -1, 1), kind: 'repeat', reading: 'blood-pressure' };
    expect(toTasks({ ...asking, agreements: [repeat, drink] }, noon)).toMatchObject([
      { kind: 'repeat', text: 'Rest a little, then measure your blood pressure again', readingKind: 'blood-pressure' },
      { kind: 'drink', text: 'Have something to drink (300 / 1000 mL so far)', readingKind: 'fluid-intake', dueAt: null },
    ]);
  });
});
