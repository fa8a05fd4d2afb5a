import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Arrival, DeviceIdentity } from '../../gateway/ports.ts';
import { alarmReceiver } from '../../gateway/scaip/alarm-receiver.ts';
import type { MessageAnswer, ReceiveMessage } from '../../gateway/scaip/sip-endpoint.ts';
import { parseSip, type SipRequest, writeSip } from '../../gateway/scaip/sip-message.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const unit: DeviceIdentity = { type: 'device', id: 'unit', homeId: 'home', patientId: 'k', kind: 'alarm-unit', name: 'Unit' };
const peer = { transport: 'UDP', address: '10.0.0.7', port: 5_060 } as const;

let clock: VirtualClock;
let arrivals: Arrival[];
let failure: Error | null;
let waiting: number;
let receive: ReceiveMessage;

beforeEach(() => {
  clock = virtualClock();
  [arrivals, failure, waiting] = [[], null, 0];
  receive = alarmReceiver({
    intake: {
      accept: (arrival, done) => {
        arrivals.push(arrival);
        done(failure);
      },
      get waiting() {
        return waiting;
      },
    },
    units: { find: (number) => Promise.resolve(number === '7' ? unit : null) },
    clock,
    log: pino({ level: 'silent' }),
    maxWaiting: 100,
    voiceTo: null,
    unknownId: 'nobody',
  });
});

function message(body: string, { from = '7', type = 'application/scaip+xml' } = {}): SipRequest {
  const headers = [
    ['Via', 'SIP/2.0/UDP h;branch=z9hG4bK1'],
    ['From', `<sip:${from}@h>;tag=1`],
    ['To', '<sip:alarm@h>'],
    ['Call-ID', 'c'],
    ['CSeq', '1 MESSAGE'],
    ['Content-Type', type],
  ] as const;
  return parseSip(writeSip('MESSAGE sip:alarm@h SIP/2.0', headers, body)) as SipRequest;
}
const mrq = (fields: string) => `<mrq>${fields}<dty>3</dty></mrq>`;
const alarm = (ref: string, cid = '7') => mrq(`<ref>${ref}</ref><cid>${cid}</cid><stc>10</stc>`);
const heartbeat = (ref: string, cid = '7') => mrq(`<ref>${ref}</ref><cid>${cid}</cid><mty>PI</mty>`);
const snu = ({ followedBy }: MessageAnswer) => /<snu>(\d)<\/snu>/.exec(followedBy?.body ?? '')?.[1];
const said = () => arrivals.flatMap(({ observations }) => observations.map(({ source, kind }) => `${source} ${kind}`));

describe('what a unit sends', () => {
  it('is one message for 64 seconds after its answer, and another one then', async () => {
    await receive(message(alarm('a1')), peer);
    clock.advanceBy(63_999);
    expect(snu(await receive(message(alarm('a1')), peer))).toBe('0');
    expect(arrivals).toHaveLength(1);
    clock.advanceBy(1);
    await receive(message(alarm('a1')), peer);
    expect(arrivals).toHaveLength(2);
  });

  it('is another message with other words under the same number', async () => {
    await receive(message(alarm('a1')), peer);
    await receive(message(heartbeat('a1')), peer);
    expect(said()).toEqual(['unit sos', 'unit heartbeat']);
  });

  it('is not answered when it was not stored, and taken when it comes again', async () => {
    failure = new Error('refused');
    await expect(receive(message(alarm('a1')), peer)).rejects.toThrow('refused');
    failure = null;
    expect(snu(await receive(message(alarm('a1')), peer))).toBe('0');
    expect(arrivals).toHaveLength(2);
  });

  it('is put off when too much waits, unless it calls somebody', async () => {
    waiting = 100;
    expect(snu(await receive(message(heartbeat('h1')), peer))).toBe('6');
    expect(arrivals).toEqual([]);
    expect(snu(await receive(message(alarm('a1')), peer))).toBe('0');
    expect(said()).toEqual(['unit sos']);
  });

  it('is refused when it is no XML by its type', async () => {
    expect(await receive(message('help', { type: 'text/plain' }), peer)).toMatchObject({ status: 415 });
    expect(await receive(message(alarm('a1'), { type: 'text/xml; charset=utf-8' }), peer)).toMatchObject({ status: 200 });
  });

  it('calls although nothing of it can be read, and is then not answered as if it were in order', async () => {
    expect(await receive(message('help'), peer)).toEqual({ status: 400, reason: 'Bad Request' });
    expect(said()).toEqual(['unit sos']);
    expect(arrivals[0]?.unreadable).toEqual([{ topic: 'scaip', payload: Buffer.from('help'), reason: 'body: is not XML' }]);
  });
});

