import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, TestGateway } from './gateway.ts';
import { kathleens } from './homes.ts';
import { openConsole } from './open-console.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
  await gateway.enrol(kathleens([{ template: 'sos' }]));
  await gateway.until(at('06:10'));
});
afterEach(() => gateway.close());

const press = () => gateway.device('button').send({ kind: 'sos' });

describe('a call for help', () => {
  it('nobody answers: centre at once, daughter after a minute, rapid response, then 999 at the centre, and again', async () => {
    const { letters } = gateway;
    await press();
    expect(await letters.take()).toMatchObject({ to: 'ccc@example.org', subject: 'Kathleen: please look' });
    await gateway.until(at('06:11'));
    expect((await letters.take()).text).toContain('Kathleen has called for help. The care centre has been told.');
    await gateway.until(at('06:13'));
    expect(await letters.take()).toMatchObject({ to: 'tom@example.org' });
    await gateway.until(at('06:18'));
    expect(await letters.take()).toMatchObject({ to: 'ccc@example.org', text: expect.stringContaining('999') as string });
    await gateway.until(at('06:23'));
    expect(await letters.take()).toMatchObject({ to: 'ccc@example.org' });
    expect(await gateway.alertOf('kathleen')).toMatchObject({ status: 'open', severity: 'high', owner: null });
  });

  it('answered at the console: seen there at once, acknowledged, closed; nobody but the daughter had to be told', async () => {
    const desk = await openConsole(gateway);
    await press();
    const seen = await desk.alerts.take();
    expect(seen).toMatchObject({ patientName: 'Kathleen Example', severity: 'high', reason: 'Kathleen called for help at 06:10.' });
    await gateway.settled();
    expect(await gateway.told()).toEqual(['Coordination centre by console: escalation']);
    await gateway.act('coordinator', seen, { type: 'acknowledge' });
    await gateway.until(at('06:15'));
    expect(gateway.letters.all).toEqual([]);
    await gateway.act('coordinator', seen, { type: 'note', text: 'Spoke to her; slipped, not hurt.' });
    expect(await gateway.act('coordinator', seen, { type: 'close', outcome: 'reassurance', note: '' })).toMatchObject({ status: 200 });
    expect(await desk.alerts.take(({ status }) => status === 'closed')).toMatchObject({ owner: null });
    expect((await gateway.alertOf('kathleen')).outcome).toEqual({ code: 'reassurance', by: 'Asha Rahman', note: '' });
  });

  it('the one who has acknowledged does not come back: after ten minutes everybody is called again', async () => {
    await press();
    await gateway.letters.take();
    await gateway.act('coordinator', await gateway.alertOf('kathleen'), { type: 'acknowledge' });
    await gateway.until(at('06:19'));
    expect(gateway.letters.left).toEqual([]);
    await gateway.until(at('06:20'));
    expect(await gateway.letters.take()).toMatchObject({ to: 'ccc@example.org' });
  });

  it('two presses are one alert, and the same message twice is one press', async () => {
    await gateway.device('button').send({ id: 'p1', kind: 'sos' });
    await gateway.device('button').send({ id: 'p1', kind: 'sos' });
    await gateway.until(at('06:10') + 20_000);
    await press();
    const alert = await gateway.alertOf('kathleen');
    expect(alert.evidence).toHaveLength(2);
  });

  it('nothing silences it: not a stay in hospital, not a button that was out of reach for an hour', async () => {
    const untilAt = new Date(at('12:00', 14)).toISOString();
    await gateway.ask('coordinator', 'PUT', '/api/patients/kathleen/presence', { mode: 'hospital', untilAt });
    await gateway.device('button').send({ kind: 'sos', observedAt: new Date(at('05:10')).toISOString() });
    const letter = await gateway.letters.take(({ subject }) => subject === 'Kathleen: please look');
    expect(letter.text).toContain('Kathleen called for help at 05:10, told at 06:10. The call reached us late.');
  });
});

it('a press that is sent again from a cache is no call', async () => {
  await gateway.device('button').send({ kind: 'sos', snapshot: true });
  await gateway.until(at('09:00'));
  expect(await gateway.told()).toEqual([]);
});
