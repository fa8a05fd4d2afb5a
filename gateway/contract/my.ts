import { z } from 'zod';
import { presenceModes } from '../../rules/model/patient.ts';
import { givenId } from './ids.ts';
import { isoInstant } from './messages.ts';

/**
 * What the app of patients and families asks and is told, below `/api/my`. Texts come ready to be shown, in the language of the
 * header `Accept-Language` (`en` or `pl`; anything else: `en`). What somebody may not see is null, never empty and never zero.
 */

/** How somebody who uses the app stands to a person; installers do not use it. */
export const myRelations = ['self', 'contact', 'agency', 'champion'] as const;
export type MyRelation = (typeof myRelations)[number];

/** `well` is shown only for what was seen lately. `unknown`: we cannot tell, which is never shown as well. */
export const tones = ['well', 'watch', 'act', 'unknown'] as const;
export type Tone = (typeof tones)[number];

/** The one sentence about a person. */
export const mySentence = z
  .object({
    key: z.string().describe('Which sentence it is, whatever its words; for pictures and tests'),
    text: z.string(),
    tone: z.enum(tones),
    asOfAt: isoInstant.nullable().describe('The newest thing it rests on; null: nothing was ever heard. Its age is always shown'),
    goodUntilAt: isoInstant.describe(
      'Until then it can be shown without asking again; later, or without a connection, it is to be shown as unknown',
    ),
  })
  .meta({ id: 'MySentence' });
export type MySentence = z.infer<typeof mySentence>;

export const myActions = [
  'see-readings',
  'enter-readings',
  'say-ok',
  'call-help',
  'pause',
  'messages',
  'see-duty',
  'be-on-duty',
  'see-alerts',
  'see-goals',
  'change-goals',
  'see-plan',
  'see-contacts',
  'see-looks',
] as const;
export type MyAction = (typeof myActions)[number];

/** `GET /api/my/people`. */
export const myPerson = z
  .object({
    patientId: z.string(),
    knownAs: z.string(),
    zone: z.string().describe('IANA time zone of their home; times are shown in it'),
    relation: z.enum(myRelations),
    purposes: z
      .array(z.string())
      .describe('What a contact was allowed: see-status, see-readings, be-told, see-attainment; of others empty'),
    sentence: mySentence.nullable().describe('null: not for them to see'),
    lastHeardAt: isoInstant.nullable().describe('When anything of the home was last heard; null: never, or not for them to see'),
    openAlerts: z.number().int().nullable().describe('Alerts that they were told of and that are not closed; null: not for them to see'),
  })
  .meta({ id: 'MyPerson' });
export type MyPerson = z.infer<typeof myPerson>;

/** What is asked of who looks, today; at most three. */
export const myTask = z
  .object({
    id: z.string().describe('The same for the same task'),
    kind: z.enum(['alert', 'dose', 'reading', 'repeat', 'drink', 'check-in', 'exercise', 'message', 'on-duty']),
    text: z.string(),
    fromAt: isoInstant.nullable(),
    dueAt: isoInstant.nullable().describe('By when; in the past: it was left out. null: no time is agreed'),
    readingKind: z.string().nullable().describe('What to enter; null: nothing'),
    alertId: z.string().nullable(),
  })
  .meta({ id: 'MyTask' });
export type MyTask = z.infer<typeof myTask>;

/** How far a goal was reached this week. A champion gets this and no words: what somebody does is theirs to tell. */
export const myGoal = z
  .object({
    id: z.string().describe('Id of the agreement'),
    text: z.string().nullable().describe("The goal in the person's own words; null: not for them to see"),
    done: z.number().int(),
    of: z.number().int().describe('How often a week it is meant to be done'),
    attainment: z.string().describe('The same in words'),
  })
  .meta({ id: 'MyGoal' });
export type MyGoal = z.infer<typeof myGoal>;
export const myGoalInput = z.strictObject({ text: z.string().trim().min(1).max(60) }).meta({ id: 'MyGoalWords' });

/** Where a patient may say themselves that they are. */
export const pauseReasons = ['away', 'holiday', 'hospital', 'respite'] as const;
export const longestPauseDays = 28;
export const myPauseInput = z
  .strictObject({ untilAt: isoInstant.describe(`Later than now, at most ${longestPauseDays} days ahead`), reason: z.enum(pauseReasons) })
  .meta({ id: 'MyPauseAsked' });
