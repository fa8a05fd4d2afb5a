import { z } from 'zod';
import { deviceView } from './equipment.ts';
import { equipmentOrder } from './loans.ts';
import { isoInstant } from './messages.ts';

const kitDevice = deviceView
  .extend({
    certificateSha256: z
      .string()
      .nullable()
      .describe('Of the certificate (DER) that it may show in place of its secret, hexadecimal; null: none'),
    appId: z.string().nullable().describe('It is an app, by its id in the register'),
    lastTest: z
      .object({ at: isoInstant, worked: z.boolean() })
      .nullable()
      .describe('When somebody last tried it in this home, and whether it worked; null: nobody has'),
  })
  .meta({ id: 'KitDevice' });
export type KitDevice = z.infer<typeof kitDevice>;

/** `GET /api/homes/:id/kit`: everything in use in a home, whoever of it lives there it belongs to. */
export const homeKit = z
  .object({
    brokerUrl: z.string().describe('Where a hub of this home connects: over TLS where the gateway offers it'),
    homeId: z.string(),
    address: z.string(),
    patients: z.array(z.object({ id: z.string(), name: z.string() })).describe('Who lives there'),
    devices: z.array(kitDevice),
    hasKeySafeCode: z.boolean().describe('A code of a key safe is kept for its crews'),
  })
  .meta({ id: 'HomeKit' });
export type HomeKit = z.infer<typeof homeKit>;

/** For so many days at most somebody fits the kit of a home before it is said anew. */
export const longestFittingDays = 92;

/** One line of `GET /api/homes/:id/installers`. */
export const homeInstaller = z
  .object({
    userId: z.string(),
    name: z.string(),
    fromAt: isoInstant,
    untilAt: isoInstant.nullable().describe('When it ends by itself; null: it was written down without an end'),
  })
  .meta({ id: 'HomeInstaller' });
export type HomeInstaller = z.infer<typeof homeInstaller>;

/** `PUT /api/homes/:id/installers/:userId`. */
export const installerInput = z
  .strictObject({ untilAt: isoInstant.describe(`At most ${longestFittingDays} days ahead`) })
  .meta({ id: 'InstallerInput' });

/** `GET /api/devices/:id/heard`: what a device has sent since somebody began to try it. No values: what it says is not theirs to read. */
export const deviceHeard = z
  .object({
    at: isoInstant.describe('The time of this answer; asked with it again, nothing between is missed'),
    eventAt: isoInstant.nullable().describe('When it was first heard to do what it is for; null: not since then'),
    signAt: isoInstant.nullable().describe('When it was first heard at all: a battery, a heartbeat; null: not since then'),
  })
  .meta({ id: 'DeviceHeard' });

/** `GET /api/my/homes`: where an installer has something to do. */
export const homesToFit = z
  .object({
    homes: z.array(z.object({ id: z.string(), address: z.string() })),
    orders: z.array(equipmentOrder).describe('Equipment of the people there that is on its way or with them'),
  })
  .meta({ id: 'HomesToFit' });
