import { bed } from './bed.ts';
import { frontDoor } from './contact.ts';
import { cuff } from './cuff.ts';
import type { DeviceModel } from './device.ts';
import { dispenser } from './dispenser.ts';
import { fridge } from './fridge.ts';
import { motion } from './motion.ts';
import { plug } from './plug.ts';
import { sosButton } from './sos-button.ts';
import { speaker } from './speaker.ts';
import { visitTag } from './visit-tag.ts';

/** Every device that a simulated home can have, by the part it plays there. */
export const catalogue = {
  fridge,
  'front-door': frontDoor,
  motion,
  bed,
  kettle: plug,
  dispenser,
  cuff,
  'sos-button': sosButton,
  speaker,
  'visit-tag': visitTag,
} as const satisfies Record<string, DeviceModel>;

export type DeviceRole = keyof typeof catalogue;
