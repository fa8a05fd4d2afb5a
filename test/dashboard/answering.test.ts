import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureDashboard } from '../../gateway/build-dashboard.ts';
import type { AlertDetail } from '../../gateway/contract/alerts.ts';
import { readCsv } from '../../gateway/services/read-csv.ts';
import { importServices } from '../../gateway/store/services.ts';
import { write } from '../../gateway/store/write.ts';
import { at, password, people, TestGateway } from '../e2e/gateway.ts';
import { kathleens } from '../e2e/homes.ts';
import { expectAccessible, launch, openTab, viewports } from './support/browser.ts';
import { soon } from './support/console.ts';

let browser: Browser;
let gateway: TestGateway;
let alert: AlertDetail;
beforeAll(async () => {
  await ensureDashboard(join(import.meta.dirname, '../..'));
  browser = await launch();
  gateway = await TestGateway.start();
  await gateway.enrol(kathleens([{ template: 'sos' }]));
  const nina = { id: 'nina', name: 'Nina', relationship: 'neighbour', order: 2, mayBeTold: true, checkedByPhone: true };
  const channels = [{ kind: 'voice', address: '+441632960001' }];
  await gateway.ask('coordinator', 'POST', '/api/patients/kathleen/contacts', { ...nina, channels });
  const peter = { id: 'peter', name: 'Peter', relationship: 'neighbour', order: 3, mayBeTold: true, checkedByPhone: true };
  await gateway.ask('coordinator', 'POST', '/api/patients/kathleen/contacts', { ...peter, channels });
  const file = 'sourceId,name,needs\nL1,Lunch Club,company\n';
  await write(gateway.database.pool, { at: at('06:00'), actor: 'test' }, (tx) => importServices(tx, 'council', readCsv(file)));
  await gateway.until(at('06:10'));
  await gateway.device('button').send({ kind: 'sos' });
  await gateway.settled();
  alert = await gateway.alertOf('kathleen');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
});

async function open(role: 'coordinator' | 'clinician', path: string, viewport: (typeof viewports)[number]) {
  const tab = await openTab(browser, gateway.app.publicUrl, viewport, { expected: /Failed to load resource/ });
  await tab.page.goto(path);
  await tab.page.getByLabel('E-mail address').fill(people.find((one) => one.role === role)!.email);
  await tab.page.getByLabel('Password').fill(password);
  await tab.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await tab.page.locator('.link-badge--live').waitFor({ timeout: 60_000 });
  return tab;
}
const script = (page: Page) => page.getByRole('region', { name: 'Call script' });
const answer = (page: Page, name: string) => script(page).getByRole('button', { name, exact: true });
const step = (page: Page, words: string) => script(page).locator('.script__text', { hasText: words });

