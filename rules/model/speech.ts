import type { Severity } from './alert.ts';
import type { DeviceContext, DeviceKind, PatientContext } from './patient.ts';
import { type Instant, localTime } from './time.ts';

/** Languages in which we have words (rules/languages); a BCP 47 tag each. */
export const languages = ['en', 'pl'] as const;
export type Language = (typeof languages)[number];

/** What a device that can prompt makes of words. */
export interface Speech {
  /** It has a voice; otherwise it only shows them. */
  readonly speaks: boolean;
  /** Its voice can be made louder and softer. */
  readonly volume: boolean;
  /** Voices that it can be told to use, best first; none: it has one of its own. */
  readonly voices: readonly { readonly language: Language; readonly name: string }[];
}

const voice: Speech = { speaks: true, volume: true, voices: [] };
const screen: Speech = { speaks: false, volume: false, voices: [] };
const withVoice: readonly DeviceKind[] = ['speaker', 'fridge', 'dispenser', 'alarm-unit', 'hub'];

/** What devices of a kind can do where their make and model say nothing else: what is not known to have a voice gets no words for one. */
export function speechOfKind(kind: DeviceKind): Speech {
  return withVoice.includes(kind) ? voice : screen;
}

/** How words are spoken, beside the words. Empty for a device without a voice. */
export interface SpokenHow {
  /** Percent of the loudest. */
  readonly volume?: number;
  readonly voice?: string;
}

/** Percent. Local policy, no clinical limit: loud enough across a room, softer at night, and always as loud as can be when it is urgent. */
const volumes = { usual: 60, night: 30, hardOfHearing: 90, hardOfHearingAtNight: 60, urgent: 100 } as const;
const night = { from: '22:00', to: '07:00' } as const;

/** How a device is to speak words of this language to this patient now. `device` undefined: it is not known any more. */
export function spokenHow(
  patient: Pick<PatientContext, 'zone' | 'hardOfHearing'>,
  device: Pick<DeviceContext, 'kind' | 'speech'> | undefined,
  words: { readonly language: Language; readonly severity: Severity },
  at: Instant,
): SpokenHow {
  const speech = device?.speech ?? (device ? speechOfKind(device.kind) : screen);
  if (!speech.speaks) return {};
  const named = speech.voices.find(({ language }) => language === words.language);
  return {
    ...(speech.volume && { volume: volumeAt(patient, words.severity, at) }),
    ...(named && { voice: named.name }),
  };
}

function volumeAt({ zone, hardOfHearing }: Pick<PatientContext, 'zone' | 'hardOfHearing'>, severity: Severity, at: Instant): number {
  if (severity === 'high') return volumes.urgent;
  const time = localTime(zone, at);
  const isNight = time >= night.from || time < night.to;
  if (hardOfHearing) return isNight ? volumes.hardOfHearingAtNight : volumes.hardOfHearing;
  return isNight ? volumes.night : volumes.usual;
}
