import { z } from 'zod';
import { loanStates, loanSteps, urgencies } from '../../rules/model/loan.ts';
import { name, ownId } from './ids.ts';
import { isoInstant } from './messages.ts';

/** `POST /api/equipment-orders`. */
export const equipmentOrderInput = z
  .strictObject({
    id: ownId,
    patientId: z.string().max(500),
    urgency: z.enum(urgencies).default('standard').describe('`discharge` and `end-of-life`: the same day; `standard`: five working days'),
    note: z.string().trim().max(500).default(''),
    items: z
      .array(
        z.strictObject({
          name,
          serviceMonths: z.number().int().min(1).max(120).nullable().default(null).describe('It is to be serviced every so many months'),
        }),
      )
      .min(1)
      .max(50),
  })
  .meta({ id: 'EquipmentOrderInput' });
export type EquipmentOrderInput = z.output<typeof equipmentOrderInput>;

/** `POST /api/equipment-items/:id/steps`: what has been done with a thing. */
export const equipmentStepInput = z
  .strictObject({
    step: z.enum(loanSteps),
    at: isoInstant.optional().describe('When it was done; left out: now'),
    note: z.string().trim().max(500).default(''),
    deviceId: z.string().max(64).optional().describe('For `installed`: the device that it is'),
  })
  .refine(({ step, deviceId }) => deviceId === undefined || step === 'installed', {
    path: ['deviceId'],
    message: 'is said when it is installed',
  })
  .meta({ id: 'EquipmentStepInput' });
export type EquipmentStepInput = z.output<typeof equipmentStepInput>;

const equipmentItem = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum([...loanStates, 'service-due']),
    deliveredAt: isoInstant.nullable(),
    late: z.boolean().describe('It was not there in time, or is not there and its time is over'),
    deviceId: z.string().nullable(),
    serviceMonths: z.number().int().nullable(),
    serviceDueOn: z.iso.date().nullable(),
    steps: z.array(z.enum(loanSteps)).describe('What can be done with it now'),
    events: z
      .array(z.object({ at: isoInstant, by: z.string(), step: z.enum(['ordered', ...loanSteps]), note: z.string() }))
      .describe('Oldest first'),
  })
  .meta({ id: 'EquipmentItem' });

export const equipmentOrder = z
  .object({
    id: z.string(),
    patientId: z.string(),
    patientName: z.string(),
    address: z.string(),
    urgency: z.enum(urgencies),
    note: z.string(),
    orderedAt: isoInstant,
    orderedBy: z.string(),
    dueAt: isoInstant.describe('When everything must be there'),
    late: z.boolean().describe('Something of it was or is late'),
    waiting: z.boolean().describe('Something of it is not there yet'),
    items: z.array(equipmentItem),
  })
  .meta({ id: 'EquipmentOrderView' });
export type EquipmentOrder = z.infer<typeof equipmentOrder>;
