import { afterEach, beforeEach, expect, it } from 'vitest';
import { at, TestGateway } from './gateway.ts';
import { kathleens } from './homes.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
  await gateway.enrol(kathleens([{ template: 'blood-pressure' }]));
  await gateway.until(at('08:00'));
});
afterEach(() => gateway.close());

const measured = (systolicMmHg: number, diastolicMmHg: number) =>
  gateway.device('cuff').send({ kind: 'blood-pressure', value: { systolicMmHg, diastolicMmHg }, unit: 'mm[Hg]' });

it('over the limit: measured again on request; twice over, the patient hears it and the centre is asked', async () => {
  await measured(182, 95);
  const asked = await gateway.device('cuff').commands.take();
  expect(asked).toMatchObject({ type: 'request-measurement', kind: 'blood-pressure' });
  expect(asked.text).toContain('Please sit and rest for five minutes, Kathleen');
  expect(await gateway.alertsOf('kathleen')).toEqual([]);

  await gateway.until(at('08:06'));
  await measured(178, 93);
  expect((await gateway.device('cuff').commands.take()).text).toContain('We are asking somebody to ring you.');
  const alert = await gateway.alertOf('kathleen');
  expect(alert.reason).toBe("Kathleen's blood pressure was high twice: 182/95 mmHg at 08:00, and 178/93 mmHg at 08:06.");
  expect(alert.evidence.map((one) => one.limit)).toEqual(
    Array(2).fill('High above 170/115 mmHg, low at or below 90 mmHg systolic (scenario version 1, approved by Dr Amin).'),
  );
  await gateway.until(at('08:21'));
  expect(await gateway.letters.take()).toMatchObject({ to: 'ccc@example.org', text: expect.stringContaining('same-day review') as string });
});

it('over the limit once, then within it: nobody is asked', async () => {
  await measured(182, 95);
  await gateway.until(at('08:10'));
  await measured(150, 88);
  await gateway.until(at('18:00'));
  expect(await gateway.told()).toEqual(['Kathleen by mqtt: prompt']);
  expect(await gateway.alertsOf('kathleen')).toEqual([]);
});

it('over the limit and not measured again: that too is an alert', async () => {
  await measured(182, 95);
  await gateway.until(at('08:30'));
  expect((await gateway.alertOf('kathleen')).reason).toContain('and was not measured again');
});

it('very high twice is of high severity', async () => {
  await measured(225, 110);
  await gateway.until(at('08:05'));
  await measured(226, 112);
  expect((await gateway.alertOf('kathleen')).severity).toBe('high');
});

it('at the limit is not over it', async () => {
  await measured(170, 115);
  await gateway.until(at('18:00'));
  expect(await gateway.told()).toEqual([]);
});
