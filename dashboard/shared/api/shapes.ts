import { z } from 'zod';
import { agreedValue } from '../../../gateway/contract/agreements.ts';
import { alertDetail } from '../../../gateway/contract/alerts.ts';
import { unavailabilityView } from '../../../gateway/contract/calendars.ts';
import { isoInstant } from '../../../gateway/contract/messages.ts';
import { roles } from '../../../gateway/contract/relations.ts';
import { teamKinds } from '../../../rules/model/patient.ts';

/** `GET /api/users`: those to whom an alert can be handed over. */
export const colleague = z.object({ id: z.string(), name: z.string(), role: z.enum(roles) });

/** `GET /api/tasks`: what a person has to mend that is no alert. */
export const task = z.object({
  id: z.string(),
  kind: z.string(),
  patientId: z.string().nullable(),
  patientName: z.string().nullable(),
  teamName: z.string().nullable(),
  alertId: z.string().nullable(),
  text: z.string(),
  createdAt: isoInstant,
  fromAt: isoInstant.nullable(),
  untilAt: isoInstant.nullable(),
  doneAt: isoInstant.nullable(),
  queue: z.enum(['care', 'technical']),
  owner: z.string().nullable(),
});
export type Task = z.infer<typeof task>;

/** `GET /api/patients/:id/contacts`: who they are, and when they cannot be asked. */
export const contactDates = z.object({ id: z.string(), name: z.string(), unavailable: z.array(unavailabilityView) });

/** `GET /api/teams`: who is on call, now and later. */
export const team = z.object({
  id: z.string(),
  kind: z.enum(teamKinds),
  name: z.string(),
  localityId: z.string().nullable(),
  onCall: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      fromAt: isoInstant,
      untilAt: isoInstant.nullable(),
      now: z.boolean(),
      byRota: z.boolean(),
    }),
  ),
});
export type Team = z.infer<typeof team>;

/** The part of a 409 answer that says how the alert stands now. */
export const conflict = z.object({ alert: alertDetail });

/** `GET /api/localities`. */
export const locality = z.object({
  id: z.string(),
  kind: z.enum(['place', 'locality', 'practice']),
  name: z.string(),
  parentId: z.string().nullable(),
  people: z.number(),
  layers: z.number(),
});
export type Locality = z.infer<typeof locality>;

/** `GET /api/localities/:id/scenario-layers`. */
export const localityLayer = z.object({
  template: z.string(),
  version: z.number(),
  approvedBy: z.string(),
  endedAt: isoInstant.nullable(),
  values: z.array(agreedValue),
});
