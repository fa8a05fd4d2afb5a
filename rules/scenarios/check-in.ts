import { z } from 'zod';
import type { Evidence } from '../model/alert.ts';
import { seenUntil } from '../model/blindness.ts';
import { onDays } from '../model/calendar-words.ts';
import type { Condition, ScenarioEffect, ScenarioInput, ScenarioStepContext, ScenarioTemplate } from '../model/scenario.ts';
import { day, hour, type Instant, type Interval } from '../model/time.ts';
import { atHome } from './at-home.ts';
import { type DailyLook, lookAt, orHomeAgain, pendingLook, sameDay } from './daily-look.ts';
import { atLeast } from './graver.ts';
import { ifChanged, isHome, watchedSince } from './judging.ts';
import { ours, source } from './limit-sources.ts';
import { duration, localWindow } from './parameters.ts';
import { rung } from './rung.ts';
import { windowOfDay } from './today.ts';
import { readingWords } from './vitals.ts';
import { agreedIn, asData, clockTime, howLong } from './words.ts';

// Times are agreed with the person. Severe pain is 7 to 10 on the usual scale of 0 to 10; what counts as a change is ours.
const params = z.strictObject({
  window: localWindow
    .prefault({ from: '09:00', to: '11:00' })
    .describe('When the questions are asked, and until when an answer is expected'),
  askPain: z.boolean().default(true).describe('Ask for the pain, too'),
  painAtLeast: z.int().min(1).max(10).default(7).describe('Pain of so much or more, 0 to 10, is told').meta(source(ours)),
  painUpBy: z.int().min(1).max(10).default(3).describe('Pain that is so much more than at the last answer is told').meta(source(ours)),
  painMargin: z.int().min(0).max(5).default(1).describe('So far below what counted the pain must be to end an alert').meta(source(ours)),
  remindFor: duration.prefault('PT30M').describe('How long to wait for an answer after the reminder at the end of the window'),
  tellIfSilent: z.boolean().default(false).describe('Without an answer even then, tell the family'),
  maxLateness: duration.prefault('PT12H').describe('An answer that reaches us later than this may end an alert, but raises none'),
});
type Params = z.infer<typeof params>;

type Feeling = 'well' | 'fair' | 'unwell';

interface State extends DailyLook {
  /** Start of the window in which the questions were last asked. */
  readonly askedFromAt: Instant | null;
  /** Start of the window that was last reminded of, and when. */
  readonly remindedFromAt: Instant | null;
  readonly remindedAt: Instant | null;
  readonly feels: Feeling | null;
  readonly feelsAt: Instant | null;
  readonly pain: number | null;
  readonly painAt: Instant | null;
  readonly raised: 'silent' | 'unwell' | null;
  /** From this pain on it was told; null: the pain did not raise it. */
  readonly painLimit: number | null;
  readonly grave: boolean;
}
type Context = ScenarioStepContext<Params>;
interface Judged {
  readonly state: State;
  readonly effects: readonly ScenarioEffect[];
}
const none: readonly ScenarioEffect[] = [];

/** An answer given so shortly before the questions are asked answers them. */
const earlyMs = 2 * hour;
/** Pain is compared with an answer of the last week; what is older says nothing about today. */
const comparedMs = 7 * day;

const answeredAt = ({ feelsAt, painAt }: State): Instant | null => (feelsAt === null ? painAt : Math.max(feelsAt, painAt ?? feelsAt));

function isAnswered(state: State, window: Interval): boolean {
  const at = answeredAt(state);
  return at !== null && at >= window.fromAt - earlyMs;
}

const pending = (state: State, { patient, params }: Context): Interval | null => pendingLook(state, patient.zone, params.window);

function dueAt(state: State, context: Context): Instant | null {
  const window = pending(state, context);
  if (window === null) return null;
  if (state.askedFromAt !== window.fromAt) return window.fromAt;
  if (state.remindedFromAt !== window.fromAt || state.remindedAt === null) return lookAt(context.blind, window.toAt);
  return seenUntil(context.blind, state.remindedAt, state.remindedAt + context.params.remindFor);
}

function limitOf({ params: p, scenario }: Context): string {
  return `Unwell, or pain of ${p.painAtLeast} or more, or ${p.painUpBy} more than before (${agreedIn(scenario, 'painAtLeast', 'painUpBy')}).`;
}

const ask = (text: string): ScenarioEffect => ({ type: 'prompt', deviceKind: 'app', text, expectsReading: 'wellbeing' });
const question = ({ askPain }: Params): string =>
  askPain ? 'How do you feel today, and how much pain do you have, from 0 to 10?' : 'How do you feel today?';

