import { type InOrder, notTriedBefore } from '../../rules/answering/call-order.ts';
import { lackingToClose } from '../../rules/answering/closing.ts';
import { countsForMs } from '../../rules/answering/known-readings.ts';
import { progressOf, suggestedOutcome } from '../../rules/answering/progress.ts';
import { questionsFor } from '../../rules/answering/questions.ts';
import type { ScriptStep } from '../../rules/answering/script.ts';
import { scriptFor } from '../../rules/answering/scripts.ts';
import type { AlertState, TimelineEntry } from '../../rules/model/alert.ts';
import type { Recorded } from '../../rules/model/answering.ts';
import { type BloodPressure, type Observation, type ObservationKind, observationKinds } from '../../rules/model/observation.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { AnsweringView, FollowUpView, KnownReadingView, ScriptStepView } from '../contract/answering.ts';
import type { ReferralView } from '../contract/services.ts';
import type { FollowUpRow } from '../store/follow-ups.ts';
import type { SignpostRow } from '../store/signposts.ts';
import { iso, isoOrNull } from './instant.ts';

/** What stands around an alert that is being answered. */
export interface AnsweringSurroundings {
  readonly alert: AlertState;
  readonly timeline: readonly TimelineEntry[];
  readonly knownAs: string;
  /** Of the last seven days, in any order. */
  readonly readings: readonly Observation[];
  readonly contacts: readonly InOrder[];
  readonly followUps: readonly FollowUpRow[];
  readonly signposts: readonly SignpostRow[];
  readonly referrals: readonly ReferralView[];
}

/** What was recorded while an alert was answered, in its order. */
export const recordedIn = (timeline: readonly TimelineEntry[]): Recorded[] => timeline.flatMap(({ recorded }) => recorded ?? []);

/** What people wrote down, answers and free notes alike, as sentences, for whoever comes later and is not to ask again. */
export const recordedSentences = (timeline: readonly TimelineEntry[]): string[] =>
  timeline.flatMap(({ type, text }) => (type === 'note' ? [text] : []));

/** The kind of measurement that an alert is about; null: none. */
export function kindOfAlert(alert: AlertState): ObservationKind | null {
  const kinds = alert.evidence.flatMap(({ observation }) => observation?.kind ?? []);
  const kind = kinds.findLast(
    (one): one is ObservationKind => one in observationKinds && observationKinds[one as ObservationKind].unit !== null,
  );
  return kind ?? null;
}

export function toAnsweringView(around: AnsweringSurroundings, at: Instant): AnsweringView {
  const { alert, timeline, knownAs } = around;
  const script = scriptFor(alert.template);
  const recorded = recordedIn(timeline);
  const progress = progressOf(script, recorded);
  const entryOf = new Map(timeline.flatMap((entry) => (entry.recorded ? [[entry.recorded.id, entry] as const] : [])));
  const who = (id: string) => ({ at: iso(entryOf.get(id)!.at), by: entryOf.get(id)!.actor?.name ?? '' });
  const noteOf = (one: Recorded | undefined) => (one?.kind === 'step' ? one.note : one?.kind === 'assessment' ? one.why : '');
  const assessment = recorded.findLast((one) => one.kind === 'assessment');
  const about = kindOfAlert(alert);
  const readings = knownReadings(around.readings, at);
  return {
    alertId: alert.id,
    script: { id: script.id, title: script.title, source: script.source },
    walked: progress.walked.map(({ step, answer, record }) => ({
      step: toStepView(step, knownAs),
      answer: answer.label.replaceAll('{name}', knownAs),
      note: noteOf(entryOf.get(record)?.recorded),
      ...who(record),
    })),
    current: progress.current && toStepView(progress.current, knownAs),
    calls: recorded.flatMap((one) =>
      one.kind === 'call'
        ? [
            {
              contactId: one.contactId,
              name: one.name,
              result: one.result,
              arrivesAt: isoOrNull(one.arrivesAt),
              outOfOrder: one.outOfOrder ?? null,
              note: one.note,
              ...who(one.id),
            },
          ]
        : [],
    ),
    notTheirTurn: around.contacts.flatMap(({ id }) => {
      const before = notTriedBefore(around.contacts, id, recorded);
      return before.length > 0 ? [{ contactId: id, before }] : [];
    }),
    assessment: assessment
      ? {
          advised: assessment.advised,
          reasons: [...assessment.reasons],
          chosen: assessment.chosen,
          why: assessment.why,
          ...who(assessment.id),
        }
      : null,
    questions: questionsFor(script.id).map(({ id, text, answers }) => ({
      id,
      text,
      answers: answers.map(({ id, label }) => ({ id, label })),
    })),
    readings,
    trend: readings.find(({ kind, points }) => kind === about && points.length > 1) ?? null,
    suggestedOutcome: suggestedOutcome(progress, recorded),
    notReached: [...lackingToClose(script, recorded, 'unable-to-contact').whyNotReached],
    followUps: around.followUps.map(toFollowUpView),
    signposts: around.signposts.map(({ id, serviceName, how, note, at: toldAt, by }) => ({
      id,
      serviceName,
      how,
      note,
      at: iso(toldAt),
      by,
    })),
    referrals: around.referrals.map(({ id, serviceName, step, reason, dueAt }) => ({ id, serviceName, step, reason, dueAt })),
  };
}

function toStepView(step: ScriptStep, knownAs: string): ScriptStepView {
  const named = (text: string) => text.replaceAll('{name}', knownAs);
  return {
    id: step.id,
    kind: step.kind,
    text: named(step.text),
    hint: step.hint === undefined ? null : named(step.hint),
    answers: step.answers.map(({ id, label, asksFor }) => ({ id, label: named(label), asksFor: asksFor ?? null })),
  };
}

export function toFollowUpView({ dueAt, doneAt, chasedAt, ...row }: FollowUpRow): FollowUpView {
  return { ...row, dueAt: iso(dueAt), doneAt: isoOrNull(doneAt), chasedAt: isoOrNull(chasedAt) };
}

const readableUnits: Readonly<Record<string, string>> = { 'mm[Hg]': 'mmHg', Cel: '°C', '1': '' };

function textOf({ kind, value }: Observation): string {
  const { unit } = observationKinds[kind];
  const pressure = kind === 'blood-pressure' ? (value as BloodPressure) : null;
  const said = pressure
    ? `${pressure.systolicMmHg}/${pressure.diastolicMmHg}`
    : typeof value === 'number'
      ? Number(value.toFixed(2))
      : value;
  return `${said} ${readableUnits[unit ?? ''] ?? unit ?? ''}`.trim();
}

/** The newest of each kind, with its way there; of a blood pressure the upper value. */
function knownReadings(readings: readonly Observation[], at: Instant): KnownReadingView[] {
  const sorted = readings.toSorted((a, b) => a.observedAt - b.observedAt);
  return [...new Set(sorted.map(({ kind }) => kind))].map((kind) => {
    const same = sorted.filter((one) => one.kind === kind);
    const newest = same.at(-1)!;
    const number = ({ value }: Observation) => (kind === 'blood-pressure' ? (value as BloodPressure).systolicMmHg : (value as number));
    return {
      kind,
      label: observationKinds[kind].label,
      text: textOf(newest),
      at: iso(newest.observedAt),
      counts: at - newest.observedAt <= countsForMs,
      points: same.map((one) => ({ at: iso(one.observedAt), value: number(one) })),
    };
  });
}
