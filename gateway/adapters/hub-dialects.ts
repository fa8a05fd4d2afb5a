import { esphome } from './esphome.ts';
import { homeAssistant } from './home-assistant.ts';
import type { Described, Dialect, HubMessage, Said } from './said.ts';
import { senml } from './senml.ts';
import { tasmota } from './tasmota.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';

/** In the order in which they are asked: what discovery has described is read as described, wherever it is. */
const dialects: Readonly<Record<string, Dialect>> = { zigbee2mqtt, 'home-assistant': homeAssistant, tasmota, esphome, senml };

/** What a message in a hub's tree says, and in which dialect; null: in none that we know. */
export function readHubMessage(
  message: HubMessage,
  described: Described,
): { readonly dialect: string; readonly said: readonly Said[] } | null {
  for (const [dialect, read] of Object.entries(dialects)) {
    const said = read(message, described);
    if (said !== null) return { dialect, said };
  }
  return null;
}
