import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerLink, at, TestGateway } from './gateway.ts';
import { kathleens } from './homes.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
  await gateway.enrol(kathleens([{ template: 'fridge' }]));
});
afterEach(() => gateway.close());

describe('a breakfast that does not come', () => {
  it('is asked about at ten, then the daughter, then the centre, then rapid response, until a person has seen to it', async () => {
    const { letters } = gateway;
    const fridge = gateway.device('fridge');
    await gateway.until(at('10:00'));
    expect((await fridge.commands.take()).text).toBe(
      'Good morning, Kathleen. It is time for something to eat. Is there something nice in the fridge?',
    );
    await gateway.until(at('10:30'));
    expect((await fridge.commands.take()).text).toMatch(/^Hello, Kathleen\. Please have a bite/);
    expect(letters.all).toEqual([]);

    await gateway.until(at('11:00'));
    const toDaughter = await letters.take();
    expect(toDaughter).toMatchObject({ to: 'maureen@example.org', subject: 'Kathleen: please look' });
    expect(toDaughter.text).toContain("Kathleen's fridge was not opened between 07:00 and 10:00");
    expect(toDaughter.text).toContain('Tried before you: Kathleen (spoken at home): no answer so far');
    expect(await (await fetch(toDaughter.link!)).text()).toContain('Kathleen Example: can you help?');

    // Nobody looks at the console, so that the centre is written to at once.
    await gateway.until(at('11:20'));
    expect(await letters.take()).toMatchObject({ to: 'ccc@example.org' });

    await gateway.until(at('11:50'));
    const toResponder = await letters.take();
    expect(toResponder.to).toBe('tom@example.org');
    expect(toResponder.text).toContain('Maureen: no answer so far');
    expect(await answerLink(toResponder.link, { action: 'acknowledge' })).toContain('Thank you, Tom Becker.');
    expect(await gateway.alertOf('kathleen')).toMatchObject({ level: 'rapid-response', owner: { name: 'Tom Becker' }, status: 'open' });

    await gateway.until(at('12:10'));
    await answerLink(toResponder.link, { action: 'close', outcome: 'responder', note: 'Had toast with her.' });
    const alert = await gateway.alertOf('kathleen');
    expect(alert).toMatchObject({ status: 'closed', outcome: { code: 'responder', by: 'Tom Becker', note: 'Had toast with her.' } });
    expect((await letters.take(({ to }) => to === 'maureen@example.org')).subject).toBe('Kathleen: no longer needed, thank you');
    expect((await letters.take(({ to }) => to === 'ccc@example.org')).subject).toBe('Kathleen: no longer needed, thank you');
    expect(letters.left).toEqual([]);

    await gateway.until(at('23:59'));
    expect(letters.left).toEqual([]);
    expect(alert.timeline.map((entry) => entry.lateMs)).toEqual(alert.timeline.map(() => null));
  });

  it('stops with the daughter when she says that she is going, and resumes when her time is over', async () => {
    const { letters } = gateway;
    await gateway.until(at('11:00'));
    const { link } = await letters.take();
    await answerLink(link, { action: 'acknowledge' });
    await gateway.until(at('11:29'));
    expect(letters.left).toEqual([]);
    // Half an hour is hers; then she and, after her, the centre are asked.
    await gateway.until(at('11:30'));
    expect(await letters.take()).toMatchObject({ to: 'maureen@example.org' });
    await gateway.until(at('11:50'));
    expect(await letters.take()).toMatchObject({ to: 'ccc@example.org' });
  });

  it('goes to the next one at once when the daughter cannot', async () => {
    await gateway.until(at('11:00'));
    const { link } = await gateway.letters.take();
    expect(await answerLink(link, { action: 'decline' })).toContain('We are asking the next person.');
    expect(await gateway.letters.take()).toMatchObject({ to: 'ccc@example.org' });
    expect(await gateway.alertOf('kathleen')).toMatchObject({ level: 'coordination' });
  });
});

describe('a breakfast that comes late', () => {
  it('after the first prompt ends it: nobody else is told, and the prompt sufficed', async () => {
    await gateway.until(at('10:10'));
    await gateway.device('fridge').send({ kind: 'contact', value: 'open' });
    await gateway.until(at('14:00'));
    expect(await gateway.told()).toEqual(['Kathleen by mqtt: prompt']);
    expect(await gateway.alertOf('kathleen')).toMatchObject({ status: 'closed', outcome: { code: 'prompt-sufficed' } });
  });

  it('after "I\'ve eaten" ends it as well', async () => {
    await gateway.until(at('10:40'));
    await gateway.device('carer').send({ kind: 'meal', value: 'eaten' });
    await gateway.until(at('14:00'));
    expect(await gateway.told()).toEqual(['Kathleen by mqtt: prompt', 'Kathleen by mqtt: prompt']);
  });

  it('after the daughter and the centre were told, both hear it, and a person records the outcome', async () => {
    await gateway.until(at('11:20'));
    await gateway.until(at('11:25'));
    await gateway.device('fridge').send({ kind: 'contact', value: 'open' });
    await gateway.settled();
    const over = ({ subject }: { subject: string }) => subject === 'Kathleen: no longer needed, thank you';
    expect([(await gateway.letters.take(over)).to, (await gateway.letters.take(over)).to].sort()).toEqual([
      'ccc@example.org',
      'maureen@example.org',
    ]);
    const alert = await gateway.alertOf('kathleen');
    expect(alert.status).toBe('cleared');
    expect(await gateway.act('coordinator', alert, { type: 'close', outcome: 'condition-settled', note: '' })).toMatchObject({
      status: 200,
      body: { status: 'closed', outcome: { code: 'condition-settled', by: 'Asha Rahman' } },
    });
  });
});

describe('no alert', () => {
  afterEach(async () => {
    await gateway.until(at('16:00'));
    // That monitoring rests, and goes on, is told to her daughter.
    expect((await gateway.told()).filter((line) => !line.endsWith(': rest'))).toEqual([]);
    expect(await gateway.alertsOf('kathleen')).toEqual([]);
  });

  it('when breakfast was taken at half past seven', async () => {
    await gateway.until(at('07:30'));
    await gateway.device('fridge').send([
      { kind: 'contact', value: 'open' },
      { kind: 'contact', value: 'closed' },
    ]);
  });

  it('when she was out over breakfast and came back: she has eaten out', async () => {
    const [door, hall] = [gateway.device('door'), gateway.device('hall')];
    await gateway.until(at('08:50'));
    await door.send({ kind: 'contact', value: 'open' });
    await gateway.until(at('11:10'));
    await door.send({ kind: 'contact', value: 'open' });
    await gateway.until(at('11:11'));
    await hall.send({ kind: 'motion', value: true });
  });

  it('while she is in hospital', async () => {
    const untilAt = new Date(at('12:00', 14)).toISOString();
    const answer = await gateway.ask('coordinator', 'PUT', '/api/patients/kathleen/presence', { mode: 'hospital', untilAt });
    expect(answer.status).toBe(204);
  });
});
