import { z } from 'zod';
import { deviceView } from './equipment.ts';
import { equipmentOrder } from './loans.ts';

const kitDevice = deviceView
  .extend({
    certificateSha256: z
      .string()
      .nullable()
      .describe('Of the certificate (DER) that it may show in place of its secret, hexadecimal; null: none'),
    appId: z.string().nullable().describe('It is an app, by its id in the register'),
  })
  .meta({ id: 'KitDevice' });
export type KitDevice = z.infer<typeof kitDevice>;

/** `GET /api/homes/:id/kit`: everything in use in a home, whoever of it lives there it belongs to. */
export const homeKit = z
  .object({
    homeId: z.string(),
    address: z.string(),
    patients: z.array(z.object({ id: z.string(), name: z.string() })).describe('Who lives there'),
    devices: z.array(kitDevice),
  })
  .meta({ id: 'HomeKit' });
export type HomeKit = z.infer<typeof homeKit>;

/** `GET /api/my/homes`: where an installer has something to do. */
export const homesToFit = z
  .object({
    homes: z.array(z.object({ id: z.string(), address: z.string() })),
    orders: z.array(equipmentOrder).describe('Equipment of the people there that is on its way or with them'),
  })
  .meta({ id: 'HomesToFit' });
