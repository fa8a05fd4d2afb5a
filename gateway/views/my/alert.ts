import { allowedFor } from '../../../rules/alerts/allowed.ts';
import { isInForce, stillAsked } from '../../../rules/alerts/attempts.ts';
import { stepsOf } from '../../../rules/alerts/steps.ts';
import type { Actor, AlertState, Attempt } from '../../../rules/model/alert.ts';
import type { Language } from '../../../rules/model/speech.ts';
import type { Instant } from '../../../rules/model/time.ts';
import type { MyAlertDetail } from '../../contract/my-alert-detail.ts';
import { type MyAlert, myAlertCommands } from '../../contract/my-circle.ts';
import { iso, isoOrNull } from '../instant.ts';
import { filled, wordsIn } from './words.ts';

export interface AlertReader {
  /** The reader as one who acts on alerts; null: they only look (the person it is about). */
  readonly actor: Actor | null;
  /** They were allowed to be told why. */
  readonly seesReason: boolean;
  readonly language: Language;
}

/** Whether this contact's answer is waited for. */
export function isAsked(alert: AlertState, contactId: string): boolean {
  return (
    alert.status === 'open' &&
    alert.owner === null &&
    alert.attempts.some(
      (one) => one.recipient.kind === 'contact' && one.recipient.id === contactId && isInForce(alert, one) && stillAsked(one),
    )
  );
}

/** An alert as somebody of the circle, or the person themselves, may see it. */
export function toMyAlert(alert: AlertState, knownAs: string, { actor, seesReason, language }: AlertReader, at: Instant): MyAlert {
  const { owner } = alert;
  const allowed = actor === null ? [] : allowedFor(alert, actor, at);
  return {
    id: alert.id,
    version: alert.version,
    patientId: alert.patientId,
    knownAs,
    severity: alert.severity,
    status: alert.status,
    text: seesReason ? alert.reason : filled(wordsIn[language].alertNeutral, { name: knownAs }),
    openedAt: iso(alert.openedAt),
    owner: owner && {
      name: owner.actor.name,
      mine: owner.actor.kind === actor?.kind && owner.actor.id === actor.id,
      untilAt: iso(owner.untilAt),
    },
    asked: actor !== null && isAsked(alert, actor.id),
    allowed: myAlertCommands.filter((type) => allowed.includes(type)),
  };
}

/** What came of asking somebody; null: they were not asked after all. */
function outcomeOf({ fate, declined }: Attempt, language: Language): string | null {
  const { tried } = wordsIn[language];
  if (declined) return tried.declined;
  if (fate === 'suppressed') return null;
  if (fate === 'failed') return tried.failed;
  return fate === 'planned' ? tried.later : tried.asked;
}

function nextText(alert: AlertState, language: Language): string | null {
  if (alert.status !== 'open' || alert.stepDueAt === null) return null;
  const { nextFamily, nextCentre, nextOthers } = wordsIn[language];
  if (alert.heldBack?.length) return nextFamily;
  const level = stepsOf(alert)[alert.step + 1]?.level ?? 'coordination';
  return {
    family: nextFamily,
    coordination: nextCentre,
    patient: nextOthers,
    agency: nextOthers,
    'rapid-response': nextOthers,
    emergency: nextCentre,
  }[level];
}

/** The same with what was tried, what comes next, and to whom it can be handed. */
export function toMyAlertDetail(
  alert: AlertState,
  knownAs: string,
  reader: AlertReader,
  others: readonly { readonly id: string; readonly name: string }[],
  at: Instant,
): Omit<MyAlertDetail, 'plan'> {
  const tried = new Map<string, string>();
  for (const attempt of alert.attempts) {
    const { kind, id, name } = attempt.recipient;
    const text = kind === 'device' || id === reader.actor?.id ? null : outcomeOf(attempt, reader.language);
    if (text !== null) tried.set(name, text);
  }
  const next = nextText(alert, reader.language);
  const summary = toMyAlert(alert, knownAs, reader, at);
  return {
    ...summary,
    tried: [...tried].map(([name, text]) => ({ name, text })),
    nextText: next,
    nextAt: next === null ? null : isoOrNull(alert.stepDueAt),
    handOverTo: summary.allowed.includes('hand-over') ? others.map(({ id, name }) => ({ contactId: id, name })) : [],
  };
}
