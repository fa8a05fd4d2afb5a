import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, TestGateway } from './gateway.ts';
import { kathleens } from './homes.ts';

const agreement = (critical: boolean) => ({
  template: 'pills',
  params: { doses: [{ time: '08:00', medicine: 'heart tablets', critical }] },
});

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.close());

const prompts = async (n: number) => {
  const { commands } = gateway.device('dispenser');
  const texts = [];
  for (let i = 0; i < n; i++) texts.push((await commands.take()).text);
  return texts;
};

describe('a critical dose that is not dispensed', () => {
  beforeEach(() => gateway.enrol(kathleens([agreement(true)])));

  it('is reminded of three times, then the daughter at +45, then the centre at +75, where a person codes the outcome', async () => {
    await gateway.until(at('08:44'));
    expect(await prompts(3)).toEqual([
      "It's time for your heart tablets, Kathleen.",
      "It's time for your medicine, Kathleen. It is ready in the dispenser.",
      'Your medicine is still waiting for you, Kathleen. Please go to the dispenser.',
    ]);
    expect(gateway.letters.all).toEqual([]);
    await gateway.until(at('08:45'));
    const { to, text } = await gateway.letters.take();
    expect(to).toBe('maureen@example.org');
    expect(text).toContain("Kathleen's heart tablets, due at 08:00: not dispensed.");
    expect(text).not.toContain('not taken');
    await gateway.until(at('09:15'));
    expect(await gateway.letters.take()).toMatchObject({ to: 'ccc@example.org' });

    const alert = await gateway.alertOf('kathleen');
    expect(alert).toMatchObject({ severity: 'moderate', level: 'coordination' });
    await gateway.act('coordinator', alert, { type: 'acknowledge' });
    await gateway.act('coordinator', alert, { type: 'close', outcome: 'advice', note: 'Rang; she takes it with lunch.' });
    expect(await gateway.alertOf('kathleen')).toMatchObject({ status: 'closed', outcome: { code: 'advice', by: 'Asha Rahman' } });
    expect(await gateway.letters.take()).toMatchObject({ to: 'maureen@example.org', subject: 'Kathleen: no longer needed, thank you' });
  });

  it('"dispensed 08:05", told at 08:50, clears it and says so to the daughter who was asked at 08:45', async () => {
    await gateway.until(at('08:45'));
    expect(await gateway.letters.take()).toMatchObject({ to: 'maureen@example.org', subject: 'Kathleen: please look' });
    await gateway.until(at('08:50'));
    await gateway.device('dispenser').send({ kind: 'dose', value: 'dispensed', observedAt: new Date(at('08:05')).toISOString() });
    const { to, text } = await gateway.letters.take();
    expect(to).toBe('maureen@example.org');
    expect(text).toContain('The dose due at 08:00 was dispensed at 08:05, told at 08:50.');
    expect((await gateway.alertOf('kathleen')).status).toBe('cleared');
    await gateway.until(at('12:00'));
    expect(gateway.letters.left).toEqual([]);
  });

  it('ends with the second prompt when the dose is dispensed then; the delay is said', async () => {
    await gateway.until(at('08:20'));
    await gateway.device('dispenser').send({ kind: 'dose', value: 'dispensed' });
    await gateway.until(at('12:00'));
    expect(await gateway.told()).toEqual(['Kathleen by mqtt: prompt', 'Kathleen by mqtt: prompt']);
    const alert = await gateway.alertOf('kathleen');
    expect(alert).toMatchObject({ status: 'closed', outcome: { code: 'prompt-sufficed' } });
    expect(alert.timeline.map((entry) => entry.text)).toContain('The dose due at 08:00 was dispensed at 08:20, 20 minutes late.');
  });
});

it('a dose that is not critical ends as a review at the centre, of low severity', async () => {
  await gateway.enrol(kathleens([agreement(false)]));
  await gateway.until(at('09:15'));
  expect(await gateway.letters.take(({ to }) => to === 'ccc@example.org')).toMatchObject({
    text: expect.stringContaining('For the pharmacist to review') as string,
  });
  expect(await gateway.alertOf('kathleen')).toMatchObject({ severity: 'low' });
});

describe('no alert and no word', () => {
  beforeEach(() => gateway.enrol(kathleens([agreement(true)])));
  afterEach(async () => {
    await gateway.until(at('16:00'));
    // That monitoring rests, and goes on, is told to her daughter.
    expect((await gateway.told()).filter((line) => !line.endsWith(': rest'))).toEqual([]);
    expect(await gateway.alertsOf('kathleen')).toEqual([]);
  });

  it('when the carer has given it and recorded it', async () => {
    await gateway.until(at('07:40'));
    const given = await gateway.ask('coordinator', 'POST', '/api/patients/kathleen/observations', {
      kind: 'dose',
      value: 'given-by-carer',
    });
    expect(given.status).toBe(201);
  });

  it('while she is in hospital', async () => {
    const untilAt = new Date(at('12:00', 14)).toISOString();
    await gateway.ask('coordinator', 'PUT', '/api/patients/kathleen/presence', { mode: 'hospital', untilAt });
  });
});
