import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerLink, at, TestGateway } from './gateway.ts';
import { fredAndBettys, kathleens } from './homes.ts';

const agreement = { template: 'door', consentNote: 'Best-interest decision of 5 January 2026' };
const open = { kind: 'contact', value: 'open' } as const;
const shut = { kind: 'contact', value: 'closed' } as const;
const motion = { kind: 'motion', value: true } as const;

let gateway: TestGateway;
afterEach(() => gateway.close());

describe('out at two in the night', () => {
  beforeEach(async () => {
    gateway = await TestGateway.start(at('00:30'));
    await gateway.enrol(kathleens([agreement]));
    await gateway.until(at('02:00'));
    await gateway.device('door').send([open, shut]);
  });

  it('she is asked back, then the daughter, the centre, rapid response, and 999 is for the centre to call', async () => {
    const { letters } = gateway;
    expect((await gateway.device('speaker').commands.take()).text).toContain("It's night, Kathleen.");
    await gateway.until(at('02:02'));
    const { to, text, link } = await letters.take();
    expect(to).toBe('maureen@example.org');
    expect(text).toContain('Kathleen has gone out in the night and is not back. Can you go?');
    // She goes, and still the centre hears of it: a high alert is not held by family.
    expect(await answerLink(link, { action: 'acknowledge' })).toContain('Thank you, Maureen.');
    await gateway.until(at('02:07'));
    const toCentre = await letters.take(({ to }) => to === 'ccc@example.org');
    expect(toCentre.text).toContain('police advice is on the card');
    expect(toCentre.text).toContain('Maureen has said that they are seeing to it.');
    await gateway.until(at('02:17'));
    const toResponder = await letters.take(({ to }) => to === 'tom@example.org');
    await answerLink(toResponder.link, { action: 'acknowledge' });
    await gateway.until(at('02:25'));
    await answerLink(toResponder.link, { action: 'close', outcome: 'police', note: 'Found at the bus stop.' });
    expect(await gateway.alertOf('kathleen')).toMatchObject({ status: 'closed', outcome: { code: 'police', by: 'Tom Becker' } });
    const over = ({ subject }: { subject: string }) => subject === 'Kathleen: no longer needed, thank you';
    expect([(await letters.take(over)).to, (await letters.take(over)).to].sort()).toEqual(['ccc@example.org', 'maureen@example.org']);
  });

  it('back before anybody else was called: the prompt sufficed', async () => {
    await gateway.until(at('02:01'));
    await gateway.device('door').send([open, shut]);
    await gateway.device('hall').send(motion);
    await gateway.until(at('05:00'));
    expect(await gateway.told()).toEqual(['Kathleen by mqtt: prompt']);
    expect(await gateway.alertOf('kathleen')).toMatchObject({ status: 'closed', outcome: { code: 'prompt-sufficed' } });
  });

  it('back after the daughter was called: she hears it, and the centre is never asked', async () => {
    await gateway.until(at('02:05'));
    await gateway.device('door').send([open, shut]);
    await gateway.device('hall').send(motion);
    await gateway.letters.take(({ subject }) => subject === 'Kathleen: please look');
    expect(await gateway.letters.take()).toMatchObject({ to: 'maureen@example.org', subject: 'Kathleen: no longer needed, thank you' });
    await gateway.until(at('02:30'));
    expect(gateway.letters.left).toEqual([]);
    expect((await gateway.alertOf('kathleen')).status).toBe('cleared');
  });
});

describe('no alert and no word', () => {
  const silent = async (patientId: string) => {
    expect(await gateway.told()).toEqual([]);
    expect(await gateway.alertsOf(patientId)).toEqual([]);
  };

  it('when she goes out at half past ten in the morning', async () => {
    gateway = await TestGateway.start();
    await gateway.enrol(kathleens([agreement]));
    await gateway.until(at('10:30'));
    await gateway.device('door').send([open, shut]);
    await gateway.until(at('22:59'));
    await silent('kathleen');
  });

  it("on the carer's visit", async () => {
    gateway = await TestGateway.start(at('04:00'));
    await gateway.enrol(kathleens([agreement]));
    await gateway.until(at('05:30'));
    await gateway.device('carer').send({ kind: 'visit', value: 'started' });
    await gateway.device('door').send([open, shut]);
    await gateway.until(at('05:50'));
    await gateway.device('carer').send({ kind: 'visit', value: 'ended' });
    await gateway.device('door').send(open);
    await gateway.until(at('08:00'));
    await silent('kathleen');
  });

  it('when two live there and the other one went', async () => {
    gateway = await TestGateway.start(at('00:30'));
    await gateway.enrol(fredAndBettys([agreement]));
    await gateway.device('bettys-bed').send({ kind: 'bed-occupancy', value: true });
    await gateway.until(at('02:00'));
    await gateway.device('freds-bed').send({ kind: 'bed-occupancy', value: false });
    await gateway.device('front-door').send([open, shut]);
    await gateway.until(at('05:00'));
    await silent('betty');
  });
});

it('is not agreed without a recorded consent', async () => {
  gateway = await TestGateway.start();
  await expect(gateway.enrol(kathleens([{ template: 'door' }]))).rejects.toThrow(/patients\.0\.scenarios\.0.*consent/);
});
