import { z } from 'zod';
import { unitNumber } from '../../rules/model/alarm-unit.ts';
import { levels, severities } from '../../rules/model/alert.ts';
import { deviceKinds, presenceModes, rooms, teamKinds } from '../../rules/model/patient.ts';
import { languages } from '../../rules/model/speech.ts';
import { localWindow } from '../../rules/model/window.ts';
import { agreementView, consentInput, patientAgreedInput } from './agreements.ts';
import { unavailableNow, workInput } from './calendars.ts';
import { firstPlan } from './care-plan.ts';
import { deviceView } from './equipment.ts';
import { name, ownId } from './ids.ts';
import { isoInstant } from './messages.ts';
import { purposes, roles } from './relations.ts';

/** NHS number: ten digits, modulus 11 with weights 10 to 2, no repeated digit (clinical.md, Codes). */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || /^(\d)\1{9}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[9]);
}

export const nhsNumber = z
  .string()
  .transform((text) => text.replaceAll(/[\s-]/g, ''))
  .refine(isNhsNumber, { message: 'is not a valid NHS number (ten digits with a check digit)' });

export const zone = z.string().refine(
  (text) => {
    try {
      new Intl.DateTimeFormat('en-GB', { timeZone: text });
      return true;
    } catch {
      return false;
    }
  },
  { message: 'is not an IANA time zone, for example Europe/London' },
);

export const channel = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sms'), address: z.e164().describe('Telephone number as in +447700900123') }),
  z.strictObject({ kind: z.literal('email'), address: z.email() }),
  z.strictObject({ kind: z.literal('webhook'), address: z.url({ protocol: /^https?$/ }) }),
  z.strictObject({ kind: z.literal('console'), address: z.literal('').default('') }),
  z.strictObject({ kind: z.literal('voice'), address: z.e164().describe('Telephone number that is called, as in +447700900123') }),
]);
/** A notice of the app goes to wherever the person has allowed it; without a place of its own in the list it is tried first. */
const contactChannel = z.discriminatedUnion('kind', [
  ...channel.options,
  z.strictObject({ kind: z.literal('push'), address: z.literal('').default('') }),
]);

export const localityInput = z
  .strictObject({ id: ownId, kind: z.enum(['place', 'locality', 'practice']), name, parentId: z.string().nullable().default(null) })
  .meta({ id: 'LocalityInput' });
export const homeInput = z
  .strictObject({
    id: ownId,
    address: z.string().min(1).max(500),
    localityId: z.string().nullable().default(null),
    keyAccess: z.string().max(500).default(''),
  })
  .meta({ id: 'HomeInput' });
export const patientInput = z
  .strictObject({
    id: ownId,
    homeId: z.string(),
    nhsNumber: nhsNumber.nullable().default(null),
    givenName: name,
    familyName: name,
    knownAs: name.optional(),
    birthDate: z.iso.date().nullable().default(null),
    zone: zone.default('Europe/London'),
    summary: z.string().max(2000).default('').describe('What someone answering an alert must know first'),
    simulated: z.boolean().default(false),
  })
  .meta({ id: 'PatientInput' });
export const presenceInput = z
  .strictObject({ mode: z.enum(presenceModes), untilAt: isoInstant.nullable().default(null) })
  .refine((p) => p.mode === 'home' || p.untilAt !== null, { message: 'an absence needs an end', path: ['untilAt'] })
  .meta({ id: 'PresenceInput' });
export const contactInput = z
  .strictObject({
    id: ownId,
    name,
    relationship: name,
    order: z.number().int().min(1).max(50),
    mayBeTold: z.boolean().describe('The patient agreed that this person is told'),
    consentNote: z.string().max(500).default(''),
    channels: z.array(contactChannel).max(10).describe('Best first'),
    checkedByPhone: z
      .boolean()
      .default(false)
      .describe('Whoever writes this has spoken to them there; otherwise a new number or address is not used before it is checked'),
    language: z.enum(languages).default('en').describe('In which they are written to, as far as we have the words'),
    detailsOnLockScreen: z
      .boolean()
      .default(false)
      .describe('They chose to read what it is about in text messages and notices, and to hear it in calls'),
    zone: zone.nullable().default(null).describe("Of their quiet hours and of their work; left out: the patient's"),
    quietHours: localWindow.nullable().default(null).describe('A message that is not high waits until they end'),
    work: workInput.nullable().default(null).describe('When they are at work and not asked'),
  })
  .meta({ id: 'ContactInput' });
