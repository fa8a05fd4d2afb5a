import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AlarmUnit } from '../../device-sim/scaip/unit.ts';
import { at, TestGateway } from '../e2e/gateway.ts';
import { withAlarmUnit } from './home.ts';

let gateway: TestGateway;
const units: AlarmUnit[] = [];
beforeAll(async () => {
  gateway = await TestGateway.start(at('06:00'), { HEARTHLINE_SCAIP_PORT: '0' });
  await gateway.until(at('06:10'));
}, 60_000);
afterEach(() => {
  for (const unit of units.splice(0)) unit.close();
});
afterAll(() => gateway.close());

/** Somebody new with a unit of this number. */
const enrol = (person: string, number: string) => gateway.enrol(withAlarmUnit(person, number));

async function open(number: string, more: { transport?: 'UDP' | 'TCP'; zeros?: number } = {}): Promise<AlarmUnit> {
  const unit = await AlarmUnit.open({ host: '127.0.0.1', port: gateway.app.scaipPort!, transport: 'UDP', number, ...more });
  units.push(unit);
  return unit;
}
/** Everything that a source has said, as it is stored. */
async function stored(source: string): Promise<string[]> {
  const text = `select kind || ' ' || value as line from observation where source = $1 order by seq`;
  return (await gateway.database.pool.query<{ line: string }>(text, [source])).rows.map(({ line }) => line);
}
const kept = async (source: string) =>
  (await gateway.database.pool.query('select reason, payload from quarantine where source = $1', [source])).rows;
const letterAbout = (name: string, to = 'ccc@example.org') =>
  gateway.letters.take((letter) => letter.to === to && letter.text.includes(name));

describe('an alarm of a social alarm unit', () => {
  it.each([
    ['UDP', 0, 'Ada', '0077001'],
    ['TCP', 0, 'Bea', '77002'],
    ['UDP', 3, 'Cleo', '77003'],
  ] as const)('over %s with %i zeros is answered when it is stored, and the centre is called', async (transport, zeros, person, number) => {
    await enrol(person, number);
    const unit = await open(number, { transport, zeros });
    expect(await unit.say('alarm', 'a1')).toEqual({ status: 200, mrs: { ref: 'a1', snu: '0', mre: '01', cre: '61' } });
    expect(await stored(`${person}-unit`)).toEqual(['sos "pendant"']);
    const alert = await gateway.alertOf(person);
    expect(alert).toMatchObject({ status: 'open', severity: 'high', reason: `${person} called for help at 06:10.` });
    expect(alert.evidence[0]?.text).toBe('Alarm unit (pendant) called at 06:10.');
    await letterAbout(person);
  });

  it('repeated with the same number is one alarm, and answered again', async () => {
    await enrol('Dora', '77004');
    const unit = await open('77004');
    const first = await unit.say('alarm', 'a1');
    expect(await unit.say('alarm', 'a1')).toEqual(first);
    expect(await stored('Dora-unit')).toHaveLength(1);
    gateway.clock.advanceBy(1_000);
    await unit.say('alarm', 'a2');
    expect(await stored('Dora-unit')).toHaveLength(2);
    expect((await gateway.alertOf('Dora')).evidence).toHaveLength(2);
  });

  it('withdrawn at the unit is written down and cleared, and stays until a person says how it ended', async () => {
    await enrol('Ella', '77005');
    const unit = await open('77005');
    await unit.say('alarm');
    gateway.clock.advanceBy(1_000);
    expect(await unit.say('withdraw')).toMatchObject({ status: 200, mrs: { snu: '0' } });
    const alert = await gateway.alertOf('Ella');
    expect(alert).toMatchObject({ status: 'cleared', outcome: null });
    expect(alert.evidence.at(-1)?.text).toBe('Alarm unit: cancelled at the unit at 06:10.');
    expect(alert.timeline.map(({ text }) => text)).toContain("Ella's call for help was cancelled at the unit at 06:10.");
    gateway.clock.advanceBy(1_000);
    await unit.say('alarm');
    expect(await gateway.alertOf('Ella')).toMatchObject({ status: 'open', id: alert.id });
  });

  it('of a fall and of smoke goes where those go', async () => {
    await enrol('Fay', '77006');
    const unit = await open('77006');
    await unit.say('fall-alarm');
    await unit.say('smoke-alarm');
    expect(await stored('Fay-unit')).toEqual(['fall "fallen"', 'smoke "alarm"']);
    const alerts = await gateway.alertsOf('Fay');
    expect(alerts.map(({ template }) => template).sort()).toEqual(['home-hazard', 'no-plan']);
  });
});

