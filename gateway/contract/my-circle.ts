import { z } from 'zod';
import { severities } from '../../rules/model/alert.ts';
import { givenId } from './ids.ts';
import { isoInstant } from './messages.ts';

/** One message between one user of the app and the team. Each user has a thread of their own: what a daughter asks is not her mother's to read. */
export const myMessage = z
  .object({
    id: z.string(),
    at: isoInstant,
    text: z.string(),
    mine: z.boolean(),
    by: z.string().describe('Name of who wrote it'),
    readAt: isoInstant.nullable().describe('When the other side read it'),
  })
  .meta({ id: 'MyMessage' });
export type MyMessage = z.infer<typeof myMessage>;
export const myMessages = z
  .object({
    messages: z.array(myMessage).describe('The last 200, oldest first'),
    unread: z.number().int().describe('Of those from the team'),
    notice: z.string().describe('That it is not for emergencies, and how soon somebody answers; always to be shown'),
  })
  .meta({ id: 'MyMessages' });
export const messageText = z.string().trim().min(1).max(1_000);
export const myMessageInput = z.strictObject({ id: givenId, text: messageText }).meta({ id: 'MyMessageSent' });
export const messagesReadInput = z
  .strictObject({ upTo: z.string().max(64).describe('Id of the newest message that was shown') })
  .meta({ id: 'MessagesReadInput' });

/** "I'm on this weekend": while it lasts they are asked first of the family. */
export const onDutyEntry = z
  .object({ id: z.string(), name: z.string(), mine: z.boolean(), fromAt: isoInstant, untilAt: isoInstant })
  .meta({ id: 'OnDutyEntry' });
export const longestDutyDays = 31;
export const onDutyInput = z
  .strictObject({
    id: givenId,
    fromAt: isoInstant,
    untilAt: isoInstant.describe(`Later than fromAt, at most ${longestDutyDays} days after it`),
  })
  .meta({ id: 'OnDutyInput' });

export const myAlertCommands = ['acknowledge', 'unacknowledge', 'decline', 'hand-over'] as const;

/** An alert that this person was told of, without anything about health beyond the reason they were told. */
export const myAlert = z
  .object({
    id: z.string(),
    version: z.number().int().describe('To be sent with a command'),
    patientId: z.string(),
    knownAs: z.string(),
    severity: z.enum(severities),
    status: z.enum(['open', 'cleared', 'closed']),
    text: z.string().describe('Why they were asked, one sentence; a neutral one where the reason is not for them to see'),
    openedAt: isoInstant,
    owner: z.object({ name: z.string(), mine: z.boolean(), untilAt: isoInstant }).nullable(),
    asked: z.boolean().describe('Their answer is waited for'),
    allowed: z.array(z.enum(myAlertCommands)).describe('What they can do now; the server decides'),
  })
  .meta({ id: 'MyAlert' });
export type MyAlert = z.infer<typeof myAlert>;
