import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runningClock } from '../../../device-sim/clock.ts';
import { enrolHome, signIn } from '../../../device-sim/enrol.ts';
import { writtenHomes } from '../../../device-sim/homes/everybody.ts';
import { inDialects } from '../../../device-sim/homes/in-dialects.ts';
import { runHomes } from '../../../device-sim/run.ts';
import { connectUnit, sayingOf } from '../../../device-sim/scaip/client.ts';
import type { SimEvent } from '../../../device-sim/tally.ts';
import { at, password, TestGateway } from '../../e2e/gateway.ts';
import { patience } from '../../support/patience.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start(at('06:00'), { HEARTHLINE_SCAIP_PORT: '0' });
});
afterAll(() => gateway.close());

const frank = inDialects(writtenHomes().find(({ id }) => id === 'frank')!, ['scaip']);
const [patient] = frank.enrolment.patients;
const receiver = () => ({ host: '127.0.0.1', port: gateway.app.scaipPort!, transport: 'UDP' as const });

describe('an alarm unit of a home', () => {
  it('is enrolled with its number, in place of the help button', () => {
    const [unit] = frank.enrolment.devices.filter(({ kind }) => kind === 'alarm-unit');
    expect(frank.devices.find(({ id }) => id === unit?.id)).toMatchObject({ role: 'sos-button', way: { number: unit?.alarmUnitNumber } });
    expect(frank.enrolment.devices.filter(({ kind }) => kind === 'sos-button')).toEqual([]);
  });

  it('calls the centre when its button is pressed', async () => {
    const session = await signIn(gateway.app.publicUrl, 'admin@example.org', password);
    const { devices } = await enrolHome(session, frank.enrolment);
    const events: SimEvent[] = [];
    const stop = new AbortController();
    const pressedAt = gateway.clock.now() + 60_000;
    const unit = frank.devices.find(({ way }) => way?.type === 'alarm-unit')!;
    const script = { events: [{ at: pressedAt, deviceId: unit.id, act: { type: 'press' } as const }], outages: [] };
    const run = runHomes({
      homes: [{ ...frank, people: [], script }],
      mqttUrl: gateway.mqttUrl,
      scaip: receiver(),
      clock: runningClock(gateway.clock.now(), 600),
      credentials: new Map(devices.map((one) => [one.deviceId, one])),
      seed: 7,
      signal: stop.signal,
      onEvent: (event) => events.push(event),
    });
    const said = (type: SimEvent['type']) => events.filter((event) => event.type === type && event.deviceId === unit.id).length;
    await expect.poll(async () => (await gateway.alertsOf(patient!.id!)).map(({ template }) => template), patience).toContain('sos');
    await expect.poll(() => said('acknowledged'), patience).toBeGreaterThan(0);
    stop.abort();
    await run;
    expect(said('problem')).toBe(0);
  });

  it('that is not enrolled, or has no line, says so or nothing', async () => {
    const events: string[] = [];
    const say = (what: string) => () => void events.push(what);
    const on = {
      connected: say('connected'),
      disconnected: say('-'),
      sent: say('sent'),
      acknowledged: say('acknowledged'),
      command: say('-'),
    };
    const unit = connectUnit(receiver(), '12345', { ...on, refused: say('refused'), problem: (message) => events.push(message) });
    await expect.poll(() => events, patience).toEqual(['connected']);
    unit.cut();
    unit.publish([{ kind: 'heartbeat' }]);
    expect(events).toEqual(['connected']);
    unit.restore();
    unit.publish([{ kind: 'heartbeat' }]);
    await expect.poll(() => events, patience).toEqual(['connected', 'sent', 'heartbeat was answered with SIP 200, snu 5']);
    await unit.end();
  });

  it.each([
    ['sos', true, 'alarm'],
    ['sos-cancelled', true, 'withdraw'],
    ['heartbeat', true, 'heartbeat'],
    ['unit-test', true, 'test'],
    ['fall', 'fallen', 'fall-alarm'],
    ['fall', 'recovered', null],
    ['smoke', 'alarm', 'smoke-alarm'],
    ['smoke', 'clear', null],
    ['motion', true, null],
  ] as const)('says of %s %j: %s', (kind, value, saying) => expect(sayingOf({ kind, value })).toBe(saying));
});
