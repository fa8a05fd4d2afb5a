import { describe, expect, it } from 'vitest';
import { type CommandView, commandMade } from '../../gateway/contract/commands.ts';
import { patientSpeech } from '../../gateway/contract/speech.ts';
import { consoleTests, soon } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { aPatient, at } from './support/fixtures.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';

const openConsole = consoleTests();

const aCommand = (now: number, changes: Partial<CommandView>): CommandView => ({
  commandId: 'c1',
  deviceId: 'dispenser',
  deviceName: 'Pill dispenser',
  patientId: 'joan',
  type: 'prompt',
  kind: null,
  text: "It's time for your morning tablets, Joan.",
  askedBy: null,
  agreement: 'Medicine on time',
  alertId: null,
  askedAt: at(now, -20),
  expiresAt: at(now, 10),
  state: 'sent',
  detail: 'waits for the device, which is not connected',
  changedAt: at(now, -20),
  ...changes,
});

const given = (server: ContractServer, now: number) => {
  const joan = aPatient(now);
  const [fridge, , , cuff] = joan.devices;
  server.world.patients = [
    {
      ...joan,
      devices: [
        { ...fridge!, prompts: true },
        { ...cuff!, prompts: true },
        { ...fridge!, id: 'button', kind: 'sos-button', name: 'Button' },
        { ...fridge!, id: 'hall', kind: 'motion', name: 'Hall', hubId: 'hub' },
      ],
    },
  ];
  const staff = { askedBy: 'Sam Okafor', agreement: null, deviceId: 'cuff', deviceName: 'Cuff in the bedroom' };
  const reading = { type: 'request-measurement', kind: 'blood-pressure', text: 'Please take your blood pressure.' } as const;
  server.world.deviceCommands = [
    aCommand(now, {}),
    aCommand(now, { commandId: 'c2', ...staff, ...reading, state: 'done', detail: '128/74 mmHg' }),
    aCommand(now, { commandId: 'c3', ...staff, type: 'test', text: '', state: 'failed', detail: 'the device could not: battery empty' }),
    aCommand(now, { commandId: 'c4', state: 'taken-back', detail: 'dispensed or given', alertId: 'joan-pills-1' }),
    aCommand(now, { commandId: 'c5', state: 'expired', detail: '' }),
  ];
};

const made = { commandId: 'c9' };

describe('on the page of a patient', () => {
  it('stands what devices were asked, by whom and what became of it, and changes by itself', async () => {
    const { page, server, now } = await openConsole('/patients/joan', given, { movableClock: false });
    const list = page.getByRole('table', { name: 'What devices were asked' });
    const rows = list.getByRole('row');
    await expect.poll(() => rows.count(), soon).toBe(6);
    await expect.poll(() => rows.nth(1).textContent(), soon).toContain('Sent, not known to have arrived');
    expect(await rows.nth(1).textContent()).toContain('Medicine on time');
    expect(await rows.nth(2).textContent()).toMatch(/Sam Okafor[\s\S]*Done[\s\S]*128\/74 mmHg/);
    expect(await rows.nth(3).textContent()).toMatch(/Failed[\s\S]*battery empty/);
    expect(await rows.nth(4).getByRole('link').getAttribute('href')).toBe('/alerts/joan-pills-1');
    server.world.deviceCommands = [aCommand(now, { state: 'done', detail: 'spoken or shown' })];
    server.commandsChanged('joan');
    await expect.poll(() => rows.count(), soon).toBe(2);
    await expect.poll(() => rows.nth(1).textContent(), soon).toContain('spoken or shown');
    await holdsAtEveryWidth(page, 'device-commands');
  });

  it('a device is asked for a reading with the keyboard alone, and says what is missing', async () => {
    const { page, server } = await openConsole('/patients/joan', given, { movableClock: false });
    server.answer('POST /api/patients/joan/commands', commandMade, () => made);
    await page.getByRole('button', { name: 'Ask Cuff in the bedroom…' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Ask Cuff in the bedroom' });
    await dialog.getByText('This device is not connected now.').waitFor();
    await dialog.getByLabel('What for').selectOption('request-measurement');
    expect(await dialog.getByLabel('Which reading').locator('option').allInnerTexts()).toEqual(['Blood pressure', 'Heart rate']);
    await holdsAtEveryWidth(page, 'ask-device');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('Enter what is to be said.').waitFor();
    await page.keyboard.type('Please take it again.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => dialog.count(), soon).toBe(0);
    const body = {
      deviceId: 'cuff',
      type: 'request-measurement',
      kind: 'blood-pressure',
      text: 'Please take it again.',
      expiresAfter: 'PT30M',
    };
    expect(server.world.sent).toEqual([{ path: 'POST /api/patients/joan/commands', body }]);
  });

  it('only what a device can do is offered, and why the gateway refuses is said', async () => {
    const { page, server } = await openConsole('/patients/joan', given, { movableClock: false });
    server.refuse('POST /api/patients/joan/commands', 429, 'This device has been given too many words within a minute.');
    expect(await page.getByRole('button', { name: 'Ask Hall…' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Ask Button…' }).click();
    const dialog = page.getByRole('dialog');
    await expect.poll(() => dialog.getByLabel('What for').locator('option').allInnerTexts(), soon).toEqual(['Test the device']);
    expect(await dialog.getByLabel('Words').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByRole('alert').getByText('too many words').waitFor();
  });

  it('stands how they are spoken to, and it is changed', async () => {
    const { page, server } = await openConsole('/patients/joan', given, { movableClock: false });
    let speech: unknown = { language: 'en', hardOfHearing: false };
    server.answer('PUT /api/patients/joan/speech', patientSpeech, (body) => {
      speech = body;
      return body;
    });
    server.answer('GET /api/patients/joan/speech', patientSpeech, () => speech);
    await page.getByText('Joan is spoken to in English.').waitFor();
    await page.getByRole('button', { name: 'Change…' }).click();
    const dialog = page.getByRole('dialog', { name: 'How Joan is spoken to' });
    await dialog.getByLabel('Language').selectOption('pl');
    await dialog.getByLabel('Hearing').selectOption('hard');
    await holdsAtEveryWidth(page, 'spoken-to');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Joan is spoken to in Polish, louder than usual.').waitFor();
    expect(speech).toEqual({ language: 'pl', hardOfHearing: true });
  });

  it('an administrator neither sees nor asks', async () => {
    const { page } = await openConsole('/patients/joan', (server, now) => {
      given(server, now);
      server.world.me = { ...server.world.me, role: 'administrator' };
    });
    expect(await page.getByRole('button', { name: /^Ask / }).count()).toBe(0);
    expect(await page.getByText('What devices were asked').count()).toBe(0);
  });
});