it('no reply: the script is walked, contacts called, the level chosen with advice, and whoever comes later sees it all', {
  timeout: 180_000,
}, async () => {
  const { page, faults } = await open('coordinator', `/alerts/${alert.id}`, viewports[0]);
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await page.getByText('You have it until').waitFor();

  // By keyboard: from the first step to the one where somebody must go.
  await answer(page, 'No reply').press('Enter');
  await step(page, 'Call twice more').waitFor();
  await answer(page, 'Nothing, or only the television').press('Enter');
  await step(page, 'Ring the patient’s own telephone').waitFor();
  await answer(page, 'No answer, no movement').click();
  await step(page, 'If in doubt, go out').waitFor();
  await answer(page, 'Nobody needs to go…').click();
  await answer(page, 'Record').click();
  await script(page).getByText('This has to be written down.').waitFor();
  await answer(page, 'Cancel').click();
  await expectAccessible(page);
  await answer(page, 'A contact with a key').click();

  const contacts = page.getByRole('region', { name: 'Contacts, in their order' });
  await contacts.getByRole('link', { name: 'Ring Nina, 01632 960001' }).waitFor();
  const called = (name: string) => contacts.getByRole('group', { name: `How the call to ${name} ended` });
  // Peter has a key and is nearer: before Nina's turn, with a reason.
  await called('Peter').getByRole('button', { name: 'Voicemail' }).click();
  await contacts
    .getByRole('group', { name: 'Why Peter before Nina?' })
    .getByRole('button', { name: 'They have a key and are nearest' })
    .click();
  await contacts.getByText('Voicemail, 06:10, Asha Rahman – They have a key and are nearest').waitFor();
  await called('Maureen').getByRole('button', { name: 'No answer' }).click();
  await contacts.getByText('No answer, 06:10, Asha Rahman').waitFor();
  await called('Nina').getByRole('button', { name: 'Is going…' }).click();
  await contacts.getByRole('button', { name: 'In 20 minutes' }).click();
  await contacts.getByText('Is going, there by 06:30').waitFor();
  await page.getByRole('region', { name: 'Follow-ups' }).getByText('Nina said they would be there by now').waitFor();
  await answer(page, 'One of them is going').click();
  await answer(page, 'They are with Kathleen, who needs help').click();

  // The assessment: unknown counts as bad, and less than is advised needs a reason.
  await script(page).getByText('Advice: 999').waitFor();
  const questions = [
    ['Awake and talking as usual?', 'Yes'],
    ['How is the breathing?', 'As usual'],
    ['Pain or pressure in the chest?', 'No'],
    ['Face drooping, an arm weak, or speech slurred?', 'No'],
    ['More confused than usual?', 'No'],
    ['Bleeding?', 'No'],
    ['Hit the head?', 'No'],
    ['Pain or injury elsewhere?', 'Sore, moves everything'],
    ['Can they get up?', 'Yes, or is not down'],
    ['What do they need today?', 'Somebody to look in'],
    ['Alone?', 'Somebody is with them'],
  ] as const;
  for (const [question, said] of questions)
    await script(page).getByRole('group', { name: question }).getByLabel(said, { exact: true }).check();
  await script(page).getByText('Advice: Place team').waitFor();
  await expectAccessible(page);
  const levels = script(page).getByRole('group', { name: 'What you choose' });
  await levels.getByLabel('Family').check();
  await answer(page, 'Record').click();
  await script(page).getByText('Say why you choose less than is advised.').waitFor();
  await script(page).getByLabel('Why another level than was advised').fill('Nina is a nurse and stays with her.');
  await answer(page, 'Record').click();
  await answer(page, 'Agreed…').click();
  await script(page).getByLabel('Agreed: What was agreed').fill('Nina stays until noon and rings then.');
  await answer(page, 'Record').click();
  await script(page).getByText('It suggests: Keyholder attending').waitFor();

  // Whoever comes later, on a telephone, reads what was done and is asked nothing again.
  const second = await open('clinician', `/alerts/${alert.id}`, viewports[1]);
  const seen = script(second.page);
  await seen.getByText('Nina is a nurse and stays with her.').waitFor();
  await seen.getByText('Nina stays until noon and rings then.').waitFor();
  await second.page.getByText('No answer, 06:10, Asha Rahman').waitFor();
  expect(await second.page.getByRole('link', { name: /^Ring / }).count()).toBe(0);
  await expectAccessible(second.page);

  await page.getByRole('button', { name: 'Close with outcome…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('What was recorded suggests: Keyholder attending').waitFor();
  expect(await dialog.getByLabel('Outcome code').inputValue()).toBe('keyholder-attending');
  await dialog.getByRole('button', { name: 'Close the alert' }).click();
  await page.getByText('Outcome: Keyholder attending, by Asha Rahman.').waitFor();
  await second.page.getByText('Outcome: Keyholder attending, by Asha Rahman.').waitFor();
  expect([...faults, ...second.faults]).toEqual([]);

  // Told of a service near by, which stands with the person.
  await page.goto(`/services?patient=kathleen&alert=${alert.id}`);
  await page.getByRole('button', { name: 'Tell Kathleen Example of Lunch Club' }).click();
  await dialog.getByText('They do not read messages in the app.').waitFor();
  await dialog.getByRole('button', { name: 'Tell them' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.goto(`/alerts/${alert.id}`);
  await page.getByRole('region', { name: 'Services, from this alert' }).getByText('Lunch Club').waitFor();
  await page.goto('/patients/kathleen');
  await page.getByRole('region', { name: 'Services they were told of' }).getByText('Lunch Club').waitFor();
  const followUps = page.getByRole('region', { name: 'Follow-ups' });
  await followUps.getByRole('button', { name: /^Done: Nina said/ }).click();
  await expect.poll(() => followUps.count(), soon).toBe(0);
});
