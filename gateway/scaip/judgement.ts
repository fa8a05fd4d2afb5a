import { type CallWords, unitNumber } from '../../rules/model/alarm-unit.ts';
import { type StatusNumber, statusNumbers } from './codes.ts';
import { callWordsOf, type Meant, meaningOf } from './meaning.ts';
import { parseMrq } from './mrq.ts';

/** What is to become of one message. */
export interface Judgement {
  /** The unit's number of the message; null: it cannot be answered. */
  readonly ref: string | null;
  /** The unit. */
  readonly number: string;
  readonly means: readonly Meant[];
  readonly snu: StatusNumber;
  /** What was wrong with it, `field: fault`, for whoever looks after the unit; null: nothing. */
  readonly wrong: string | null;
  /** The unit can make no voice call. */
  readonly noVoice: boolean;
  /** What made it, and where. */
  readonly words: CallWords;
}

/** Somebody is called by it: a call for help, a fall, an alarm of the home. */
export function calls({ kind, value }: Meant): boolean {
  return kind === 'sos' || value === 'fallen' || value === 'alarm';
}

/** In place of the number of a unit where none can be read. */
export const unreadableNumber = 'unreadable';

/** The number that stands in the SIP address. */
function numberIn(user: string): string {
  return /^\+?[0-9]{1,20}$/.test(user) ? unitNumber(user) : unreadableNumber;
}

/**
 * Judges a body (`application/scaip+xml`) that came from a SIP address with this user. What calls somebody is taken however faulty its
 * message is; what silences, or only says that all is well, is taken when everything is right. Never throws.
 */
export function judge(body: Buffer, user: string): Judgement {
  const read = parseMrq(body);
  if ('fault' in read) {
    const { ref, cid, mayCall, snu, reason } = read.fault;
    const words = callWordsOf(read.fault);
    const means: Meant[] = mayCall ? [{ kind: 'sos', value: words }] : [];
    return { ref, number: cid ?? numberIn(user), means, snu, wrong: reason, noVoice: false, words };
  }
  const { ref, cid, noVoice } = read.mrq;
  const means = meaningOf(read.mrq);
  const words = callWordsOf(read.mrq);
  if (numberIn(user) === cid) return { ref, number: cid, means, snu: statusNumbers.ok, wrong: null, noVoice, words };
  const wrong = 'cid: must be the user of the SIP address that it comes from';
  return { ref, number: cid, means: means.filter(calls), snu: statusNumbers.wrongData, wrong, noVoice, words };
}
