import type { Room } from '../../rules/model/patient.ts';
import { app } from './app.ts';
import { bed } from './bed.ts';
import { frontDoor } from './contact.ts';
import { cuff } from './cuff.ts';
import { cup } from './cup.ts';
import type { DeviceModel } from './device.ts';
import { dispenser } from './dispenser.ts';
import { fallDetector } from './fall-detector.ts';
import { fridge } from './fridge.ts';
import { glucoseMeter } from './glucose-meter.ts';
import { carbonMonoxideAlarm, smokeAlarm, waterSensor } from './hazard-alarms.ts';
import { hub } from './hub.ts';
import { infusionPump } from './infusion-pump.ts';
import { motion } from './motion.ts';
import { oximeter } from './oximeter.ts';
import { plug } from './plug.ts';
import { roomThermometer } from './room-thermometer.ts';
import { scales } from './scales.ts';
import { sosButton } from './sos-button.ts';
import { speaker } from './speaker.ts';
import { thermometer } from './thermometer.ts';
import { visitTag } from './visit-tag.ts';
import { wearable } from './wearable.ts';

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
  'fall-detector': fallDetector,
  'smoke-alarm': smokeAlarm,
  'carbon-monoxide-alarm': carbonMonoxideAlarm,
  'water-sensor': waterSensor,
  'room-thermometer': roomThermometer,
  scales,
  oximeter,
  thermometer,
  'glucose-meter': glucoseMeter,
  cup,
  wearable,
  'infusion-pump': infusionPump,
  app,
  hub,
  'bathroom-motion': motion,
  'kitchen-motion': motion,
} as const satisfies Record<string, DeviceModel>;

export type DeviceRole = keyof typeof catalogue;

/** Where devices hang of which that matters. */
export const roomOf: Readonly<Partial<Record<DeviceRole, Room>>> = {
  'bathroom-motion': 'bathroom',
  'kitchen-motion': 'kitchen',
  kettle: 'kitchen',
  'room-thermometer': 'living-room',
};
