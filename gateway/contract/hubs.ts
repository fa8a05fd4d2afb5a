import { z } from 'zod';
import { observationKindNames } from '../../rules/model/observation.ts';
import { deviceKinds } from '../../rules/model/patient.ts';
import { isoInstant } from './messages.ts';
import { deviceInput } from './people.ts';

/** One thing that a found device told of itself last, as it was sent and as it would be read. */
const foundProperty = z
  .object({
    name: z.string(),
    value: z.unknown().describe('As it was sent'),
    unit: z.string().nullable(),
    reading: z
      .object({ kind: z.enum(observationKindNames), value: z.unknown(), unit: z.string().nullable() })
      .nullable()
      .describe('What it is read as if the device is of the kind that is proposed; null: it is not kept'),
  })
  .meta({ id: 'FoundProperty' });

/** One line of `GET /api/homes/:id/found-devices`. */
export const foundDevice = z
  .object({
    hubId: z.string(),
    nativeId: z.string().describe('What the hub calls it for good'),
    dialect: z.string(),
    name: z.string().describe('As it is called there'),
    make: z.string(),
    model: z.string(),
    foundAt: isoInstant,
    lastHeardAt: isoInstant.nullable().describe('null: its hub has described it, and nothing came from it'),
    messages: z.number().int().describe('Kept, and replayed once it is mapped'),
    likelyGhost: z.boolean().describe('Heard once or twice and not again: probably a garbled radio message, or a neighbour’s'),
    likelyKind: z.enum(deviceKinds).nullable(),
    properties: z.array(foundProperty),
    ignored: z
      .object({ reason: z.string(), by: z.string(), at: isoInstant })
      .nullable()
      .describe('Somebody said that it is none of this home’s; nothing that it says is kept since'),
  })
  .meta({ id: 'FoundDevice' });
export type FoundDevice = z.infer<typeof foundDevice>;

/** `POST /api/homes/:id/found-devices/map`: which device it is. */
export const foundDeviceMapping = deviceInput
  .pick({ id: true, kind: true, name: true, room: true, patientId: true, heartbeatSeconds: true })
  .extend({ hubId: z.string(), nativeId: z.string() })
  .meta({ id: 'FoundDeviceMapping' });

/** `POST /api/homes/:id/found-devices/heed`: it waits to be mapped again. */
export const heededDevice = z.strictObject({ hubId: z.string(), nativeId: z.string() }).meta({ id: 'HeededDevice' });

/** `POST /api/homes/:id/found-devices/ignore`: it is none of this home's. */
export const ignoredDevice = heededDevice
  .extend({ reason: z.string().trim().min(1).max(200).describe('For example: the sensor of a neighbour') })
  .meta({ id: 'IgnoredDevice' });

export const mappedDevice = z
  .object({ deviceId: z.string(), replayed: z.number().int().describe('Readings made of what had come before, signs of life apart') })
  .meta({ id: 'MappedDevice' });
