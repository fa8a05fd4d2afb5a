import { z } from 'zod';
import { localWindow } from '../../rules/model/window.ts';
import { alertSummary } from './alerts.ts';
import { oneOfBoth, oneOfBothMessage, times } from './calendars.ts';
import { handOverRest } from './hand-over.ts';
import { givenId, name, ownId } from './ids.ts';
import { isoInstant } from './messages.ts';
import { channel, teamInput, zone } from './people.ts';

const person = z.strictObject({
  id: givenId.describe('The id of their user, if they sign in: an acknowledgement then ends with their turn of duty'),
  name,
  channels: z.array(channel).min(1, 'cannot be reached').max(10).describe('Best first'),
});
const shift = z
  .strictObject({
    id: givenId,
    name,
    ...times,
    people: z.array(z.string()).min(1, 'names nobody').max(50).describe('Ids, in the order of their turns'),
    startsOn: z.iso.date('must be a date as YYYY-MM-DD').describe('Local date from which turns are counted'),
    turnDays: z.int().min(1).max(366).default(7).describe('Days until the next takes their turn'),
  })
  .refine(oneOfBoth, { message: oneOfBothMessage, path: ['windows'] });

const noTwice = (ids: readonly { readonly id: string }[]) => new Set(ids.map(({ id }) => id)).size === ids.length;

/** What can change of a team; one of another kind is another team. */
export const teamChange = teamInput.pick({ name: true, localityId: true, channels: true }).meta({ id: 'TeamChange' });

/** A team as it is set up, with the addresses of what its people share. */
export const teamSetUp = teamInput
  .extend({
    id: z.string(),
    servedAlone: z.int().describe('People whom it serves and no other team of its kind; without it, a step that asks for one finds nobody'),
  })
  .meta({ id: 'TeamSetUp' });

/** Who of a team is on duty when, week after week. */
export const rotaInput = z
  .strictObject({
    zone: zone.default('Europe/London'),
    cover: z.array(localWindow).max(50).default([]).describe('When somebody must be on duty; left out: always'),
    people: z.array(person).max(200).refine(noTwice, 'names an id twice'),
    shifts: z.array(shift).max(50).refine(noTwice, 'names an id twice'),
  })
  .superRefine(({ people, shifts }, context) => {
    for (const [i, { people: ids }] of shifts.entries())
      for (const [n, id] of ids.entries())
        if (!people.some((one) => one.id === id))
          context.addIssue({ code: 'custom', path: ['shifts', i, 'people', n], message: `"${id}" is not among the people`, input: id });
  })
  .meta({ id: 'RotaInput' });

export const rotaOverrideInput = z
  .strictObject({
    id: ownId,
    fromAt: isoInstant,
    untilAt: isoInstant,
    outId: z.string().nullable().default(null).describe('Whose duty it was; left out: nobody leaves'),
    inId: z.string().nullable().default(null).describe('Who takes it; left out: nobody'),
    note: z.string().max(500).default(''),
  })
  .refine(({ outId, inId }) => outId !== null || inId !== null, { message: 'somebody must come or leave', path: ['inId'] })
  .refine(({ outId, inId }) => inId === null || outId !== inId, { message: 'is the one who leaves', path: ['inId'] })
  .meta({ id: 'RotaOverrideInput' });

const stretch = { fromAt: isoInstant, untilAt: isoInstant };
export const rotaView = z
  .object({
    zone: z.string(),
    cover: z.array(localWindow),
    people: z.array(person),
    shifts: z.array(shift),
    overrides: z.array(
      z.object({ id: z.string(), ...stretch, outId: z.string().nullable(), inId: z.string().nullable(), note: z.string() }),
    ),
    turns: z.array(z.object({ personId: z.string(), name: z.string(), ...stretch })).describe('Of the coming days, cut at both ends'),
  })
  .meta({ id: 'RotaView' });

export const rotaGap = z.object({ teamId: z.string(), teamName: z.string(), ...stretch }).meta({ id: 'RotaGap' });

export const handOverView = z
  .object({
    at: isoInstant.nullable().describe('When people next leave or come; null: not within the days that are looked at'),
    leaving: z.array(z.string()),
    coming: z.array(z.string()),
    alerts: z.array(
      z.object({
        alert: alertSummary,
        promised: z
          .object({ by: z.string(), at: isoInstant, text: z.string() })
          .nullable()
          .describe('What the last person who acted on it has said or done'),
        endsWithTurn: z.boolean().describe('Whoever has it leaves then, and it is called out again'),
      }),
    ),
    ...handOverRest,
  })
  .meta({ id: 'HandOver' });