/** A number or address of a contact, and how it is known to be theirs; `before`: it was in use before anybody asked. */
export const contactPointView = z
  .object({
    kind: z.enum(['sms', 'email', 'voice']),
    address: z.string(),
    checkedAt: isoInstant.nullable().describe('null: nobody has checked it, and no alert uses it'),
    checkedHow: z.enum(['code', 'phone', 'enrolment', 'before']).nullable(),
    checkedBy: z.string().nullable(),
  })
  .meta({ id: 'ContactPoint' });
export const teamInput = z
  .strictObject({
    id: ownId,
    kind: z.enum(teamKinds),
    name,
    localityId: z.string().nullable().default(null),
    channels: z.array(channel).max(10).default([]),
  })
  .meta({ id: 'TeamInput' });
export const onCallInput = z
  .strictObject({
    id: ownId,
    name,
    channels: z.array(channel).min(1).max(10),
    fromAt: isoInstant.optional(),
    untilAt: isoInstant.nullable().default(null),
  })
  .meta({ id: 'OnCallInput' });
export const deviceInput = z
  .strictObject({
    id: ownId,
    homeId: z.string(),
    patientId: z.string().nullable().default(null).describe('Left out: the device belongs to the home'),
    kind: z.enum(deviceKinds),
    name,
    room: z.enum(rooms).nullable().default(null).describe('Where it hangs, as far as that matters to an agreement'),
    heartbeatSeconds: z
      .number()
      .int()
      .min(10)
      .max(30 * 86_400)
      .nullable()
      .default(null)
      .describe('How often it is heard from when all is well; left out: only when used. What is learned takes its place'),
    hubId: z.string().nullish().describe('The hub that speaks for it; left out: it speaks for itself'),
    make: z.string().max(100).optional(),
    model: z.string().max(100).optional().describe('Devices of one make and model are learned together'),
    alarmUnitNumber: z
      .string()
      .trim()
      .regex(/^\+?[0-9]{1,20}$/, 'must be digits')
      .transform(unitNumber)
      .optional()
      .describe('For a social alarm unit: the number by which it names itself (SCAIP, cid)'),
    prompts: z.boolean().default(false).describe('It can speak or show words'),
  })
  .meta({ id: 'DeviceInput' });
export const integrationInput = z
  .strictObject({
    id: ownId,
    name,
    publish: z.array(z.string().min(1).max(512)).max(100),
    subscribe: z.array(z.string().min(1).max(512)).max(100),
  })
  .meta({ id: 'IntegrationInput' });
export const planInput = z
  .strictObject({
    steps: z
      .array(
        z.strictObject({
          level: z.enum(levels),
          wait: z.string().describe('ISO 8601 duration, for example PT30M; PT0S: called together with the next step'),
          contactOrder: z.number().int().min(1).nullable().default(null),
          message: z.string().min(1).max(500),
        }),
      )
      .min(1)
      .max(20),
    familyHolds: z.boolean().default(false),
    okClears: z.boolean().default(true),
    togetherWhenHigh: z.boolean().optional().describe('A high alert calls all steps up to the care centre at once'),
  })
  .meta({ id: 'EscalationPlanInput' });