/** The questions, the reminder, and then silence. */
function due(before: State, at: Instant, context: Context): Judged {
  const { params: p, patient } = context;
  const window = pending(before, context)!;
  const answered = isAnswered(before, window);
  if (before.askedFromAt !== window.fromAt) {
    const asks = !answered && at < window.toAt;
    return { state: { ...before, askedFromAt: window.fromAt }, effects: asks ? [ask(`Hello, {name}. ${question(p)}`)] : none };
  }
  const settled: State = { ...before, settledToAt: window.toAt };
  if (answered || !isHome(patient.presence, at) || !sameDay(patient.zone, window, at)) return { state: settled, effects: none };
  if (before.remindedFromAt !== window.fromAt) {
    const effects = [ask(`We have not heard from you yet, {name}. ${question(p)}`)];
    return { state: { ...before, remindedFromAt: window.fromAt, remindedAt: at }, effects };
  }
  if (!p.tellIfSilent || before.raised !== null) return { state: settled, effects: none };
  const last = answeredAt(before);
  const text = last === null ? 'There has been no answer yet.' : `Last answer at ${clockTime(patient.zone, last, at)}.`;
  const limit = `Expected between ${p.window.from} and ${p.window.to}, or ${howLong(p.remindFor)} after a reminder (${agreedIn(context.scenario, 'window', 'remindFor')}).`;
  const reason = `${patient.knownAs} has not answered how ${patient.knownAs} feels today, even when asked again.`;
  return {
    state: { ...settled, raised: 'silent' },
    effects: [{ type: 'raise-alert', reason, evidence: [{ text, at: last ?? at, limit }] }],
  };
}

/** What an answer means for an alert; `painLimit`: the pain from which on it is told, where it is. */
function judged(before: State, bad: boolean, painLimit: number | null, evidence: Evidence, late: boolean, context: Context): Judged {
  const { patient, params: p } = context;
  if (!bad || late) {
    // Never below what can be said: no pain at all always ends it.
    const eased = before.painLimit === null || (before.pain ?? 0) < Math.max(1, before.painLimit - p.painMargin);
    const over = before.feels !== 'unwell' && eased;
    const ends = !bad && (before.raised === 'silent' || (before.raised === 'unwell' && over));
    if (!ends) return { state: before, effects: none };
    const how = before.raised === 'silent' ? 'has answered' : 'feels better';
    const reason = `${patient.knownAs} ${how}: ${evidence.text}`;
    return { state: { ...before, raised: null, painLimit: null, grave: false }, effects: [{ type: 'clear-condition', reason }] };
  }
  const inPain = before.painLimit !== null || painLimit !== null;
  const grave = before.grave || (before.pain !== null && before.pain >= p.painAtLeast && inPain) || (before.feels === 'unwell' && inPain);
  const state: State = { ...before, raised: 'unwell', painLimit: painLimit ?? before.painLimit, grave };
  if (before.raised === 'unwell' && grave === before.grave) return { state, effects: [{ type: 'add-evidence', evidence, worse: false }] };
  const reason = `${patient.knownAs} does not feel well: ${evidence.text}`;
  const severity = grave ? atLeast('moderate', context.scenario) : {};
  return { state, effects: [{ type: 'raise-alert', reason, evidence: [evidence], ...severity }] };
}

function answered(state: State, { observation, attribution }: Extract<ScenarioInput, { type: 'observation' }>, context: Context): Judged {
  const { params: p, patient } = context;
  const { kind, value, observedAt, receivedAt, snapshot } = observation;
  const known = kind === 'pain' ? state.painAt : state.feelsAt;
  if (snapshot || attribution === 'shared' || (known !== null && observedAt <= known)) return { state, effects: none };
  const late = receivedAt - observedAt > p.maxLateness;
  const said = kind === 'pain' ? `Pain ${value} of 10` : `Feels ${value}`;
  const text = readingWords(said, observation, false, patient.zone);
  const evidence = { text, at: observedAt, observation: asData(observation), limit: limitOf(context) };
  if (kind !== 'pain') {
    const feels = value as Feeling;
    return judged({ ...state, feels, feelsAt: observedAt }, feels === 'unwell', null, evidence, late, context);
  }
  const pain = value as number;
  const next: State = { ...state, pain, painAt: observedAt };
  const compared = state.pain !== null && observedAt - state.painAt! <= comparedMs ? state.pain : null;
  const upFrom = compared === null ? p.painAtLeast : Math.min(p.painAtLeast, compared + p.painUpBy);
  const limit = state.painLimit ?? upFrom;
  if (pain < limit) return judged(next, false, null, evidence, late, context);
  const more = compared !== null && pain - compared >= p.painUpBy ? ` It was ${compared} before.` : '';
  return judged(next, true, limit, { ...evidence, text: text + more }, late, context);
}

