import { z } from 'zod';
import { severities } from '../../rules/model/alert.ts';
import { givenId, name, ownId } from './ids.ts';
import { isoInstant } from './messages.ts';

/** What people are admitted for. */
export const pathways = ['heart-failure', 'copd', 'frailty', 'discharge'] as const;
export type Pathway = (typeof pathways)[number];

/** Levels of care, least first. */
export const lowestLevel = 1;
export const highestLevel = 3;
const level = z.int().min(lowestLevel).max(highestLevel).describe('1: the least care, 3: the most');

/** What has to be seen to in a stay, gravest first. */
export const dueReasons = ['high-alert', 'review', 'no-reading', 'target-passed'] as const;
export type DueReason = (typeof dueReasons)[number];

export const wardEventTypes = ['admitted', 'stepped-up', 'stepped-down', 'retargeted', 'reviewed', 'discharged'] as const;
export type WardEventType = (typeof wardEventTypes)[number];

/** `PUT /api/wards/:id` */
export const wardInput = z.strictObject({ name, beds: z.int().min(1).max(10_000) }).meta({ id: 'WardInput' });

/** `POST /api/wards/:id/stays` */
export const stayInput = z
  .strictObject({
    id: ownId,
    patientId: z.string().max(200),
    pathway: z.enum(pathways),
    level,
    clinician: name.describe('The responsible clinician'),
    targetOn: z.iso.date().describe('Local date on which the stay is to end'),
    reason: z.string().trim().max(500).default(''),
  })
  .meta({ id: 'WardAdmission' });

const conditional = { version: z.int().min(1).describe('The version that was seen; another one in force answers 409') };
const reason = z.string().trim().min(1).max(500);
/** `POST /api/ward-stays/:id/commands` */
export const stayCommand = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('review'), ...conditional, note: z.string().trim().max(2_000).default('') }),
    z.strictObject({ type: z.literal('step-up'), ...conditional, reason }),
    z.strictObject({ type: z.literal('step-down'), ...conditional, reason }),
    z.strictObject({ type: z.literal('retarget'), ...conditional, targetOn: z.iso.date(), reason }),
    z.strictObject({ type: z.literal('discharge'), ...conditional, reason }),
  ])
  .meta({ id: 'WardStayCommand' });
export type StayCommand = z.infer<typeof stayCommand>;

export const wardStay = z
  .object({
    id: z.string(),
    version: z.int(),
    patientId: z.string(),
    patientName: z.string(),
    localityName: z.string().nullable(),
    pathway: z.enum(pathways),
    level,
    clinician: z.string(),
    admittedAt: isoInstant,
    targetOn: z.iso.date(),
    day: z.int().describe('Local day of the stay; 1 is the day of admission'),
    days: z.int().describe('Up to and with the target day'),
    review: z.object({ at: isoInstant, by: z.string(), note: z.string() }).nullable().describe('The last one; null: not since admission'),
    reviewedToday: z.boolean(),
    reviewDueAt: isoInstant,
    readings: z
      .array(z.object({ kind: z.string(), label: z.string(), value: z.string(), unit: z.string().nullable(), observedAt: isoInstant }))
      .describe('The newest of each vital sign of the last seven days; none: nothing is known'),
    openAlerts: z.array(z.object({ id: z.string(), severity: z.enum(severities), reason: z.string() })).describe('Gravest first'),
    due: z.array(z.enum(dueReasons)).describe('What has to be seen to now, gravest first; none: nothing'),
    events: z
      .array(z.object({ at: isoInstant, type: z.enum(wardEventTypes), by: z.string(), level, note: z.string() }))
      .describe('Newest first'),
  })
  .meta({ id: 'WardStay' });
export type WardStay = z.infer<typeof wardStay>;

/** `GET /api/wards`: every ward with who is in it, first who has to be seen first. */
export const wardBoard = z
  .array(
    z.object({
      id: z.string(),
      name: z.string(),
      beds: z.int(),
      taken: z.int(),
      stays: z.array(wardStay),
    }),
  )
  .meta({ id: 'WardBoard' });
export type WardBoard = z.infer<typeof wardBoard>;

/** `GET /api/ward-stays/:id/offers`: the agreements that belong to the pathway; nothing is agreed by admitting. */
export const stayOffers = z
  .object({
    pack: z.string(),
    title: z.string(),
    agreements: z.array(
      z.object({
        template: z.string(),
        title: z.string(),
        asks: z.array(z.string()).describe('Questions that only the person can answer'),
        state: z.enum(['agreed', 'draft', 'open']),
      }),
    ),
  })
  .meta({ id: 'WardStayOffers' });
export type StayOffers = z.infer<typeof stayOffers>;

/** `POST /api/ward-stays/:id/offers`: makes drafts of these, to be read, completed and approved like any other. */
export const stayOffersTaken = z.strictObject({ templates: z.array(givenId).min(1).max(50) }).meta({ id: 'WardStayOffersTaken' });
