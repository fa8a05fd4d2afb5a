import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PatientDetail } from '../../gateway/contract/people.ts';
import { at, TestGateway } from './gateway.ts';
import { kathleens } from './homes.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
  const home = kathleens([{ template: 'silent-device' }]);
  const devices = home.devices?.map((one) => (one.id === 'hall' ? { ...one, heartbeatSeconds: 600 } : one));
  await gateway.enrol({ ...home, devices });
});
afterEach(() => gateway.close());

const hallOnThePage = async () => {
  const { devices } = (await gateway.ask('coordinator', 'GET', '/api/patients/kathleen')).body as PatientDetail;
  return devices.find((one) => one.id === 'hall');
};

it('a device that falls silent is an alert of its own, never shown as well, and clears when it is heard again', async () => {
  const hall = gateway.device('hall');
  await hall.send({ kind: 'heartbeat' });
  await gateway.until(at('06:29'));
  expect(await gateway.alertsOf('kathleen')).toEqual([]);
  await gateway.until(at('06:30'));
  expect(await gateway.letters.take()).toMatchObject({ to: 'ccc@example.org' });
  const alert = await gateway.alertOf('kathleen');
  expect(alert.reason).toBe("Hall at Kathleen's has fallen silent: we do not know how things are there.");
  await gateway.until(at('06:31'));
  expect((await hallOnThePage())?.state).toBe('silent');

  await gateway.until(at('07:10'));
  await hall.send({ kind: 'heartbeat' });
  expect((await hallOnThePage())?.state).toBe('live');
  // What is low goes to one mailbox at most once an hour.
  await gateway.until(at('07:31'));
  expect(await gateway.letters.take()).toMatchObject({ to: 'ccc@example.org', subject: 'Kathleen: no longer needed, thank you' });
  expect((await gateway.alertOf('kathleen')).status).toBe('cleared');
});

it('a device that was never heard is missed as well', async () => {
  expect((await hallOnThePage())?.state).toBe('late');
  await gateway.until(at('06:30'));
  expect((await gateway.alertOf('kathleen')).evidence[0]?.text).toBe('Hall: never heard since 06:00.');
});

it('a device that is heard on time is no alert', async () => {
  for (const time of ['06:10', '06:20', '06:30', '06:40', '06:50', '07:00']) {
    await gateway.until(at(time));
    await gateway.device('hall').send({ kind: 'heartbeat' });
  }
  expect(await gateway.told()).toEqual([]);
});
