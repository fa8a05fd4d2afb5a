import { z } from 'zod';
import { presenceModes } from '../../rules/model/patient.ts';
import { ownId } from './ids.ts';
import { isoInstant } from './messages.ts';
import { referralSteps } from './services.ts';

const person = { patientId: z.string(), patientName: z.string() };

/** What is still to come at a hand-over, beside the alerts. */
export const handOverRest = {
  followUps: z
    .array(
      z.object({
        id: z.string(),
        text: z.string(),
        patientId: z.string().nullable(),
        patientName: z.string().nullable(),
        owner: z.string().nullable().describe('null: nobody yet'),
        dueAt: isoInstant.nullable(),
        overdue: z.boolean(),
      }),
    )
    .describe('Tasks that are not done, of the team or of the people it serves; first what is due first'),
  silentKit: z
    .array(
      z.object({
        deviceName: z.string(),
        address: z.string(),
        patients: z.array(z.string()),
        dueAt: isoInstant,
        overdue: z.boolean(),
        owner: z.string().nullable(),
        interimPlan: z.string(),
      }),
    )
    .describe('Nearest to its 24 hours first'),
  away: z.array(z.object({ ...person, mode: z.enum(presenceModes), untilAt: isoInstant.nullable() })),
  referrals: z
    .array(
      z.object({
        id: z.string(),
        ...person,
        serviceName: z.string(),
        step: z.enum(referralSteps),
        dueAt: isoInstant,
        overdue: z.boolean(),
      }),
    )
    .describe('To which no service has said yes or no'),
};

/** `POST /api/teams/:id/hand-over-notes` */
export const handOverNoteInput = z
  .strictObject({
    id: ownId,
    text: z.string().trim().min(1).max(4_000).describe('What those who come must know'),
    alertId: z.string().max(300).nullable().default(null).describe('The alert that it is about; left out: the turn as a whole'),
  })
  .meta({ id: 'NewHandOverNote' });

export const handOverNote = z
  .object({
    id: z.string(),
    teamId: z.string(),
    teamName: z.string(),
    turnAt: isoInstant.describe('When those come for whom it is; of a team without a rota: when it was written'),
    alert: z.object({ id: z.string(), patientName: z.string() }).nullable(),
    text: z.string(),
    writtenAt: isoInstant,
    by: z.string(),
    mine: z.boolean().describe('Written by whoever asks'),
    accepted: z.array(z.object({ by: z.string(), at: isoInstant })).describe('Who has read and accepted it'),
  })
  .meta({ id: 'HandOverNote' });
export type HandOverNote = z.infer<typeof handOverNote>;

/** `POST /api/teams/:id/hand-over-acceptances`: names what was read, so that nothing is accepted that came meanwhile. */
export const handOverAcceptance = z
  .strictObject({ noteIds: z.array(z.string().max(200)).min(1).max(200) })
  .meta({ id: 'HandOverAcceptance' });
