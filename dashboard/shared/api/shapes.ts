import { z } from 'zod';
import { alertDetail } from '../../../gateway/contract/alerts.ts';
import { isoInstant } from '../../../gateway/contract/messages.ts';
import { roles } from '../../../gateway/contract/people.ts';

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
  doneAt: isoInstant.nullable(),
});
export type Task = z.infer<typeof task>;

/** The part of a 409 answer that says how the alert stands now. */
export const conflict = z.object({ alert: alertDetail });
