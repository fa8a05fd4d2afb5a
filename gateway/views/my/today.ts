import type { AskedByAgreement, GoalAttained } from '../../../rules/engine/today.ts';
import type { AlertState } from '../../../rules/model/alert.ts';
import type { Language } from '../../../rules/model/speech.ts';
import type { Instant } from '../../../rules/model/time.ts';
import { enteredKinds, type MyGoal, type MyTask } from '../../contract/my.ts';
import { iso } from '../instant.ts';
import { kindLabel } from './reading.ts';
import { filled, wordsIn } from './words.ts';

const mostTasks = 3;
const isEntered = (kind: string | null): kind is (typeof enteredKinds)[number] => enteredKinds.some((one) => one === kind);

interface Asking {
  readonly knownAs: string;
  readonly language: Language;
  /** Open alerts that wait for this reader's answer. */
  readonly alerts: readonly AlertState[];
  readonly unread: number;
  /** Their own turn of duty that goes on; null: none. */
  readonly duty: { readonly id: string; readonly fromAt: Instant; readonly untilAt: Instant } | null;
  /** What agreements ask of themselves; of others nothing. */
  readonly agreements: readonly AskedByAgreement[];
}

/** What can be done now, then what was left out (the latest first: it may still be made up for), then what comes later. */
function inOrder(agreements: readonly AskedByAgreement[], at: Instant): AskedByAgreement[] {
  const passed = agreements.filter(({ dueAt }) => dueAt <= at).toReversed();
  const now = agreements.filter(({ fromAt, dueAt }) => fromAt <= at && at < dueAt);
  return [...now, ...passed, ...agreements.filter(({ fromAt, dueAt }) => at < fromAt && at < dueAt)];
}

/** What is asked of the reader at `at`, what cannot wait first; at most three. */
export function toTasks({ knownAs, language, alerts, unread, duty, agreements }: Asking, at: Instant): MyTask[] {
  const words = wordsIn[language];
  const plain = { fromAt: null, dueAt: null, readingKind: null, alertId: null };
  const ofAlerts = alerts.map(
    ({ id }): MyTask => ({ ...plain, id: `alert/${id}`, kind: 'alert', text: filled(words.lookAtAlert, { name: knownAs }), alertId: id }),
  );
  const ofMessages: MyTask[] = unread > 0 ? [{ ...plain, id: 'message', kind: 'message', text: words.unreadMessage }] : [];
  const ofDuty: MyTask[] = duty
    ? [
        {
          ...plain,
          id: `on-duty/${duty.id}`,
          kind: 'on-duty',
          text: filled(words.onDuty, { name: knownAs }),
          fromAt: iso(duty.fromAt),
          dueAt: iso(duty.untilAt),
        },
      ]
    : [];
  const ofAgreements = inOrder(agreements, at).map((one) => toTask(one, language));
  return [...ofAlerts, ...ofAgreements, ...ofMessages, ...ofDuty].slice(0, mostTasks);
}

function toTask({ scenarioId, kind, words: said, reading, fromAt, dueAt }: AskedByAgreement, language: Language): MyTask {
  const { dose, takeReading, takeAgain, drink, checkIn, exercise } = wordsIn[language];
  const readingKind = isEntered(reading) ? reading : null;
  const measured = readingKind === null ? said : kindLabel(readingKind, language).toLowerCase();
  const text = {
    dose: filled(dose, { words: said }),
    reading: filled(takeReading, { words: measured }),
    repeat: filled(takeAgain, { words: measured }),
    drink: filled(drink, { words: said }),
    'check-in': checkIn,
    exercise: filled(exercise, { words: said }),
  };
  return {
    id: `${kind}/${scenarioId}/${dueAt}`,
    kind,
    text: text[kind],
    fromAt: iso(fromAt),
    // A whole day has no time by which one drinks.
    dueAt: kind === 'drink' ? null : iso(dueAt),
    readingKind,
    alertId: null,
  };
}

/** A goal as one reader may see it: `own` words in place of the agreed ones; `seesWords` false: how far, and not what. */
export function toGoal(
  { scenarioId, words, done, of, per }: GoalAttained,
  { own, seesWords, language }: { readonly own: string | undefined; readonly seesWords: boolean; readonly language: Language },
): MyGoal {
  const { timesThisWeek, stepsToday } = wordsIn[language];
  const attainment = filled(per === 'week' ? timesThisWeek : stepsToday, { done, of });
  return { id: scenarioId, text: seesWords ? (own ?? words) : null, done, of, attainment };
}
