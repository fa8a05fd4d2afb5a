import { z } from 'zod';
import { teamKinds } from '../../rules/model/patient.ts';
import { localWindow } from '../../rules/model/window.ts';
import { name, ownId } from './ids.ts';
import { isoInstant } from './messages.ts';

const windows = z.array(localWindow).max(50);

/** A named list of stretches of local time: early, late, nights, office hours. */
export const shiftPatternInput = z.strictObject({ name, windows: windows.min(1, 'names no time') }).meta({ id: 'ShiftPatternInput' });
export const shiftPatternView = shiftPatternInput.extend({ id: z.string() }).meta({ id: 'ShiftPatternView' });

/** Times that are written out, or those of a named pattern. */
export const times = {
  patternId: z.string().nullable().default(null).describe('A shift pattern'),
  windows: windows.default([]).describe('Instead of a pattern: the times themselves'),
};
export const oneOfBoth = ({ patternId, windows }: { readonly patternId: string | null; readonly windows: readonly unknown[] }): boolean =>
  (patternId === null) !== (windows.length === 0);
export const oneOfBothMessage = 'give either patternId or windows';

/** When a contact is at work and is not asked. Wall clock where the contact lives. */
export const workInput = z
  .strictObject({ ...times, highGoesThrough: z.boolean().default(true).describe('A high alert is told all the same') })
  .refine(oneOfBoth, { message: oneOfBothMessage, path: ['windows'] });

const replacement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('contact'), contactId: z.string() }),
  z.strictObject({
    kind: z.literal('team'),
    teamKind: z.enum(teamKinds),
    message: z.string().min(1).max(500).describe('What they are asked; `{name}` is the patient'),
  }),
]);

/** Dates on which nothing at all reaches a contact. */
export const unavailabilityInput = z
  .strictObject({
    id: ownId,
    fromAt: isoInstant,
    untilAt: isoInstant,
    reason: z.string().trim().min(1).max(200).describe('For those who arrange things and for the record of an alert; told to nobody else'),
    replacement: replacement.nullable().default(null).describe('Who is asked instead; left out: nobody, and the next step at once'),
  })
  .meta({ id: 'UnavailabilityInput' });
export const unavailabilityView = unavailabilityInput.extend({ id: z.string() }).meta({ id: 'UnavailabilityView' });
export type Unavailability = z.infer<typeof unavailabilityView>;

/** On such dates now: nobody asks them. */
export const unavailableNow = z.object({ reason: z.string(), untilAt: isoInstant }).nullable();