describe('what else a unit says', () => {
  it('a heartbeat and a test are heard and call nobody; a low battery is a fault until it is well', async () => {
    await enrol('Gwen', '77007');
    const unit = await open('77007');
    for (const saying of ['heartbeat', 'test', 'battery-low', 'battery-ok'] as const)
      expect(await unit.say(saying)).toMatchObject({ status: 200, mrs: { snu: '0' } });
    expect(await stored('Gwen-unit')).toEqual(['heartbeat true', 'unit-test true', 'device-fault "faulty"', 'device-fault "recovered"']);
    expect((await gateway.alertsOf('Gwen')).filter(({ severity }) => severity === 'high')).toEqual([]);
  });

  it('a faulty message that may be a call is one, and the unit is told what was wrong with it', async () => {
    await enrol('Hope', '77008');
    const unit = await open('77008');
    expect(await unit.send({ ref: 'b1', cid: '77008', stc: '10' })).toMatchObject({ status: 200, mrs: { ref: 'b1', snu: '7' } });
    expect(await stored('Hope-unit')).toEqual(['sos "alarm unit"']);
    const payload = Buffer.from('<mrq><ref>b1</ref><cid>77008</cid><stc>10</stc></mrq>');
    expect(await kept('Hope-unit')).toEqual([{ reason: expect.stringMatching(/^dty: /) as string, payload }]);
  });

  it('a faulty message that silences is refused, and silences nothing', async () => {
    await enrol('Iris', '77009');
    const unit = await open('77009');
    await unit.say('alarm');
    gateway.clock.advanceBy(1_000);
    expect(await unit.send({ ref: 'c1', cid: '77009', mty: 'RE', stc: '19' })).toMatchObject({ mrs: { snu: '7' } });
    const other = await open('88000');
    expect(await other.send({ ref: 'c2', cid: '77009', mty: 'RE', dty: '3', stc: '19' })).toMatchObject({ mrs: { snu: '3' } });
    expect(await gateway.alertOf('Iris')).toMatchObject({ status: 'open' });
  });

  it('a revoked unit is a stranger, and its number is free again', async () => {
    await enrol('Joy', '77010');
    const unit = await open('77010');
    expect(await unit.say('heartbeat')).toMatchObject({ mrs: { snu: '0' } });
    await gateway.ask('administrator', 'POST', '/api/devices/Joy-unit/revoke');
    await expect.poll(async () => (await unit.say('heartbeat')).mrs?.snu, { timeout: 10_000 }).toBe('5');
    const device = { id: 'Joy-2', homeId: 'Joy-home', patientId: 'Joy', kind: 'alarm-unit', name: 'New unit', alarmUnitNumber: '77010' };
    expect(await gateway.ask('administrator', 'POST', '/api/devices', device)).toMatchObject({ status: 201 });
    await expect.poll(async () => (await unit.say('heartbeat')).mrs?.snu, { timeout: 10_000 }).toBe('0');
    const twice = await gateway.ask('administrator', 'POST', '/api/devices', { ...device, id: 'Joy-3' });
    expect(twice).toMatchObject({ status: 409, body: { errors: [{ path: 'alarmUnitNumber' }] } });
    const noUnit = await gateway.ask('administrator', 'POST', '/api/devices', {
      ...device,
      id: 'Joy-4',
      kind: 'plug',
      alarmUnitNumber: '5',
    });
    expect(noUnit).toMatchObject({ status: 422, body: { errors: [{ path: 'alarmUnitNumber' }] } });
  });
});

describe('a unit that goes to another home', () => {
  it('takes its number along: what is programmed in it stays good, and calls whoever has it now', async () => {
    await enrol('Kate', '77011');
    await enrol('Lucy', '77012');
    const unit = await open('77011');
    const moved = await gateway.ask('administrator', 'POST', '/api/devices/Kate-unit/reissue', { homeId: 'Lucy-home', patientId: 'Lucy' });
    expect(moved).toMatchObject({ status: 201 });
    await expect.poll(async () => (await unit.say('heartbeat')).mrs?.snu, { timeout: 10_000 }).toBe('0');
    expect(await unit.say('alarm')).toMatchObject({ mrs: { snu: '0' } });
    expect(await gateway.alertOf('Lucy')).toMatchObject({ status: 'open', reason: 'Lucy called for help at 06:10.' });
    expect(await gateway.alertsOf('Kate')).toEqual([]);
    const old = await gateway.database.pool.query("select number from alarm_unit where device_id = 'Kate-unit'");
    expect(old.rows).toEqual([]);
  });
});

describe('a unit that nobody has enrolled', () => {
  it('sends heartbeats and tests: told that they count for nothing, and one is kept', async () => {
    const unit = await open('95');
    expect(await unit.say('heartbeat')).toMatchObject({ mrs: { snu: '5' } });
    expect(await unit.say('test')).toMatchObject({ mrs: { snu: '5' } });
    expect(await gateway.alertsOf('unknown-caller')).toEqual([]);
    expect(await kept('alarm-unit:95')).toMatchObject([{ reason: 'cid: 95 is not enrolled' }]);
  });

  it('calls, and the centre has an alert with a deadline; a second unit is called out although the first has been taken on', async () => {
    const unit = await open('99');
    const answer = { ref: 'd1', snu: '0', ste: 'this unit is not enrolled', mre: '01', cre: '61' };
    expect(await unit.say('alarm', 'd1')).toEqual({ status: 200, mrs: answer });
    const alert = await gateway.alertOf('unknown-caller');
    expect(alert).toMatchObject({
      status: 'open',
      severity: 'high',
      reason: expect.stringContaining('number 99, called for help') as string,
    });
    await letterAbout('An unknown caller has called for help, with an alarm unit that is not enrolled');
    expect(await gateway.act('coordinator', alert, { type: 'acknowledge' })).toMatchObject({ status: 200 });
    await (await open('98')).say('fall-alarm');
    await letterAbout('An unknown caller has called for help');
    await gateway.until(gateway.clock.now() + 60_000);
    await letterAbout('An unknown caller has called for help', 'tom@example.org');
    expect((await gateway.alertOf('unknown-caller')).evidence.map(({ text }) => text.split(' called')[0])).toEqual([
      'Unit 99 (pendant)',
      'Unit 98 (fall detector)',
    ]);
  });
});
