import { describe, expect, it } from 'vitest';
import { consoleTests } from './support/console.ts';
import { anAlert } from './support/fixtures.ts';

const openConsole = consoleTests();

describe('the list of contacts beside an alert', () => {
  it('says of each contact why and until when they are not to be asked', async () => {
    const { page } = await openConsole('/alerts/joan-pills-1', (server, now) => {
      const alert = anAlert(now);
      const contacts = alert.patient.contacts.map((contact) =>
        contact.id === 'mary' ? { ...contact, unavailable: { reason: 'operation', untilAt: '2026-03-16T07:00:00Z' } } : contact,
      );
      server.world.alerts.set('joan-pills-1', { ...alert, patient: { ...alert.patient, contacts } });
    });
    await page.getByText('Mary Price, daughter').waitFor();
    const lines = await page.locator('.contact-list__who').allTextContents();
    expect(lines).toEqual([
      expect.stringMatching(/^Mary Price, daughter not to be asked until Mon 16 Mar, .* operation$/),
      'Tom Price, son may not be told',
    ]);
  });
});
