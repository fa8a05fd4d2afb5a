import { z } from 'zod';
import { deviceKinds, rooms } from '../../rules/model/patient.ts';
import { faultCauses, streamStates } from '../../rules/model/stream.ts';
import { isoInstant } from './messages.ts';

/** How a device is heard: what was declared, and what is in force. */
const heartbeatView = z
  .object({
    seconds: z.number().describe('In force'),
    declaredSeconds: z.number(),
    learnedFrom: z.enum(['device', 'model']).nullable().describe('null: as declared'),
    gaps: z.number().int().nullable().describe('From how many gaps between messages it was learned'),
  })
  .meta({ id: 'Heartbeat' });

const faultView = z.object({ cause: z.enum(faultCauses), since: isoInstant }).meta({ id: 'DeviceFault' });

export const deviceView = z
  .object({
    id: z.string(),
    kind: z.enum(deviceKinds),
    name: z.string(),
    room: z.enum(rooms).nullable(),
    patientId: z.string().nullable(),
    hubId: z.string().nullable().describe('The hub that speaks for it'),
    make: z.string(),
    model: z.string(),
    heartbeatSeconds: z.number().nullable().describe('In force; null: heard only when used'),
    heartbeat: heartbeatView.nullable(),
    prompts: z.boolean(),
    connected: z.boolean(),
    lastHeardAt: isoInstant.nullable(),
    state: z
      .enum([...streamStates, 'unknown'])
      .describe('A device that is expected to be heard is in exactly one of the first five; unknown is never shown as well'),
    stateSince: isoInstant.nullable(),
    pausedUntil: isoInstant.nullable().describe('For `paused`: when it is judged again'),
    behindHub: z.boolean().describe('Silent only because its hub is out of reach'),
    faults: z.array(faultView),
  })
  .meta({ id: 'DeviceView' });
export type DeviceView = z.infer<typeof deviceView>;

/** `POST /api/devices/:id/pause`. */
export const devicePause = z.strictObject({ untilAt: isoInstant, reason: z.string().trim().min(1).max(200) }).meta({ id: 'DevicePause' });

/** `PUT /api/devices/:id/certificate`. */
export const certificateInput = z.strictObject({ certificate: z.string().max(20_000).describe('PEM') }).meta({ id: 'CertificateInput' });

/** `POST /api/devices/:id/reissue`. */
export const reissueInput = z
  .strictObject({
    homeId: z.string(),
    patientId: z.string().nullable().default(null).describe('Left out: the device belongs to the home'),
  })
  .meta({ id: 'ReissueInput' });

/** One line of `GET /api/silent-kit`. */
export const silentKit = z
  .object({
    device: deviceView.pick({
      id: true,
      kind: true,
      name: true,
      state: true,
      stateSince: true,
      lastHeardAt: true,
      behindHub: true,
      faults: true,
    }),
    homeId: z.string(),
    address: z.string(),
    patients: z.array(z.object({ id: z.string(), name: z.string() })),
    since: isoInstant.describe('When it was found silent or faulty'),
    dueAt: isoInstant.describe('24 hours later: mended by then, or a reason why not'),
    overdue: z.boolean(),
    behind: z.array(z.string()).describe('For a hub: what cannot be heard because of it'),
    owner: z.string().nullable().describe('null: nobody yet'),
    interimPlan: z.string(),
    repairId: z.number().int().nullable(),
    untested: z.boolean().describe('It is neither silent nor faulty any more, and nobody has tested it since'),
  })
  .meta({ id: 'SilentKit' });
export type SilentKit = z.infer<typeof silentKit>;

/** `POST /api/silent-kit/:id/plan`: somebody takes it on. */
export const kitPlan = z
  .strictObject({
    owner: z.string().trim().min(1).max(200).optional().describe('Left out: who is signed in'),
    interimPlan: z.string().trim().min(1).max(500).describe('How the person is looked after meanwhile: calls, visits'),
  })
  .meta({ id: 'KitPlan' });

/** `POST /api/silent-kit/:id/tested`: it works again, and somebody has tried it. */
export const kitTested = z.strictObject({ note: z.string().trim().max(500).default('') }).meta({ id: 'KitTested' });
