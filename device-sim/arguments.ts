import { InvalidArgumentError } from 'commander';
import type { CrewOf } from './crews/crews.ts';
import { type FaultName, parseFaults } from './faults.ts';
import { type DialectName, parseDialects } from './homes/in-dialects.ts';

/** Reads a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d{1,9}$/.test(text) || value < least) throw new InvalidArgumentError(`expected a whole number from ${least}.`);
    return value;
  };
}

/** Reads a number above 0. */
export function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('expected a number above 0.');
  return value;
}

const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3_600 };

/** Reads `90s`, `5m` or `2h`; gives seconds. */
export function span(text: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? [];
  if (!digits || !unit) throw new InvalidArgumentError('expected a time such as 90s, 5m or 2h.');
  return Number(digits) * unitSeconds[unit]!;
}

/** Turns a reader's complaint into one about the command line. */
function reading<T>(read: (text: string) => T, text: string): T {
  try {
    return read(text);
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}

export const faultList = (text: string): readonly FaultName[] => reading(parseFaults, text);
export const dialectList = (text: string): readonly DialectName[] => reading(parseDialects, text);

/** Reads a crew, `van-1=jo@example.org`, behind those that were given before. */
export function crewOf(text: string, before: readonly CrewOf[]): readonly CrewOf[] {
  const [, unitId, email] = /^([^=\s]+)=([^=\s]+@[^=\s]+)$/.exec(text) ?? [];
  if (!unitId || !email) throw new InvalidArgumentError('expected a unit and who goes out with it, such as van-1=jo@example.org.');
  return [...before, { unitId, email }];
}

/** Reads an alarm receiver's address, `127.0.0.1:5060`; the port may be left out. */
export function receiver(text: string): { readonly host: string; readonly port: number } {
  const url = URL.canParse(`tcp://${text}`) ? new URL(`tcp://${text}`) : null;
  if (!url?.hostname) throw new InvalidArgumentError('expected an address such as 127.0.0.1:5060.');
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 5060) };
}

/** Reads a broker's address, `mqtt://host:port`; the port may be left out. */
export function mqttUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'mqtt:' || !url.hostname) throw new InvalidArgumentError('expected an address such as mqtt://127.0.0.1:1883.');
  return url;
}

export function httpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new InvalidArgumentError('expected an address such as http://127.0.0.1:8080.');
  return url;
}
