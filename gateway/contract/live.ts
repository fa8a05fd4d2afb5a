import { z } from 'zod';
import { alertSummary } from './alerts.ts';
import { isoInstant } from './messages.ts';
import { observationView } from './observations.ts';

/**
 * The live feed, `GET /api/live` (WebSocket, session cookie). Every event carries the process's epoch and a sequence without gaps.
 * A client that comes back sends `resume` with what it has; the server replays what it missed, or sends a snapshot.
 */
export const liveClientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('resume'), epoch: z.string().nullable(), seq: z.number().int() }),
  /** Every 15 s: whether the page is seen and somebody is at it. An answer to a ping says only that a machine is. */
  z.object({ type: z.literal('attention'), attentive: z.boolean() }),
  /** Readings are sent only for the patient that is being looked at; null: none. */
  z.object({ type: z.literal('watch-patient'), patientId: z.string().nullable() }),
]);
export type LiveClientMessage = z.infer<typeof liveClientMessage>;

const stamp = { epoch: z.string(), seq: z.number().int() };
export const liveServerMessage = z.discriminatedUnion('type', [
  /** Everything that is not closed. Replaces what the page has. */
  z.object({ type: z.literal('snapshot'), ...stamp, now: isoInstant, speed: z.number(), alerts: z.array(alertSummary) }),
  z.object({ type: z.literal('alert'), ...stamp, alert: alertSummary }),
  /** Every 5 s of wall clock; 10 s without one is amber, 20 s is not live. Does not raise seq. */
  z.object({
    type: z.literal('heartbeat'),
    ...stamp,
    now: isoInstant,
    speed: z.number(),
    attended: z.int().describe('Pages at which somebody is: a flood is measured by how many answer it'),
  }),
  /** Not part of the sequence: a missed one is read again over HTTP. */
  z.object({ type: z.literal('observations'), patientId: z.string(), observations: z.array(observationView) }),
  /** Commands to devices of the patient that is being looked at stand otherwise than before: to be read again over HTTP. */
  z.object({ type: z.literal('commands'), patientId: z.string() }),
  /** Somebody of a person's circle has written to the team, or was answered: to be read again over HTTP. Told to every page. */
  z.object({ type: z.literal('messages'), patientId: z.string() }),
]);
export type LiveServerMessage = z.infer<typeof liveServerMessage>;
