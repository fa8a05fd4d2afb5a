import { z } from 'zod';
import { outcomeCodes } from '../../rules/model/alert.ts';
import { crewEventTypes, jobStates, offerAnswers, responseSkills, urgencies, waysIn } from '../../rules/model/response.ts';
import { carePlanShown } from './care-plan.ts';
import { givenId, name, ownId } from './ids.ts';
import { isoInstant } from './messages.ts';
import { problem } from './system.ts';

/**
 * Rapid response. Pages hear of every change over the WebSocket `GET /api/response/live` (session cookie), which carries no data:
 * `{ "type": "changed" }` means that the board, or what is the crew's own, is to be asked for again; `{ "type": "heartbeat" }` comes every
 * 5 s. It closes with 4401 when nobody is signed in, with 4403 for a role that does not see jobs. The page sends nothing.
 */
export const responseLiveMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changed') }),
  z.object({ type: z.literal('heartbeat'), now: isoInstant, speed: z.number() }),
]);
export type ResponseLiveMessage = z.infer<typeof responseLiveMessage>;

const skills = z.array(z.enum(responseSkills)).max(responseSkills.length);

/** A crew or vehicle, as it is set up. */
export const responseUnitInput = z
  .strictObject({
    id: ownId,
    teamId: z.string().describe('Of kind rapid-response'),
    name,
    skills: skills.default([]),
    localityIds: z
      .array(z.string())
      .max(100)
      .default([])
      .describe('Where it goes, with everything below them; none: wherever its team serves'),
  })
  .meta({ id: 'ResponseUnitInput' });
export const responseUnitChange = responseUnitInput
  .omit({ id: true })
  .extend({ retired: z.boolean().default(false).describe('No longer used; not while it has a job') })
  .meta({ id: 'ResponseUnitChange' });
export const responseUnitView = z
  .object({
    id: z.string(),
    teamId: z.string(),
    teamName: z.string(),
    name: z.string(),
    skills,
    localityIds: z.array(z.string()),
    retired: z.boolean(),
  })
  .meta({ id: 'ResponseUnitView' });

export const unitStates = ['off-duty', 'free', 'offered', 'busy'] as const;
const unitOnBoard = z.object({
  id: z.string(),
  name: z.string(),
  teamId: z.string(),
  teamName: z.string(),
  skills,
  localityNames: z.array(z.string()),
  state: z.enum(unitStates),
  crew: z.array(z.object({ userId: z.string(), name: z.string() })),
  until: isoInstant.nullable().describe('When the last of the crew goes off duty; null: nobody is on duty'),
  jobId: z.string().nullable().describe('Offered to it, or in its hands'),
});

const offerView = z.object({
  unitId: z.string(),
  unitName: z.string(),
  offeredAt: isoInstant,
  untilAt: isoInstant,
  answer: z.enum(offerAnswers).nullable().describe('null: it is being waited for'),
  reason: z.string().describe('Why it was declined or withdrawn'),
});
const clocksView = z.object({
  arriveByAt: isoInstant.describe('45 min after the decision; for urgent community response 2 h'),
  arriveAtLatestAt: isoInstant.describe('60 min after the decision; for urgent community response 2 h'),
  accessByAt: isoInstant.nullable().describe('5 min after the arrival; null: not there yet'),
  outsideHours: z.boolean().describe('Urgent community response asked for outside 08:00-20:00: its two hours begin when its day begins'),
  missed: z.array(z.enum(['arrive-by', 'arrive-at-latest', 'access-by'])).describe('Those that were not kept'),
});
const stageView = z.object({
  type: z.enum(crewEventTypes),
  at: isoInstant.describe("The telephone's time; the time received where the telephone's cannot be"),
  receivedAt: isoInstant,
  isDeviceTime: z.boolean().describe('false: `at` is the time received'),
  by: z.string(),
  text: z.string(),
});

const jobBasics = {
  id: z.string(),
  version: z.int(),
  alertId: z.string(),
  patientId: z.string(),
  patientName: z.string(),
  address: z.string(),
  localityName: z.string().nullable(),
  urgency: z.enum(urgencies),
  skills,
  reason: z.string().describe('Why somebody is to go'),
  requestedAt: isoInstant,
  requestedBy: z.string(),
  state: z.enum(jobStates),
  unit: z.object({ id: z.string(), name: z.string() }).nullable().describe('Who holds it; null: nobody yet, or nobody any more'),
  clocks: clocksView,
};
export const responseJobSummary = z
  .object({ ...jobBasics, offeredTo: offerView.nullable().describe('Whose answer is being waited for') })
  .meta({ id: 'ResponseJobSummary' });
export type ResponseJobSummary = z.infer<typeof responseJobSummary>;

