import { describe, expect, it } from 'vitest';
import { answerTo, type Finding } from '../../../device-sim/centre/answers.ts';
import type { ScriptStepView } from '../../../gateway/contract/answering.ts';
import { progressOf } from '../../../rules/answering/progress.ts';
import type { ScriptStep } from '../../../rules/answering/script.ts';
import { scripts } from '../../../rules/answering/scripts.ts';
import type { Recorded } from '../../../rules/model/answering.ts';

const shown = ({ id, answers }: ScriptStep): Pick<ScriptStepView, 'id' | 'answers'> => ({
  id,
  answers: answers.map(({ id: answer, label, asksFor = null }) => ({ id: answer, label, asksFor })),
});

/** The answers on the way through a script, until nothing can be said without words. */
function way(first: (typeof scripts)[number], finding: Finding): { readonly steps: readonly string[]; readonly isAtEnd: boolean } {
  const recorded: Recorded[] = [];
  for (;;) {
    const { current, walked } = progressOf(first, recorded);
    const answer = current && answerTo(shown(current), finding);
    if (!current || !answer) return { steps: walked.map(({ step }) => step.id), isAtEnd: current === null };
    const record = { id: `r${recorded.length}`, note: '' };
    recorded.push(
      current.kind === 'assess'
        ? { ...record, kind: 'assessment', answers: {}, advised: 'self-care', reasons: [], chosen: 'self-care', why: '' }
        : { ...record, kind: 'step', step: current.id, answer: answer.id },
    );
  }
}

const script = (id: string) => scripts.find((one) => one.id === id)!;

describe('the answers of the simulated centre', () => {
  it('lead somebody who is lonely to a service near by', () => {
    expect(way(script('call-for-help'), 'lonely')).toEqual({
      steps: ['help.speak', 'help.need', 'help.reassure', 'care.advise'],
      isAtEnd: true,
    });
  });

  it('lead silence to a visit', () => {
    expect(way(script('call-for-help'), 'silent').steps).toEqual([
      ...['help.speak', 'no-reply.listen', 'no-reply.phone', 'no-reply.go-out', 'visit.send', 'visit.report'],
    ]);
  });

  it.each(scripts.map(({ id }) => id))('come to an end in %s', (id) => {
    expect(way(script(id), 'lonely').isAtEnd).toBe(true);
  });
});
