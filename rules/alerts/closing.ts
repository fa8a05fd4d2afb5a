import type { Actor, AlertState, OutcomeCode } from '../model/alert.ts';
import type { WithdrawnConsent } from '../model/patient.ts';
import { localTime } from '../model/time.ts';
import { stopWaitingForConfirmation, withdraw } from './attempts.ts';
import { change, type Draft, record } from './draft.ts';
import { reviewMs } from './limits.ts';
import { settleSnoozes } from './snooze.ts';
import { tellEveryone } from './telling.ts';

/** What waits to be sent or spoken is no longer true, and no answer is waited for. */
function withdrawPending(draft: Draft, reason: string): void {
  withdraw(
    draft,
    ({ fate, recipient }) => fate === 'planned' || (recipient.kind === 'device' && (fate === 'queued' || fate === 'sent')),
    reason,
  );
  // A device that was away may come back to what it missed.
  for (const { recipient, fate, notificationId } of draft.alert.attempts)
    if (recipient.kind === 'device' && fate === 'failed') draft.effects.push({ type: 'withdraw-notification', notificationId, reason });
  stopWaitingForConfirmation(draft, () => true);
}

/** Nobody but the patient has been asked, nor should have been, nor has anybody taken it up: the ladder never went past their rungs. */
function onlyPatientAsked({ alert }: Draft): boolean {
  const { attempts, plan, step } = alert;
  return (
    alert.owner === null &&
    alert.generation === 1 &&
    attempts.length > 0 &&
    attempts.every(({ recipient }) => recipient.kind === 'device') &&
    plan.steps.slice(0, step + 1).every(({ level }) => level === 'patient')
  );
}

/**
 * The condition is over. Escalation stops and everyone who was told is told so. If nobody but the patient was asked,
 * the prompt has sufficed and the alert is closed; otherwise a person still codes the outcome (design §5).
 */
export function settle(draft: Draft, reason: string): void {
  if (draft.alert.status !== 'open') return;
  record(draft, 'cleared', reason);
  settleSnoozes(draft);
  const sufficed = onlyPatientAsked(draft);
  withdrawPending(draft, 'condition cleared');
  change(draft, { status: 'cleared', clearedAt: draft.at, stepDueAt: null, centreAskedAt: null, reviewDueAt: draft.at + reviewMs });
  if (sufficed) {
    record(draft, 'closed', 'The patient answered; nobody else had been called.');
    const outcome = { code: 'prompt-sufficed', by: 'Hearthline', note: '' } as const;
    change(draft, { status: 'closed', closedAt: draft.at, reviewDueAt: null, beforeAck: null, outcome });
    return;
  }
  tellEveryone(draft, (words) => `${reason} ${words.nothingMore}`, null);
}

/** A person records how it ended. Whoever was told and has not heard yet that it is over hears it now. */
export function close(draft: Draft, actor: Actor, outcome: OutcomeCode, note: string): void {
  const wasOpen = draft.alert.status === 'open';
  const said = outcome.replaceAll('-', ' ');
  record(draft, 'closed', `${actor.name} closed it: ${said}.${note ? ` ${note}` : ''}`, { actor });
  if (wasOpen) {
    const when = localTime(draft.people.patient.zone, draft.at);
    tellEveryone(draft, (words) => `${words.seenTo(actor.name, when)} ${words.nothingMore}`, actor);
  }
  end(draft, 'closed', { code: outcome, by: actor.name, note });
}

/** Closed by who has closed the alert that this one follows, with its outcome. */
export function closeWithLeader(draft: Draft, actor: Actor, { code, note }: { readonly code: OutcomeCode; readonly note: string }): void {
  close(
    draft,
    actor,
    code,
    note === '' ? 'Together with the alert that it followed.' : `${note} (Together with the alert that it followed.)`,
  );
}

/**
 * Consent for what this alert is about has been taken back: nobody is to be asked about it any more, from that instant on. It is a person's
 * act, so the alert is closed with it, in the name of who recorded it; everyone who was told hears why.
 */
export function endWithConsent(draft: Draft, { by, recordedBy }: WithdrawnConsent): void {
  const why = `${by} has taken back the consent for this`;
  record(draft, 'closed', `${why}, recorded by ${recordedBy}: it is no longer watched.`);
  tellEveryone(draft, (words) => `${why}, so we no longer watch it. ${words.nothingMore}`, null);
  end(draft, 'consent taken back', { code: 'condition-settled', by: recordedBy, note: `${why}.` });
}

function end(draft: Draft, reason: string, outcome: NonNullable<AlertState['outcome']>): void {
  withdrawPending(draft, reason);
  change(draft, {
    status: 'closed',
    closedAt: draft.at,
    owner: null,
    beforeAck: null,
    stepDueAt: null,
    centreAskedAt: null,
    reviewDueAt: null,
    outcome,
    ...(draft.alert.snoozes && { snoozes: [] }),
  });
}
