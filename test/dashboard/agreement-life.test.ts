import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { previewResult } from '../../gateway/contract/backtests.ts';
import { agreementsInEveryStatus } from './support/agreements.ts';
import { consoleTests, refusals, soon } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { aPatient } from './support/fixtures.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';
import { aPreview } from './support/terms.ts';

const openConsole = consoleTests();
const quick = { movableClock: false } as const;
const api = (id: string, action: string) => `POST /api/patients/joan/scenarios/${id}/${action}`;
const done = z.object({ id: z.string(), version: z.number() });

function as(role: 'clinician' | 'coordinator' | 'responder') {
  return (server: ContractServer, now: number) => {
    server.world.me = { ...server.world.me, name: 'Dr Amin', role };
    const scenarios = agreementsInEveryStatus(now).map((one) => {
      if (one.status === 'draft')
        return { ...one, actions: ['approve' as const, 'supersede' as const, 'drop' as const, 'withdraw' as const, 'retire' as const] };
      if (one.status === 'approved')
        return { ...one, consent: null, actions: ['activate' as const, 'supersede' as const, 'drop' as const, 'retire' as const] };
      if (one.status === 'paused') return { ...one, actions: ['resume' as const, 'pause' as const, 'withdraw' as const] };
      return one.status === 'retired' ? { ...one, actions: [] } : one;
    });
    server.world.patients = [aPatient(now, { scenarios })];
  };
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** The first agreement of this title that has the action. */
const act = (page: Page, name: string) => button(page, name).first().click();
const dialog = (page: Page) => page.getByRole('dialog');
const gone = (page: Page) => dialog(page).waitFor({ state: 'detached' });

describe('the life of an agreement', () => {
  it('a clinician looks at a draft first, approves it in their own name and records consent with it', async () => {
    const { page, server, now } = await openConsole('/patients/joan', as('clinician'), quick);
    server.answer('POST /api/patients/joan/scenarios/door/preview', previewResult, () => aPreview(now));
    server.answer(api('door', 'approve'), done, () => ({ id: 'door', version: 2 }));
    await act(page, 'What would it have meant?: Out at night');
    await page.getByText('1 alert instead of 2 in 28 days.').waitFor();
    await act(page, 'Approve…: Out at night');
    await dialog(page).getByText('You approve version 2 in your own name, Dr Amin.').waitFor();
    await dialog(page).getByLabel('What is recorded').selectOption('Best-interest decision');
    await button(page, 'Approve').click();
    await dialog(page).getByText('Say who consented or decided.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id), soon).toBe('consent-by');
    await holdsAtEveryWidth(page, 'approve');
    await dialog(page).getByLabel('Who consented or decided').fill('Dr Shah');
    await dialog(page).getByLabel('On which day').fill('2026-05-03');
    await dialog(page).getByLabel('The person’s own agreement').selectOption('They were told and agreed');
    await button(page, 'Approve').click();
    await gone(page);
    await page.getByText('Out at night is approved.').waitFor({ state: 'attached' });
    const consent = { kind: 'best-interest', decidedBy: 'Dr Shah', decidedOn: '2026-05-03', note: '' };
    expect(server.world.sent.at(-1)).toEqual({
      path: api('door', 'approve'),
      body: { version: 2, consent, patientAgreed: { how: 'told' } },
    });
  });

  it('a door is not watched without consent: the refusal stands in the dialog beside the way to record it', async () => {
    const { page, server } = await openConsole('/patients/joan', as('clinician'), { ...quick, expected: refusals });
    const said = 'a recorded consent or best-interest decision is needed for this agreement';
    server.refuse(api('door-2', 'activate'), 422, `consentNote: ${said}`, [{ path: 'consentNote', message: said }]);
    await act(page, 'Activate…: Out at night');
    await button(page, 'Activate').click();
    await dialog(page).getByText(said).waitFor();
    await holdsAtEveryWidth(page, 'activate-refused');
    server.answer(api('door-2', 'activate'), done, () => ({ id: 'door-2', version: 2 }));
    await dialog(page).getByLabel('What is recorded').selectOption('Consent');
    await dialog(page).getByLabel('Who consented or decided').fill('Joan Price');
    await dialog(page).getByLabel('On which day').fill('2026-05-03');
    await button(page, 'Activate').click();
    await gone(page);
    expect(server.world.sent.at(-1)?.body).toMatchObject({ consent: { kind: 'consent', decidedBy: 'Joan Price' } });
  });

  it('a pause has an end and a reason, and ends before its time with one button; all by keyboard', async () => {
    const { page, server, now } = await openConsole('/patients/joan', as('coordinator'), quick);
    server.answer(api('fridge', 'pause'), done, () => ({ id: 'fridge', version: 2 }));
    server.answer(api('pills', 'resume'), done, () => ({ id: 'pills', version: 2 }));
    await button(page, 'Pause…: Fridge opened at mealtimes').focus();
    await page.keyboard.press('Enter');
    await button(page, 'Pause').focus();
    await page.keyboard.press('Enter');
    await dialog(page).getByText('Say when it goes on: a pause always has an end.').waitFor();
    await holdsAtEveryWidth(page, 'pause');
    const year = new Date(now).getUTCFullYear() + 1;
    await dialog(page).getByLabel('Until').fill(`${year}-01-10T09:00`);
    await dialog(page).getByLabel('Why').fill('Staying with Mary');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await gone(page);
    expect(server.world.sent).toEqual([
      { path: api('fridge', 'pause'), body: { untilAt: `${year}-01-10T09:00:00.000Z`, reason: 'Staying with Mary' } },
    ]);
    await button(page, 'Resume now: Medicine on time').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => server.world.sent.at(-1)?.path, soon).toBe(api('pills', 'resume'));
  });

  it('consent that is taken back names who took it; retiring warns first', async () => {
    const { page, server } = await openConsole('/patients/joan', as('clinician'), quick);
    server.answer(api('fridge', 'withdraw-consent'), done, () => ({ id: 'fridge', version: 2 }));
    server.answer(api('fridge', 'retire'), done, () => ({ id: 'fridge', version: 2 }));
    await act(page, 'Consent taken back…: Fridge opened at mealtimes');
    await dialog(page).getByLabel('Who took it back').fill('');
    await button(page, 'End the agreement').click();
    await dialog(page).getByText('Say who took the consent back.').waitFor();
    await holdsAtEveryWidth(page, 'withdraw');
    await dialog(page).getByLabel('Who took it back').fill('Joan Price');
    await button(page, 'End the agreement').click();
    await gone(page);
    await act(page, 'Retire…: Fridge opened at mealtimes');
    await holdsAtEveryWidth(page, 'retire');
    await button(page, 'Retire').click();
    await gone(page);
    expect(server.world.sent).toEqual([
      { path: api('fridge', 'withdraw-consent'), body: { by: 'Joan Price', note: '' } },
      { path: api('fridge', 'retire'), body: {} },
    ]);
  });

  it('a draft beside what is in force is dropped by itself, in the version that was read', async () => {
    const { page, server } = await openConsole('/patients/joan', as('clinician'), quick);
    server.answer(api('door', 'drop'), done, () => ({ id: 'door', version: 2 }));
    await act(page, 'Drop the draft…: Out at night');
    await dialog(page).getByText('Version 2 never comes into force. What is in force now stays as it is.').waitFor();
    await holdsAtEveryWidth(page, 'drop');
    await button(page, 'Drop the draft').click();
    await gone(page);
    await page.getByText('The draft of Out at night is dropped.').waitFor({ state: 'attached' });
    expect(server.world.sent).toEqual([{ path: api('door', 'drop'), body: { version: 2 } }]);
  });

  it('offers each role what the gateway lets it do, and the end of an agreement where it is in force', async () => {
    const { page, server, now } = await openConsole('/patients/joan', as('coordinator'), quick);
    const shown = () => page.locator('.agreement-actions').getByRole('button').or(page.locator('.agreement-actions a')).allTextContents();
    await page.locator('.agreement-actions').first().waitFor();
    await expect
      .poll(shown, soon)
      .toEqual(['Pause…', 'Consent taken back…', 'Resume now', 'Pause…', 'Consent taken back…', 'Consent taken back…']);

    const [active] = agreementsInEveryStatus(now);
    const draft = { ...active!, version: 3, status: 'draft' as const, approvedBy: null, activeFromAt: null };
    server.world.me = { ...server.world.me, role: 'clinician' };
    server.world.patients = [
      aPatient(now, { scenarios: [{ ...draft, actions: ['approve', 'supersede', 'drop', 'withdraw', 'retire'] }, active!] }),
    ];
    await page.reload();
    await button(page, 'Retire…: Fridge opened at mealtimes').waitFor();
    await expect
      .poll(shown, soon)
      .toEqual([
        ...['Approve…', 'Draft a change', 'Drop the draft…', 'What would it have meant?'],
        ...['Draft a change', 'Pause…', 'Consent taken back…', 'Retire…'],
      ]);
  });
});
