import { XMLBuilder } from 'fast-xml-parser';
import type { StatusNumber } from './codes.ts';

export const scaipType = 'application/scaip+xml';

/** An answer of the alarm receiver. */
export interface Mrs {
  /** The number of the message that is answered. */
  readonly ref: string;
  readonly snu: StatusNumber;
  /** Why, for whoever looks after the unit. */
  readonly ste?: string;
  /** Whether the unit should make its voice call, and where to: null its own programmed receiver, else this address. Left out: no word of it. */
  readonly voice?: { readonly to: string | null } | 'none';
}

const builder = new XMLBuilder({});
/** Media reply (`mre`) and call handling reply (`cre`) of the standard. */
const media = { none: '00', duplex: '01' } as const;
const handling = { programmed: '61', transferred: '62' } as const;

function voiceTags(voice: Mrs['voice']) {
  if (voice === undefined) return {};
  if (voice === 'none') return { mre: media.none };
  return voice.to === null
    ? { mre: media.duplex, cre: handling.programmed }
    : { mre: media.duplex, cre: handling.transferred, tnu: voice.to };
}

/** The body of the message that answers. */
export function writeMrs({ ref, snu, ste, voice }: Mrs): string {
  const tags = { ref, snu, ...(ste !== undefined && { ste: ste.slice(0, 128) }), ...voiceTags(voice) };
  return `<?xml version="1.0" encoding="UTF-8"?>${builder.build({ mrs: tags }) as string}`;
}
