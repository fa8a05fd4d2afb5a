import { describe, expect, it, vi } from 'vitest';
import { patience } from '../support/patience.ts';
import { consoleTests, refusals } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { aDay, anAlert, aPatient, aReading, at, ownedBy } from './support/fixtures.ts';

const openConsole = consoleTests();
const joan = '/alerts/joan-pills-1';
const withJoan = (server: ContractServer, now: number) => void server.world.alerts.set('joan-pills-1', anAlert(now));

describe('acting on an alert', () => {
  it('acknowledges with the version on the screen, and can be undone for 30 seconds', async () => {
    const { page, server, now } = await openConsole(joan, withJoan);
    server.world.onCommand = (alert, command) =>
      command.type === 'acknowledge' ? ownedBy(now, alert, server.world.me) : { ...anAlert(now), version: alert.version + 1 };
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await page.getByText('You have it until').waitFor();
    await page.getByRole('button', { name: /Undo acknowledgement/ }).click();
    await page.getByText('Nobody has acknowledged it.').waitFor();
    expect(server.world.commands).toEqual([
      { type: 'acknowledge', version: 5 },
      { type: 'unacknowledge', version: 6 },
    ]);
  });

  it('takes the undo away when its time is over', async () => {
    const { page } = await openConsole(
      joan,
      (server, now) => void server.world.alerts.set('joan-pills-1', ownedBy(now - 31_000, anAlert(now), server.world.me)),
    );
    await page.getByText('You have it until').waitFor();
    expect(await page.getByRole('button', { name: /Undo/ }).count()).toBe(0);
  });

  it('keeps what was typed when someone was faster, says who, and sends the new version afterwards', async () => {
    const { page, server, now } = await openConsole(joan, withJoan, { expected: refusals });
    await page.getByRole('button', { name: 'Close with outcome…' }).click();
    await page.getByLabel('Outcome code').selectOption('advice');
    await page.getByLabel('Note (optional)').fill('Spoke to Joan, she will take them now.');
    // Changed without a live event, so that only the refusal can tell the page.
    server.world.alerts.set('joan-pills-1', ownedBy(now, anAlert(now), { id: 'u2', name: 'Sam Okafor' }));
    await page.getByRole('button', { name: 'Close the alert' }).click();
    await page.getByRole('dialog').getByText('Sam Okafor acknowledged the alert.').waitFor();
    expect(await page.getByLabel('Note (optional)').inputValue()).toBe('Spoke to Joan, she will take them now.');
    server.world.onCommand = (alert) => ({
      ...alert,
      status: 'closed',
      version: 7,
      allowed: [],
      nextAt: null,
      outcome: { code: 'advice', by: 'Ada Finch', note: '' },
    });
    await page.getByRole('button', { name: 'Close the alert' }).click();
    await page.getByText('Outcome: Advice given, by Ada Finch.').waitFor();
    expect(server.world.commands.map((command) => command.version)).toEqual([5, 6]);
    expect(server.world.commands[1]).toMatchObject({ type: 'close', outcome: 'advice', note: 'Spoke to Joan, she will take them now.' });
  });

  it('hands over to a colleague or to a rung, and offers only what the server allows', async () => {
    const { page, server } = await openConsole(
      joan,
      (server, now) => void server.world.alerts.set('joan-pills-1', anAlert(now, { allowed: ['hand-over'] })),
    );
    server.world.onCommand = (alert) => ({ ...alert, version: alert.version + 1 });
    const actions = page.getByRole('region', { name: 'Actions' }).getByRole('button');
    await actions.waitFor();
    expect(await actions.allTextContents()).toEqual(['Hand over…']);
    for (const to of ['Sam Okafor, Responder', 'Rapid response']) {
      await actions.click();
      await page.getByLabel('Hand over to').selectOption({ label: to });
      await page.getByRole('button', { name: 'Hand over', exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    expect(server.world.commands).toEqual([
      { type: 'hand-over', version: 5, to: { userId: 'u2' } },
      { type: 'hand-over', version: 6, to: { level: 'rapid-response' } },
    ]);
  });

  it('snoozes with a reason, for no longer than the severity allows, and shows until when', async () => {
    const { page, server, now } = await openConsole(
      joan,
      (server, now) =>
        void server.world.alerts.set('joan-pills-1', { ...ownedBy(now, anAlert(now), server.world.me), allowed: ['snooze', 'note'] }),
    );
    const snooze = { scope: 'alert', id: 'u1', name: 'Ada Finch', untilAt: at(now, 240), reason: 'Her son is with her.' } as const;
    server.world.onCommand = (alert) => ({ ...alert, version: alert.version + 1, allowed: ['unsnooze'], snoozes: [snooze] });
    await page.getByRole('button', { name: 'Snooze…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.getByRole('option').allTextContents()).toEqual(['30 minutes', '1 hour', '2 hours', '4 hours']);
    await dialog.getByRole('button', { name: 'Snooze', exact: true }).click();
    await dialog.getByText('Say why it can wait.').waitFor();
    await dialog.getByLabel('For how long').selectOption('4 hours');
    await dialog.getByLabel('Why it can wait').fill('Her son is with her.');
    await dialog.getByRole('button', { name: 'Snooze', exact: true }).click();
    await page.getByText('Snoozed by Ada Finch until').waitFor();
    await page.getByRole('button', { name: 'End the snooze' }).waitFor();
    expect(server.world.commands).toEqual([{ type: 'snooze', scope: 'alert', minutes: 240, reason: 'Her son is with her.', version: 6 }]);
  });

  it('says when the same was closed a moment ago, and links to it', async () => {
    const previous = { id: 'joan-pills-0', closedAt: '2026-03-02T10:00:00.000Z', outcome: 'reassurance', minutes: 12 };
    const { page } = await openConsole(joan, (server, now) => void server.world.alerts.set('joan-pills-1', anAlert(now, { previous })));
    const link = page.getByRole('link', { name: 'Again, 12 minutes after the former alert was closed: Reassurance given' });
    expect(await link.getAttribute('href')).toBe('/alerts/joan-pills-0');
  });

  it('follows the live feed and counts down by the clock of the homes', async () => {
    const { page, server, now } = await openConsole(joan, (server, now) => {
      server.world.alerts.set('joan-pills-1', anAlert(now, { nextAt: at(now, 600) }));
      server.world.clock = { speed: 60, demo: true };
    });
    // The server's time goes on as ever; what it says of it would take the page back.
    server.speaking = false;
    const minutes = async () => {
      const [, hours, rest] = /^in (\d+)h (\d+)m/.exec((await page.locator('.next__clock .clock').textContent()) ?? '') ?? [];
      return Number(hours) * 60 + Number(rest);
    };
    const before = await minutes();
    await page.clock.runFor(5_000);
    await vi.waitFor(async () => expect(await minutes()).toBeLessThanOrEqual(before - 4), patience);
    server.speaking = true;
    server.change(anAlert(now, { version: 6, level: 'coordination', nextAt: at(now, 300), nextText: 'Rapid response is called.' }));
    await page.getByText('Rapid response is called.').waitFor();
    server.change(anAlert(now, { version: 7, status: 'closed', nextAt: null, nextText: null, allowed: [] }));
    await page.getByText('Nothing more happens: the alert is closed.').waitFor();
  });
});

describe('what people wrote', () => {
  it('is shown as text, markup and all: on the worklist and on the alert', async () => {
    const markup = '<img src="/stolen" onerror="window.ran = true"><script>window.ran = true</script>';
    const { page } = await openConsole('/', (server, now) => {
      const alert = anAlert(now, { patientName: `Joan ${markup}`, reason: `Fell ${markup}` });
      const { patient } = alert;
      if (!patient) throw new Error('the alert of the fixtures has a patient');
      const [mary, ...others] = patient.contacts;
      if (!mary) throw new Error('the patient of the fixtures has contacts');
      server.world.alerts.set(alert.id, {
        ...alert,
        timeline: alert.timeline.map((entry) => ({ ...entry, text: `Note ${markup}` })),
        patient: { ...patient, contacts: [{ ...mary, name: `Mary ${markup}` }, ...others] },
      });
    });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.getByText(`Fell ${markup}`).first().waitFor();
    await page.goto(joan);
    for (const what of ['Joan', 'Fell', 'Note', 'Mary']) await page.getByText(`${what} ${markup}`).first().waitFor({ state: 'attached' });
    expect(await page.locator('[onerror], body script:not([src])').count()).toBe(0);
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    expect(asked).not.toContain('/stolen');
  });
});

describe('a session that ended', () => {
  it('asks to sign in and returns to the page that was asked for', async () => {
    const { page, server } = await openConsole(joan, withJoan, { expected: refusals });
    server.world.signedIn = false;
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await page.getByLabel('E-mail address').fill('ada@example.org');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'The morning dose that was due at 08:00 has not been dispensed.' }).waitFor();
    expect(server.world.commands).toEqual([]);
  });
});

describe('a patient', () => {
  it('shows new readings as they arrive, and only of the patient who is looked at', async () => {
    const { page, server, now } = await openConsole('/patients/joan', (server, now) => {
      server.world.patients = [aPatient(now)];
      server.world.observations = aDay(now);
    });
    const heart = page.getByRole('figure', { name: 'Heart rate' });
    await heart.getByText('64 a minute').waitFor();
    await vi.waitFor(() => expect(server.watched.at(-1)).toBe('joan'), patience);
    server.observe('somebody-else', [aReading(now, 0, { kind: 'heart-rate', value: 180 })]);
    server.observe('joan', [aReading(now, 0, { kind: 'heart-rate', value: 91 })]);
    await heart.getByText('91 a minute').waitFor();
    await heart.getByText('Readings as a table').click();
    await vi.waitFor(async () => expect(await heart.getByRole('row').count()).toBe(10), patience);
    expect(await heart.getByRole('cell', { name: '180' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Worklist' }).first().click();
    await page.getByText('All clear').waitFor();
    await vi.waitFor(() => expect(server.watched.at(-1)).toBe(null), patience);
  });
});
