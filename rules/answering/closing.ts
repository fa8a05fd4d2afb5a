import type { OutcomeCode } from '../model/alert.ts';
import type { Recorded } from '../model/answering.ts';
import { progressOf } from './progress.ts';
import type { Script } from './script.ts';

type Call = Extract<Recorded, { kind: 'call' }>;

/** Contacts whose last call reached nobody, in the order of those calls. */
export function notReached(recorded: readonly Recorded[]): Call[] {
  const last = new Map<string, Call>();
  for (const one of recorded) if (one.kind === 'call') last.set(one.contactId, one);
  return [...last.values()].filter(({ result }) => result === 'no-answer' || result === 'voicemail' || result === 'engaged');
}

/** What must be recorded before an alert can be closed so. */
export interface Lacking {
  /** Contacts of whom nobody has said why they could not be reached. */
  readonly whyNotReached: readonly { readonly contactId: string; readonly name: string }[];
  /** There was no reply, nobody went, and nobody has said why. */
  readonly noVisitReason: boolean;
}

/** The answer that nobody needs to go, which is never given without a reason. */
const noVisit = 'no-visit';
/** With these somebody went, or was sent. */
const somebodyWent: ReadonlySet<OutcomeCode> = new Set([
  'keyholder-attending',
  'responder',
  'urgent-community-response',
  '999',
  'police',
  'fire',
]);
export function lackingToClose(script: Script, recorded: readonly Recorded[], outcome: OutcomeCode): Lacking {
  const explained = new Set(recorded.flatMap((one) => (one.kind === 'not-reached' ? [one.contactId] : [])));
  const { walked, current } = progressOf(script, recorded);
  const wasSilent = walked.some(({ answer }) => answer.next?.startsWith('no-reply.'));
  const saidWhy = recorded.some((one) => one.kind === 'step' && one.answer === noVisit);
  return {
    whyNotReached:
      outcome === 'unable-to-contact'
        ? notReached(recorded)
            .filter(({ contactId }) => !explained.has(contactId))
            .map(({ contactId, name }) => ({ contactId, name }))
        : [],
    // A script that is at its end has said what became of the silence.
    noVisitReason: wasSilent && current !== null && !saidWhy && !somebodyWent.has(outcome),
  };
}
