import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { timer } from 'rxjs';
import { unknownUnitPrefix } from '../../rules/model/alarm-unit.ts';
import type { Observation } from '../../rules/model/observation.ts';
import type { Clock } from '../clock.ts';
import type { Arrival, DeviceIdentity, Intake } from '../ports.ts';
import { statusNumbers } from './codes.ts';
import { calls, type Judgement, judge, unreadableNumber } from './judgement.ts';
import type { Meant } from './meaning.ts';
import { type Mrs, scaipType, writeMrs } from './mrs.ts';
import type { MessageAnswer, ReceiveMessage } from './sip-endpoint.ts';
import type { SipRequest } from './sip-message.ts';
import { addressOf, type Peer } from './sip-values.ts';
import { Strangers } from './strangers.ts';
import type { AlarmUnits } from './units.ts';

export interface ReceiverOptions {
  readonly intake: Intake;
  readonly units: Pick<AlarmUnits, 'find'>;
  readonly clock: Pick<Clock, 'now' | 'wallNow' | 'wallScheduler'>;
  readonly log: Pick<Logger, 'warn'>;
  /** Readings under way beyond which what calls nobody is put off. */
  readonly maxWaiting: number;
  /** Where units make their voice call to; null: to the receiver that is programmed in them. */
  readonly voiceTo: string | null;
  /** Home and stand-in person of units that are not enrolled. */
  readonly unknownId: string;
}

/** A unit that has no answer asks again with the same number; longer ago, the same number is another message. */
const repeatedWithinMs = 64_000;
const readable = [scaipType, 'application/xml', 'text/xml'];

/** A body that we can read: SCAIP as registered, or as some units name it. */
function isReadable({ headers }: SipRequest): boolean {
  const type = headers.get('content-type')?.[0]?.split(';')[0]?.trim().toLowerCase() ?? '';
  const encoding = headers.get('content-encoding')?.[0]?.toLowerCase() ?? 'identity';
  return readable.includes(type) && encoding === 'identity';
}

/** Takes what alarm units send: what they say is stored and judged, and only then they are answered. */
export function alarmReceiver(o: ReceiverOptions): ReceiveMessage {
  /** Messages of units by their own numbers, as long as they may be repeated. */
  const messages = new Map<string, Promise<MessageAnswer>>();
  const strangers = new Strangers();

  const forgetAfter = (ms: number, forget: () => void) => void timer(ms, o.clock.wallScheduler).subscribe(forget);

  /** Resolves when it is stored and judged; rejects when nothing of it was kept. */
  const store = (arrival: Arrival) =>
    new Promise<void>((resolve, reject) => o.intake.accept(arrival, (error) => (error ? reject(error) : resolve())));

  const readings = (source: string, means: readonly Meant[], id: string): Observation[] => {
    const at = o.clock.now();
    const common = { source, observedAt: at, receivedAt: at, provenance: 'device', snapshot: false } as const;
    return means.map(({ kind, value }) => ({ ...common, key: `${id}/${kind}`, kind, value }));
  };

  const answer = ({ ref }: Judgement, mrs: Omit<Mrs, 'ref'>): MessageAnswer =>
    ref === null
      ? { status: 400, reason: 'Bad Request' }
      : { status: 200, reason: 'OK', followedBy: { type: scaipType, body: writeMrs({ ref, ...mrs }) } };

  const kept = (body: Buffer, reason: string) => [{ topic: 'scaip', payload: Buffer.from(body), reason }];

  async function ofUnit({ id: source, homeId, patientId }: DeviceIdentity, { means, wrong, snu }: Judgement, body: Buffer, id: string) {
    const unreadable = wrong === null ? [] : kept(body, wrong);
    await store({ source, homeId, patientId, observations: readings(source, means, id), unreadable, timeless: [] });
    return { snu, ...(wrong !== null && { ste: wrong }) };
  }

  async function ofStranger({ number, means, words, wrong, snu }: Judgement, body: Buffer, id: string, { address }: Peer) {
    const calling = means.some(calls);
    const source = unknownUnitPrefix + number;
    const now = o.clock.wallNow();
    // Units without a readable number are not one unit; where they are is all that tells them apart.
    const name = number === unreadableNumber ? `${number}@${address}` : number;
    const what = calling ? 'call' : means.some(({ kind }) => kind === 'sos-cancelled') ? 'withdrawal' : null;
    if (what !== null && !strangers.takes(what, name, now))
      return { snu: statusNumbers.busy, ste: `this unit is not enrolled; each earlier ${what} of it was taken, this one was not` };
    // Whatever sensor it was: with nobody known to live there, it is a call for help.
    const heard = means
      .filter((one) => calls(one) || one.kind === 'sos-cancelled')
      .map((one): Meant => (calls(one) ? { kind: 'sos', value: words } : one));
    const observations = readings(source, heard, id);
    const unreadable = calling || strangers.keepsNote(number, now) ? kept(body, wrong ?? `cid: ${number} is not enrolled`) : [];
    if (observations.length + unreadable.length > 0) {
      o.log.warn({ calling }, 'an alarm unit that is not enrolled');
      const standIn = observations.length > 0 ? o.unknownId : null;
      await store({ source, homeId: standIn, patientId: standIn, observations, unreadable, timeless: [] }).catch((error: Error) => {
        if (what !== null) strangers.notStored(what, name);
        throw error;
      });
    }
    return { snu: wrong === null && !calling ? statusNumbers.notTreated : snu, ste: 'this unit is not enrolled' };
  }

  async function take(judged: Judgement, body: Buffer, id: string, peer: Peer): Promise<MessageAnswer> {
    const calling = judged.means.some(calls);
    if (!calling && o.intake.waiting >= o.maxWaiting) return answer(judged, { snu: statusNumbers.busy, ste: 'send it again' });
    const device = await o.units.find(judged.number);
    const mrs = device === null ? await ofStranger(judged, body, id, peer) : await ofUnit(device, judged, body, id);
    const voice = judged.noVoice ? 'none' : { to: o.voiceTo };
    return answer(judged, { ...mrs, ...(calling && { voice }) });
  }

  return async (request, peer) => {
    if (!isReadable(request)) return { status: 415, reason: 'Unsupported Media Type', headers: [['Accept', scaipType]] };
    const { body, headers } = request;
    const judged = judge(body, addressOf(headers.get('from')?.[0])?.user ?? '');
    const content = createHash('sha256').update(body).digest('base64url').slice(0, 22);
    const id = judged.ref ?? content;
    // The same number with other words is another message: some units count from the beginning again.
    const name = `${judged.number} ${id} ${content}`;
    const known = messages.get(name);
    if (known) return known;
    const taken = take(judged, body, id, peer);
    messages.set(name, taken);
    const forget = () => messages.delete(name);
    taken.then(() => forgetAfter(repeatedWithinMs, forget), forget);
    return taken;
  };
}