export const scenarioInput = z
  .strictObject({
    id: ownId,
    template: z.string(),
    params: z.record(z.string(), z.unknown()).default({}),
    plan: planInput.nullable().default(null).describe("Left out: the template's own"),
    severity: z.enum(severities).nullable().default(null).describe("Left out: the template's own"),
    status: z
      .enum(['draft', 'active'])
      .default('active')
      .describe('active: in force at once, approved by `approvedBy`; draft: to be approved and activated later'),
    approvedBy: name.optional().describe('The named clinician; left out: a draft'),
    consentNote: z.string().max(500).default('').describe('Recorded consent or best-interest decision, where the template needs one'),
    consent: consentInput.nullable().default(null).describe('The same with its own fields'),
    patientAgreed: patientAgreedInput.nullable().default(null),
  })
  .meta({ id: 'ScenarioInput' });
/** What a place, locality or practice says about a kind of agreement, for everybody who lives there. */
export const localityLayerInput = scenarioInput
  .pick({ template: true, params: true, plan: true, severity: true })
  .extend({ approvedBy: name.describe('The named clinician') })
  .meta({ id: 'LocalityLayerInput' });
export const userInput = z
  .strictObject({ email: z.email(), name, role: z.enum(roles), password: z.string().min(12).max(128) })
  .meta({ id: 'UserInput' });

const enrolledContact = contactInput.extend({
  allowed: z.array(z.enum(purposes)).max(purposes.length).default([]).describe('What the patient allows them besides being told'),
});
/** A whole home in one file. References inside it are by position, so that ids can be left to the server. */
export const enrolmentInput = z
  .strictObject({
    locality: localityInput.nullable().default(null).describe('Made if no locality of this name exists'),
    home: homeInput.omit({ localityId: true }),
    patients: z
      .array(
        patientInput.omit({ homeId: true }).extend({
          language: z.enum(languages).default('en').describe('In which they are spoken to'),
          contacts: z.array(enrolledContact).default([]),
          plan: firstPlan.nullable().default(null).describe('A draft of the plan of care, by whoever may write plans'),
          scenarios: z.array(scenarioInput).default([]),
        }),
      )
      .min(1)
      .max(8),
    devices: z
      .array(
        deviceInput
          .omit({ homeId: true, patientId: true })
          .extend({ patient: z.number().int().min(0).nullable().default(null).describe('Index into patients; left out: the home') }),
      )
      .default([]),
  })
  .meta({ id: 'EnrolmentInput' });
export type EnrolmentInput = z.infer<typeof enrolmentInput>;

export const credential = z
  .object({ deviceId: z.string(), username: z.string(), secret: z.string().describe('Shown once; only its hash is kept') })
  .meta({ id: 'Credential' });
export const enrolmentResult = z
  .object({
    localityId: z.string().nullable(),
    homeId: z.string(),
    patients: z.array(z.object({ patientId: z.string(), contactIds: z.array(z.string()), scenarioIds: z.array(z.string()) })),
    devices: z.array(credential),
  })
  .meta({ id: 'EnrolmentResult' });
export type EnrolmentResult = z.infer<typeof enrolmentResult>;

export const patientSummary = z
  .object({
    id: z.string(),
    knownAs: z.string(),
    name: z.string(),
    nhsNumber: z.string().nullable(),
    birthDate: z.string().nullable(),
    zone: z.string(),
    localityName: z.string().nullable(),
    presence: z.object({ mode: z.enum(presenceModes), untilAt: isoInstant.nullable() }),
    simulated: z.boolean(),
    openAlerts: z.number().int(),
    lastHeardAt: isoInstant.nullable().describe('Latest arrival from any device; null: never'),
  })
  .meta({ id: 'PatientSummary' });
export type PatientSummary = z.infer<typeof patientSummary>;

export const patientDetail = patientSummary
  .extend({
    homeId: z.string(),
    address: z.string(),
    keyAccess: z.string(),
    summary: z.string(),
    contacts: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        relationship: z.string(),
        order: z.number(),
        mayBeTold: z.boolean(),
        channelKinds: z.array(z.string()),
        unavailable: unavailableNow,
      }),
    ),
    devices: z.array(deviceView),
    scenarios: z.array(agreementView).describe('In force or on the way there, and those whose consent was taken back'),
  })
  .meta({ id: 'PatientDetail' });
export type PatientDetail = z.infer<typeof patientDetail>;
