import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { type ConsentPreview, consentPreview } from '../../gateway/contract/consents.ts';
import type { ContactConsent } from '../../gateway/contract/relations.ts';
import { consoleTests, refusals, soon } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { aPatient, at } from './support/fixtures.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';

const openConsole = consoleTests();
const quick = { movableClock: false } as const;
const place = '/api/patients/joan/contacts/mary/consents';
const permission = (now: number, more: Partial<ContactConsent>): ContactConsent => ({
  contactId: 'mary',
  purpose: 'be-told',
  basis: 'patient',
  givenAt: at(now, -40_000),
  givenBy: 'Joan',
  note: '',
  endsAt: null,
  endedAt: null,
  endedBy: null,
  ...more,
});
const given = (server: ContractServer, now: number) => {
  server.world.patients = [aPatient(now)];
  server.world.consents = [permission(now, {}), permission(now, { purpose: 'see-readings', endedAt: at(now, -5) })];
};
const decided = (server: ContractServer, now: number) => {
  given(server, now);
  const best = { basis: 'best-interest', givenBy: 'Dr Amin', endsAt: at(now, 100_000) } as const;
  server.world.consents = [permission(now, best)];
};
const follows = (server: ContractServer, preview: ConsentPreview) => server.answer(`POST ${place}/preview`, consentPreview, () => preview);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const gone = (page: Page) => dialog(page).waitFor({ state: 'detached' });
const change = (page: Page, name = 'Mary Price') => button(page, `Change what ${name} may see and be told`).click();
/** What was saved, without the questions what would follow. */
const saved = ({ world }: ContractServer) => world.sent.filter(({ path }) => path === `PUT ${place}`).map(({ body }) => body);

it('contacts and permissions are a table; what follows is shown before it is saved, and said aloud where it leaves nobody', async () => {
  const { page, server, faults } = await openConsole('/patients/joan', given, quick);
  const cells = page.getByRole('table', { name: 'Who may see and be told' }).getByRole('row', { name: /Mary Price/ });
  await expect.poll(() => cells.getByText('No', { exact: true }).count(), soon).toBe(3);
  await holdsAtEveryWidth(page, 'consents');
  const sentence =
    'Nobody from Joan’s family and friends is asked any more: Medicine on time. The care centre is asked 20 minutes earlier.';
  follows(server, { sentences: [sentence], leavesNobody: true });
  server.answer(`PUT ${place}`, z.null(), () => {
    server.world.consents = [];
    return null;
  });
  await change(page);
  await button(page, 'Save').click();
  await dialog(page).getByRole('alert').getByText('Nothing is changed yet.').waitFor();
  await dialog(page).getByLabel('Is told and asked to help').uncheck();
  await dialog(page).getByRole('status').getByText(sentence).waitFor();
  await button(page, 'Save').click();
  await dialog(page).getByText('First say to Joan what follows.').waitFor();
  expect(saved(server)).toEqual([]);
  await holdsAtEveryWidth(page, 'consent-leaves-nobody');
  await dialog(page).getByLabel('Joan knows what follows, and it is to be so').check();
  await button(page, 'Save').click();
  await gone(page);
  await expect.poll(() => cells.getByText('No', { exact: true }).count(), soon).toBe(4);
  expect(saved(server)).toEqual([{ changes: [{ purpose: 'be-told', allowed: false, endsAt: null }], note: '', bestInterest: null }]);
  expect(faults).toEqual([]);
});

it('a clinician records a best-interest decision with who decided, why, and an end; and lets it go on', async () => {
  const { page, server, now } = await openConsole(
    '/patients/joan',
    (server, now) => {
      decided(server, now);
      server.world.me = { ...server.world.me, role: 'clinician' };
    },
    { ...quick, expected: refusals },
  );
  await page.getByText('Best interest, Dr Amin').waitFor();
  follows(server, { sentences: ['Mary Price can see Joan’s readings, such as blood pressure, in the app.'], leavesNobody: false });
  server.refuse(`PUT ${place}`, 422, 'changes.0.endsAt: a best-interest decision ends within twelve months');
  await change(page);
  await dialog(page).getByLabel('Sees readings').check();
  await dialog(page).getByLabel('Whose decision it is').selectOption('In Joan’s best interest');
  await dialog(page).getByRole('status').getByText('Joan’s readings').waitFor();
  await button(page, 'Save').click();
  await dialog(page).getByText('Say who decided.').waitFor();
  await dialog(page).getByLabel('Who decided').fill('Dr Amin');
  await button(page, 'Save').click();
  await dialog(page).getByText('Say when it ends: a day ahead of today.').waitFor();
  const year = new Date(now).getUTCFullYear() + 1;
  await dialog(page).getByLabel('Ends with the day').fill(`${year}-01-15`);
  await button(page, 'Save').click();
  await dialog(page).getByText('Say who was asked, and why it is best for Joan.').waitFor();
  await holdsAtEveryWidth(page, 'consent-best-interest');
  await dialog(page).getByLabel('Who was asked').fill('Her daughter and the nurse were asked.');
  await button(page, 'Save').click();
  await dialog(page).getByText('ends within twelve months').waitFor();
  server.answer(`PUT ${place}`, z.null(), () => null);
  await button(page, 'Save').click();
  await gone(page);
  const endsAt = `${year}-01-15T23:59:00.000Z`;
  expect(saved(server).at(-1)).toEqual({
    changes: [
      { purpose: 'see-readings', allowed: true, endsAt },
      { purpose: 'be-told', allowed: true, endsAt },
    ],
    note: 'Her daughter and the nurse were asked.',
    bestInterest: { decidedBy: 'Dr Amin' },
  });
});

it('a coordinator sees a best-interest decision and cannot change it', async () => {
  const { page } = await openConsole('/patients/joan', decided, quick);
  await change(page);
  expect(await dialog(page).getByLabel('Is told and asked to help').isDisabled()).toBe(true);
  await dialog(page).getByText('Best-interest decision of Dr Amin: a clinician changes it.').waitFor();
  expect(await dialog(page).getByLabel('Whose decision it is').count()).toBe(0);
});

it('is shown to those who arrange care', async () => {
  const { page } = await openConsole(
    '/patients/joan',
    (server, now) => {
      given(server, now);
      server.world.me = { ...server.world.me, role: 'responder' };
    },
    quick,
  );
  await page.getByRole('heading', { name: 'Devices', exact: true }).waitFor();
  expect(await page.getByText('Who may see and be told').count()).toBe(0);
});
