import { isUtf8 } from 'node:buffer';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { unitNumber } from '../../rules/model/alarm-unit.ts';
import { groupOf, manualAlarm, type StatusNumber, statusNumbers } from './codes.ts';

/** ME alarm, RE reset (what was reported is withdrawn), IN information, PI heartbeat. */
const messageTypes = ['ME', 'RE', 'IN', 'PI'] as const;

/** A request of a unit, numbers as numbers whatever their padding. */
export interface Mrq {
  /** The unit's own number of this message; the answer repeats it. */
  readonly ref: string;
  /** The unit, without leading zeros. */
  readonly cid: string;
  readonly mty: (typeof messageTypes)[number];
  readonly dty: number;
  /** null: none given. */
  readonly stc: number | null;
  readonly lco: number | null;
  /** The unit can make no voice call. */
  readonly noVoice: boolean;
}

/** A body that is no sound request, and what could be read of it all the same. */
export interface MrqFault {
  readonly ref: string | null;
  readonly cid: string | null;
  readonly dty: number | null;
  readonly lco: number | null;
  /** It may have been meant as a call for help: nothing that can be read says otherwise. */
  readonly mayCall: boolean;
  readonly snu: StatusNumber;
  /** `field: fault`, for people. */
  readonly reason: string;
}

const text = (most: number) => z.string().trim().min(1).max(most);
const number = (most: number) =>
  text(12)
    .regex(/^[0-9]+$/, 'is no number')
    .transform(Number)
    .pipe(z.number().max(most));

const fields = {
  ref: text(16).regex(/^[0-9A-Za-z]+$/, 'must be letters and digits'),
  cid: text(20)
    .regex(/^\+?[0-9]+$/, 'must be digits')
    .transform(unitNumber),
  mty: z.enum(messageTypes).default('ME'),
  dty: number(9_999),
  stc: number(9_999).nullable().default(null),
  lco: number(999).nullable().default(null),
  crd: z
    .union([z.string(), z.array(z.string())])
    .default('')
    .transform((ways) => [ways].flat()),
};
const mrq = z.object(fields);

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: true });

/** The elements of `<mrq>`, or why there are none. */
function elementsOf(body: Buffer): Readonly<Record<string, unknown>> | string {
  const xml = body.toString(isUtf8(body) ? 'utf8' : 'latin1');
  // No unit needs one, and entities can be made to grow without end.
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return 'a document type declaration is not read';
  try {
    if (XMLValidator.validate(xml) !== true) return 'is not XML';
    const root = (parser.parse(xml) as Readonly<Record<string, unknown>>).mrq;
    return typeof root === 'object' && root !== null ? (root as Record<string, unknown>) : 'holds no mrq';
  } catch {
    return 'is not XML';
  }
}

/** One field by itself, where the whole could not be read; null: not this one either. */
function only<K extends keyof typeof fields>(elements: Readonly<Record<string, unknown>>, name: K): z.output<(typeof fields)[K]> | null {
  const read = z.object({ [name]: fields[name] }).safeParse({ [name]: elements[name] });
  return read.success ? (read.data[name] as z.output<(typeof fields)[K]>) : null;
}

/** Nothing that can be read says that nobody is called; what is unreadable might. */
function mayCall(elements: Readonly<Record<string, unknown>>): boolean {
  const mty = only(elements, 'mty');
  if (mty !== null && mty !== 'ME') return false;
  const stc = only(elements, 'stc') ?? manualAlarm;
  const group = groupOf(stc);
  return group === 'call' || group === 'other';
}

const nothingRead = { ref: null, cid: null, dty: null, lco: null, mayCall: true } as const;

/** Reads the body of a message (`application/scaip+xml`). Never throws. */
export function parseMrq(body: Buffer): { readonly mrq: Mrq } | { readonly fault: MrqFault } {
  const elements = elementsOf(body);
  if (typeof elements === 'string') return { fault: { ...nothingRead, snu: statusNumbers.invalidFormat, reason: `body: ${elements}` } };
  const read = mrq.safeParse(elements);
  if (read.success) {
    const { crd, ...rest } = read.data;
    return { mrq: { ...rest, noVoice: crd.some((way) => way.startsWith('no-voice')) } };
  }
  const missing = read.error.issues.some(({ path }) => elements[String(path[0])] === undefined);
  const reason = read.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`).join('; ');
  return {
    fault: {
      ref: only(elements, 'ref'),
      cid: only(elements, 'cid'),
      dty: only(elements, 'dty'),
      lco: only(elements, 'lco'),
      mayCall: mayCall(elements),
      snu: missing ? statusNumbers.mandatoryTagMissing : statusNumbers.invalidFormat,
      reason,
    },
  };
}