function conditions(state: State, context: Context, at: Instant): readonly Condition[] {
  const { patient, params: p } = context;
  const { raised, feels, feelsAt, pain, painAt } = state;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const window = pending(state, context);
  const last = answeredAt(state);
  const asked = window !== null && state.askedFromAt === window.fromAt && !isAnswered(state, window);
  if (raised === 'silent' || (raised === null && p.tellIfSilent && asked)) {
    const until = dueAt(state, context);
    const reminded = window !== null && state.remindedFromAt === window.fromAt;
    const waits = until === null ? '' : ` Waited for until ${say(until)}.`;
    return [
      ...(raised === null ? [atHome(patient, at)] : []),
      { text: 'The questions have not been answered.', met: true, found: last === null ? 'Never yet.' : `Last answer at ${say(last)}.` },
      {
        text: `Nor have they within ${howLong(p.remindFor)} of the reminder.`,
        met: raised === 'silent',
        found: raised === 'silent' ? 'They have not.' : `${reminded ? 'Reminded.' : 'Not reminded yet.'}${waits}`,
        limit: `Between ${p.window.from} and ${p.window.to}, or ${howLong(p.remindFor)} after a reminder (${agreedIn(context.scenario, 'window', 'remindFor')}).`,
      },
    ];
  }
  const feeling = feels === null ? [] : [`Feels ${feels}, said at ${say(feelsAt!)}.`];
  const hurting = pain === null ? [] : [`Pain ${pain} of 10, said at ${say(painAt!)}.`];
  return [
    {
      text: `An answer that nobody has dealt with says: unwell, or pain of ${p.painAtLeast} or more, or ${p.painUpBy} more than before.`,
      met: raised === 'unwell' ? true : last === null ? null : false,
      found: [...feeling, ...hurting].join(' ') || 'There has been no answer yet.',
      limit: limitOf(context),
    },
  ];
}

/** Two questions at an agreed time: how do you feel, and how much pain. Unwell is told the same day; silence is asked about again. */
export const checkIn: ScenarioTemplate<Params, State> = {
  id: 'check-in',
  title: 'Check-in: wellbeing and pain',
  area: 'care',
  params,
  kinds: ['wellbeing', 'pain'],
  defaultSeverity: () => 'low',
  defaultPlan: ({ tellIfSilent }) => ({
    steps: [
      ...(tellIfSilent
        ? [rung('family', hour, '{name} has not answered our questions today, or does not feel well. Could you ring?')]
        : []),
      rung('coordination', 4 * hour, "{name}'s check-in needs somebody. Please read the answers and ring today."),
    ],
    familyHolds: false,
    okClears: false,
  }),
  needsConsent: false,
  needsPatient: true,
  describe: (p) =>
    `We ask how you feel between ${p.window.from} and ${p.window.to}${onDays(p.window)}, and remind you once; if you are unwell, or your pain is ${p.painAtLeast} or more or has gone up by ${p.painUpBy}, somebody rings${p.tellIfSilent ? ', and without an answer we tell your family' : ''}.`,
  initial: {
    watchedFromAt: null,
    settledToAt: null,
    askedFromAt: null,
    remindedFromAt: null,
    remindedAt: null,
    feels: null,
    feelsAt: null,
    pain: null,
    painAt: null,
    raised: null,
    painLimit: null,
    grave: false,
  },

  step(before, input, context) {
    const { presence } = context.patient;
    const watchedFromAt = watchedSince(before.watchedFromAt, presence, input.at);
    let state: State = watchedFromAt === before.watchedFromAt ? before : { ...before, watchedFromAt };
    let effects = none;
    if (input.type === 'observation') ({ state, effects } = answered(state, input, context));
    else if (input.type === 'alert-closed') state = { ...state, raised: null, painLimit: null, grave: false };
    else if (input.type === 'deadline') {
      const at = dueAt(state, context);
      if (at !== null && input.at >= at) ({ state, effects } = due(state, input.at, context));
    }
    return { state: ifChanged(before, state), effects, wakeAt: orHomeAgain(watchedFromAt, presence, dueAt(state, context)) };
  },
  explain: conditions,
  today(state, { patient, params }, at) {
    const window = windowOfDay(patient.zone, at, params.window);
    if (window === null || at < window.fromAt - earlyMs || isAnswered(state, window)) return [];
    return [{ kind: 'check-in', words: '', reading: 'wellbeing', fromAt: window.fromAt, dueAt: window.toAt }];
  },
};
