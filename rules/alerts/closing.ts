import type { Actor, Attempt, OutcomeCode } from '../model/alert.ts';
import { localTime } from '../model/time.ts';
import { change, type Draft, record } from './draft.ts';
import { everyoneTold, notify } from './ladder.ts';
import { reviewMs } from './limits.ts';

/** What waits to be sent or spoken is no longer true. */
export function withdrawPending(draft: Draft, reason: string): void {
  const attempts = draft.alert.attempts.map((attempt): Attempt => {
    const pending =
      attempt.fate === 'planned' || (attempt.recipient.kind === 'device' && attempt.fate !== 'failed' && attempt.fate !== 'delivered');
    if (pending && attempt.fate !== 'suppressed') {
      draft.effects.push({ type: 'withdraw-notification', notificationId: attempt.notificationId, reason });
      return { ...attempt, fate: 'suppressed', sendAt: null, confirmByAt: null };
    }
    return attempt.confirmByAt === null ? attempt : { ...attempt, confirmByAt: null };
  });
  change(draft, { attempts });
}

function tellEveryone(draft: Draft, text: string, except: Actor | null): void {
  for (const one of everyoneTold(draft, except))
    notify(draft, one, 0, { purpose: 'resolved', body: text, key: `c${draft.alert.entries}`, lifeMs: 24 * 3_600_000 });
}

/**
 * The condition is over. Escalation stops and everyone who was told is told so. If nobody but the patient was asked,
 * the prompt has sufficed and the alert is closed; otherwise a person still codes the outcome (design §5).
 */
export function settle(draft: Draft, reason: string): void {
  if (draft.alert.status !== 'open') return;
  record(draft, 'cleared', reason);
  const onlyPatient = draft.alert.owner === null && draft.alert.attempts.every((attempt) => attempt.recipient.kind === 'device');
  withdrawPending(draft, 'condition cleared');
  change(draft, { status: 'cleared', clearedAt: draft.at, stepDueAt: null, reviewDueAt: draft.at + reviewMs });
  if (onlyPatient) {
    record(draft, 'closed', 'The patient answered; nobody else had been called.');
    const outcome = { code: 'prompt-sufficed', by: 'Hearthline', note: '' } as const;
    change(draft, { status: 'closed', closedAt: draft.at, reviewDueAt: null, outcome });
    return;
  }
  tellEveryone(draft, `${reason} Thank you; nothing more is asked of you.`, null);
}

/** A person records how it ended. Whoever was told and has not heard yet that it is over hears it now. */
export function close(draft: Draft, actor: Actor, outcome: OutcomeCode, note: string): void {
  const wasOpen = draft.alert.status === 'open';
  const said = outcome.replaceAll('-', ' ');
  record(draft, 'closed', `${actor.name} closed it: ${said}.${note ? ` ${note}` : ''}`, { actor });
  if (wasOpen) {
    const when = localTime(draft.people.patient.zone, draft.at);
    tellEveryone(draft, `${actor.name} has seen to it (${when}). Thank you; nothing more is asked of you.`, actor);
  }
  change(draft, {
    status: 'closed',
    closedAt: draft.at,
    owner: null,
    beforeAck: null,
    stepDueAt: null,
    reviewDueAt: null,
    outcome: { code: outcome, by: actor.name, note },
  });
}