/** `GET …/pause`: what a pause would change, to be shown before it is saved; and the pause that is. */
export const myPause = z
  .object({
    pause: z.object({ reason: z.enum(pauseReasons), untilAt: isoInstant.nullable() }).nullable(),
    rests: z.array(z.string()).describe('Titles of what is not watched meanwhile'),
    goesOn: z.array(z.string()).describe('Titles of what goes on: a call for help, a fall, an alarm at home'),
    text: z.string().describe('The consequence in a few sentences'),
  })
  .meta({ id: 'MyPause' });

/** `GET /api/my/people/:id`. */
export const myPersonDetail = myPerson
  .extend({
    today: z.array(myTask).max(3),
    goals: z.array(myGoal),
    presence: z
      .object({ mode: z.enum(presenceModes), untilAt: isoInstant.nullable() })
      .nullable()
      .describe('null: not for them to see'),
    pause: z
      .object({ reason: z.enum(pauseReasons), untilAt: isoInstant.nullable() })
      .nullable()
      .describe('null: none that they may see'),
    unreadMessages: z.number().int(),
    mayAct: z.array(z.enum(myActions)).describe('What the app may offer; the server decides, the page displays'),
  })
  .meta({ id: 'MyPersonDetail' });
export type MyPersonDetail = z.infer<typeof myPersonDetail>;

/** What a person may enter by hand. */
export const enteredKinds = [
  'blood-pressure',
  'heart-rate',
  'oxygen-saturation',
  'body-temperature',
  'body-weight',
  'glucose',
  'steps',
  'wellbeing',
  'pain',
  'fluid-intake',
  'exercise',
  'goal',
] as const;
export type EnteredKind = (typeof enteredKinds)[number];

export const myReading = z
  .object({
    key: z.string(),
    kind: z.string(),
    label: z.string().describe('What was measured, in words'),
    text: z.string().describe('The value with its unit, in words'),
    value: z.unknown().describe('As it is stored: a number, a word, or { systolicMmHg, diastolicMmHg }'),
    measuredAt: isoInstant,
    receivedAt: isoInstant,
    byHand: z.boolean(),
  })
  .meta({ id: 'MyReading' });
export type MyReading = z.infer<typeof myReading>;
export const myReadingQuery = z.object({
  kind: z.enum(enteredKinds).optional().describe('Left out: all of them'),
  from: isoInstant.optional().describe('Default: 28 days before `to`'),
  to: isoInstant.optional().describe('Default: now'),
});
export const myReadingInput = z
  .strictObject({
    id: givenId.describe('Made by the app; the same id twice is the same reading'),
    kind: z.enum(enteredKinds),
    value: z.unknown().describe('Depends on the kind; 422 names the place and the range of what cannot be'),
    measuredAt: isoInstant.describe('By the clock of the phone'),
  })
  .meta({ id: 'MyReadingEntered' });
export type MyReadingInput = z.infer<typeof myReadingInput>;
export const myReadingStored = z
  .object({
    stored: z.literal(true),
    repeat: z
      .object({ text: z.string() })
      .nullable()
      .describe('It is stored, and looks different from what is usual for them: please measure again; null: nothing more is asked'),
  })
  .meta({ id: 'MyReadingStored' });

/** `POST …/ok` and `POST …/help`. */
export const mySignalInput = z
  .strictObject({ id: givenId, at: isoInstant.describe('By the clock of the phone') })
  .meta({ id: 'MySignalInput' });
export const mySignalTaken = z.object({ text: z.string().describe('What happens now') }).meta({ id: 'MySignalTaken' });

/**
 * `GET /api/my/live` (WebSocket, session cookie). It carries no data: a page that hears `changed` asks again. `gone`: nothing of this
 * person is for this user any more. A heartbeat comes every 5 s of wall clock; 10 s without one: say that the page is not up to date.
 * Closed with 4401 when nobody is signed in (any more), with 4403 for a role that does not use the app.
 */
export const myLiveMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changed'), patientId: z.string() }),
  z.object({ type: z.literal('gone'), patientId: z.string() }),
  z.object({ type: z.literal('heartbeat'), now: isoInstant, speed: z.number() }),
]);
export type MyLiveMessage = z.infer<typeof myLiveMessage>;
