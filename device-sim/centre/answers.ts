import type { ScriptStepView } from '../../gateway/contract/answering.ts';

type Answer = ScriptStepView['answers'][number];

/** What the simulated centre finds: somebody who is lonely and wants company, or nobody who replies, so that a crew goes. */
export type Finding = 'lonely' | 'silent';

/** What is said at these steps; at any other the first answer that needs no words. */
const said: Readonly<Record<Finding, Readonly<Record<string, string>>>> = {
  lonely: { 'help.speak': 'needs-help', 'help.need': 'worried', 'help.reassure': 'support' },
  silent: {
    'help.speak': 'silence',
    'no-reply.listen': 'silence',
    'no-reply.phone': 'silence',
    'no-reply.go-out': 'team',
    'visit.send': 'sent',
  },
};

/** The answer to a step of the call script; null: none of its answers goes without words. */
export function answerTo({ id, answers }: Pick<ScriptStepView, 'id' | 'answers'>, finding: Finding): Answer | null {
  return answers.find((answer) => answer.id === said[finding][id]) ?? answers.find(({ asksFor }) => asksFor === null) ?? null;
}
