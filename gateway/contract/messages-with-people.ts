import { z } from 'zod';
import { givenId } from './ids.ts';
import { isoInstant } from './messages.ts';
import { messageText, myMessage } from './my-circle.ts';

/** `GET /api/patients/:id/messages`: what users of the app and the team write to each other about a person, a thread for each user. */
export const messageThread = z
  .object({
    userId: z.string(),
    name: z.string(),
    relation: z.string().nullable().describe('How they stand to the person, in a word; null: in no way any more, and they read no answer'),
    messages: z.array(myMessage).describe('The last 200, oldest first'),
    waitsSince: isoInstant.nullable().describe('Since when a message waits for the team; null: none does'),
    dueAt: isoInstant.nullable().describe('When it becomes a task'),
  })
  .meta({ id: 'MessageThread' });
export type MessageThread = z.infer<typeof messageThread>;

/** One line of `GET /api/messages/waiting`: a thread in which somebody waits for the team. */
export const waitingThread = z
  .object({
    patientId: z.string(),
    patientName: z.string(),
    userId: z.string(),
    name: z.string(),
    since: isoInstant,
    dueAt: isoInstant.describe('When it becomes a task'),
    messages: z.number().int().describe('How many wait'),
  })
  .meta({ id: 'WaitingThread' });
export type WaitingThread = z.infer<typeof waitingThread>;

export const messageToPerson = z
  .strictObject({
    id: givenId.describe('The same id again is the same message'),
    to: z.string().max(200).describe('Id of the user'),
    text: messageText,
  })
  .meta({ id: 'MessageToPerson' });
/** Nothing is to be answered; an answer says it as well. */
export const messageSeen = z.strictObject({ userId: z.string().max(200), upTo: z.string().max(64) }).meta({ id: 'MessageSeen' });
