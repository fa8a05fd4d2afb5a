import type { Actor } from '../model/alert.ts';
import type { AlertCommand } from '../model/input.ts';
import type { Instant } from '../model/time.ts';
import { stopWaitingForConfirmation } from './attempts.ts';
import { change, type Draft, record } from './draft.ts';
import { restsWithAnother } from './following.ts';
import { fireStep, resume } from './ladder.ts';
import { leaseMs } from './limits.ts';
import { endWhole } from './snooze.ts';
import { dutyEndsAt } from './teams.ts';

/**
 * One line of a visit by rapid response, in the order of `line`: one that was told before is not told again. While a crew is on its way or
 * with the person the alert rests: whoever of the service has it keeps it for so long, and where nobody has, the crew does.
 */
export function visit(draft: Draft, { actor, line, text, rest }: Extract<AlertCommand, { type: 'visit' }>): void {
  if (line <= (draft.alert.visitLine ?? 0)) return;
  change(draft, { visitLine: line });
  record(draft, 'visit', text, { actor });
  // Who has it, and for how long, follows the alert that it is merged into.
  if (restsWithAnother(draft.alert)) return;
  if (rest === 'resume') visitOver(draft);
  else if (rest !== null && rest > draft.at) restUntil(draft, actor, rest);
}

function restUntil(draft: Draft, crew: Actor, untilAt: Instant): void {
  const { owner, status, stepDueAt } = draft.alert;
  endWhole(draft, `${crew.name} is on the visit.`);
  stopWaitingForConfirmation(draft, () => true);
  const stays =
    owner?.actor.tier === 'professional' && !owner.onVisit && (dutyEndsAt(owner.actor, draft.people, draft.at) ?? untilAt) >= untilAt;
  change(draft, {
    owner: stays ? { ...owner, untilAt: Math.max(owner.untilAt, untilAt) } : { actor: crew, sinceAt: draft.at, untilAt, onVisit: true },
    beforeAck: null,
    centreAskedAt: null,
    stepDueAt: status === 'open' ? null : stepDueAt,
  });
}

/** The visit has ended and the alert has not: the centre decides. */
function visitOver(draft: Draft): void {
  const { owner, status, plan, severity } = draft.alert;
  if (owner === null) return;
  const leaseEndsAt = draft.at + leaseMs[severity];
  if (!owner.onVisit) return change(draft, { owner: { ...owner, untilAt: Math.min(owner.untilAt, leaseEndsAt) } });
  if (status === 'cleared') return change(draft, { owner: null, reviewDueAt: leaseEndsAt });
  const centre = plan.steps.findIndex(({ level }) => level === 'coordination');
  if (centre < 0) return resume(draft);
  change(draft, { generation: draft.alert.generation + 1, owner: null });
  fireStep(draft, centre);
}