describe('what a stranger sends', () => {
  it('is a call of the stand-in person, whatever made it', async () => {
    const smoke = '<mrq><ref>s1</ref><cid>9</cid><dty>23</dty><stc>9</stc></mrq>';
    expect(snu(await receive(message(smoke, { from: '9' }), peer))).toBe('0');
    expect(arrivals[0]).toMatchObject({ source: 'alarm-unit:9', homeId: 'nobody', patientId: 'nobody' });
    expect(arrivals[0]?.observations).toMatchObject([{ kind: 'sos', value: 'smoke detector' }]);
  });

  it('is a call under the number that it gives, when that is not its SIP user', async () => {
    expect(snu(await receive(message(alarm('a1', '7'), { from: 'proxy' }), peer))).toBe('3');
    expect(said()).toEqual(['unit sos']);
  });

  it('is kept once an hour when it calls nobody', async () => {
    const beat = (ref: string) => receive(message(heartbeat(ref, '9'), { from: '9' }), peer);
    expect([snu(await beat('h1')), snu(await beat('h2'))]).toEqual(['5', '5']);
    expect(arrivals).toMatchObject([{ source: 'alarm-unit:9', homeId: null, observations: [] }]);
    clock.advanceBy(3_600_000);
    await beat('h3');
    expect(arrivals).toHaveLength(2);
  });

  describe('again and again', () => {
    const calling = (ref: string, number: string) => receive(message(alarm(ref, number), { from: number }), peer);
    const withdrawing = (ref: string, number: string) =>
      receive(message(mrq(`<ref>${ref}</ref><cid>${number}</cid><mty>RE</mty>`), { from: number }), peer);

    it('is taken four times in ten minutes; then the unit is told to try elsewhere, and may still speak', async () => {
      for (const ref of ['a1', 'a2', 'a3', 'a4']) expect(snu(await calling(ref, '9'))).toBe('0');
      const fifth = await calling('a5', '9');
      expect(snu(fifth)).toBe('6');
      expect(fifth.followedBy?.body).toContain('<mre>01</mre><cre>61</cre>');
      expect(arrivals).toHaveLength(4);
      clock.advanceBy(10 * 60_000 - 1);
      expect(snu(await calling('a6', '9'))).toBe('6');
      clock.advanceBy(1);
      expect(snu(await calling('a7', '9'))).toBe('0');
    });

    it('leaves the first call of every other number as it is, and all calls of those who are enrolled', async () => {
      for (let n = 0; n < 200; n++) await calling(`a${n}`, '9');
      for (let n = 0; n < 200; n++) await calling(`e${n}`, '7');
      for (let number = 10; number < 1_500; number++) expect(snu(await calling('b1', String(number)))).toBe('0');
      const callers = said().filter((line) => line.endsWith(' sos'));
      expect(callers.filter((line) => line === 'alarm-unit:9 sos')).toHaveLength(4);
      expect(callers.filter((line) => line === 'unit sos')).toHaveLength(200);
      expect(new Set(callers).size).toBe(1_492);
    });

    it('has its withdrawals limited by themselves', async () => {
      for (let n = 0; n < 6; n++) await withdrawing(`w${n}`, '9');
      expect(said().filter((line) => line.endsWith('sos-cancelled'))).toHaveLength(4);
      expect(snu(await calling('a1', '9'))).toBe('0');
    });

    it('is one unit for each address where no number can be read', async () => {
      const unread = (n: number, address: string) => receive(message(`help ${n}`, { from: 'nobody' }), { ...peer, address });
      for (let n = 0; n < 6; n++) await unread(n, '10.0.0.7');
      expect(arrivals).toHaveLength(4);
      await unread(7, '10.0.0.8');
      expect(arrivals).toHaveLength(5);
    });

    it('counts nothing that was not stored', async () => {
      failure = new Error('refused');
      for (const ref of ['a1', 'a2', 'a3', 'a4', 'a5']) await expect(calling(ref, '9')).rejects.toThrow('refused');
      failure = null;
      expect(snu(await calling('a6', '9'))).toBe('0');
    });
  });
});