export const responseJob = z
  .object({
    ...jobBasics,
    offers: z.array(offerView),
    stages: z.array(stageView).describe('What the crew said, in the order of `at`'),
    outcome: z
      .object({ code: z.enum(outcomeCodes), note: z.string(), at: isoInstant, by: z.string() })
      .nullable()
      .describe('null: not completed'),
    cancelled: z.object({ reason: z.string(), at: isoInstant, by: z.string() }).nullable(),
    summary: z.object({
      knownAs: z.string(),
      whyNow: z.string(),
      recorded: z.array(z.string()).describe('What was recorded while the alert was answered, a sentence each, in its order'),
      plan: carePlanShown.nullable(),
      risks: z.string().describe('Medical and risk notes'),
      contacts: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          relationship: z.string(),
          telephone: z.string().nullable().describe('null: none known, or they may not be told'),
        }),
      ),
      keyAccess: z.string(),
      hasKeySafeCode: z.boolean(),
    }),
  })
  .meta({ id: 'ResponseJob' });
export type ResponseJob = z.infer<typeof responseJob>;

export const responseBoard = z
  .object({
    at: isoInstant,
    units: z.array(unitOnBoard),
    jobs: z.array(responseJobSummary).describe('Open ones, what is due first comes first'),
  })
  .meta({ id: 'ResponseBoard' });
export type ResponseBoard = z.infer<typeof responseBoard>;

export const myResponse = z
  .object({
    at: isoInstant,
    unit: unitOnBoard.nullable().describe('With which the person is on duty'),
    units: z.array(z.object({ id: z.string(), name: z.string(), teamName: z.string() })).describe('With which they can come on duty'),
    jobs: z.array(responseJob).describe('Offered to their unit, in its hands, and what it ended within the last hour'),
  })
  .meta({ id: 'MyResponse' });
export type MyResponse = z.infer<typeof myResponse>;

/** The longest turn of duty with a unit. */
export const longestDutyHours = 14;
export const dutyInput = z
  .strictObject({
    unitId: z.string().nullable().describe('null: off duty'),
    untilAt: isoInstant.nullable().default(null).describe(`Needed to come on duty; at most ${longestDutyHours} h from now`),
  })
  .refine(({ unitId, untilAt }) => unitId === null || untilAt !== null, { path: ['untilAt'], message: 'must say when the turn ends' })
  .meta({ id: 'ResponseDutyInput' });

export const responseJobInput = z
  .strictObject({
    id: givenId.describe('Made by the page: the same id again is the same job'),
    urgency: z.enum(urgencies),
    skills: skills.default([]),
    reason: z.string().trim().min(1).max(500),
    unitId: z.string().nullable().default(null).describe('null: the best free unit is chosen'),
  })
  .meta({ id: 'ResponseJobRequest' });

const seen = z
  .int()
  .optional()
  .describe('Version of the job that was seen: another one in force answers 409 with the job as it is; left out: any');
export const offerInput = z.strictObject({ unitId: z.string(), version: seen }).meta({ id: 'ResponseOfferInput' });
export const cancelInput = z.strictObject({ reason: z.string().trim().min(1).max(500), version: seen }).meta({ id: 'ResponseCancelInput' });

const event = {
  id: givenId.describe('Made by the telephone: the same id again is the same event'),
  at: isoInstant.describe("The telephone's time"),
};
const text = z.string().trim().max(2000);
/** What the crew did. `on-the-way` and later say by themselves that the job was accepted. */
export const crewEvent = z.discriminatedUnion('type', [
  z.strictObject({ ...event, type: z.literal('accept') }),
  z.strictObject({ ...event, type: z.literal('decline'), reason: text.min(1) }).describe('After acceptance: the job is given back'),
  z.strictObject({ ...event, type: z.literal('on-the-way') }),
  z.strictObject({ ...event, type: z.literal('arrived') }),
  z.strictObject({ ...event, type: z.literal('access-gained'), how: z.enum(waysIn) }),
  z
    .strictObject({ ...event, type: z.literal('no-access'), text: text.min(1) })
    .describe('At the door, and nobody opens: the centre is told'),
  z.strictObject({ ...event, type: z.literal('note'), text: text.min(1) }),
  z.strictObject({
    ...event,
    type: z.literal('complete'),
    outcome: z.enum(outcomeCodes),
    note: text.default(''),
    closesAlert: z
      .boolean()
      .default(false)
      .describe('The alert is closed with this outcome in the name of the crew; else it goes back to the centre'),
  }),
]);
export type CrewEvent = z.infer<typeof crewEvent>;
export const crewEvents = z.strictObject({ events: z.array(crewEvent).min(1).max(100) }).meta({ id: 'CrewEvents' });
/** The job as it is now. What had no effect is kept all the same, and named: it is not to be sent again. */
export const crewEventsAnswer = responseJob
  .extend({ noEffect: z.array(z.object({ id: z.string(), reason: z.string() })) })
  .meta({ id: 'CrewEventsAnswer' });

export const jobConflict = problem.extend({ job: responseJob }).meta({ id: 'ResponseJobConflict' });

export const jobQuery = z.object({
  state: z
    .string()
    .transform((words) => words.split(','))
    .pipe(z.array(z.enum(jobStates)).min(1))
    .optional()
    .describe('Separated by commas; left out: the open ones'),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

/** Never shown again but on a job: see `POST /api/response-jobs/:id/key-safe`. */
export const keySafeInput = z
  .strictObject({ code: z.string().trim().min(1).max(20).nullable().describe('null: there is none any more') })
  .meta({ id: 'KeySafeInput' });
export const keySafeCode = z.object({ code: z.string() }).meta({ id: 'KeySafeCode' });
