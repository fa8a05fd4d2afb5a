import { expect, it } from 'vitest';
import { z } from 'zod';
import { carePlanComparison, carePlanVersion } from '../../gateway/contract/care-plan.ts';
import { aPlan } from '../support/care-plan.ts';
import { aPlanRow, aPlanView } from './support/care-plan.ts';
import { consoleTests, refusals, soon } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { anAlert, aPatient, at } from './support/fixtures.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';

const openConsole = consoleTests();
const quick = { movableClock: false } as const;
const api = '/api/patients/joan/plan';

const given = (server: ContractServer, now: number) => {
  server.world.patients = [aPatient(now)];
  server.world.plan = aPlanView(now);
  server.world.alerts.set('joan-pills-1', anAlert(now));
};
const versions = (server: ContractServer, now: number) => {
  const [former, latest] = [aPlanView(now, { active: aPlanRow(now, { version: 1, status: 'superseded' }) }).active, aPlanView(now).active];
  server.answer(`GET ${api}/versions`, carePlanVersion.array(), () => [latest, former]);
  const changes = [
    { section: 'okToStay', title: 'When it is OK for me to stay at home', removed: ['Never alone.'], added: ['With Bess I stay.'] },
  ];
  server.answer(`GET ${api}/versions/2`, carePlanComparison, () => ({ plan: latest, since: 1, changes }));
};

it('the plan stands before everything that can be done to an alert, with wishes and what is normal, and leads to the whole', async () => {
  const { page, server, now, faults } = await openConsole('/alerts/joan-pills-1', given, quick);
  versions(server, now);
  const main = (await page.getByRole('main').textContent()) ?? '';
  for (const words of ['I am often up at night.', 'Resuscitation (CPR): no.', 'Falls backwards on the stairs.']) {
    expect(main).toContain(words);
    expect(main.indexOf(words)).toBeLessThan(main.indexOf('What happens next'));
  }
  expect(main).toContain('Mary Price: told, no answer so far');
  await holdsAtEveryWidth(page, 'alert-plan');
  await page.getByRole('link', { name: 'The whole plan' }).click();
  await page.getByRole('heading', { name: 'Joan’s plan' }).waitFor();
  expect(faults).toEqual([]);
});

it('a review that is overdue is said where the plan is read first', async () => {
  const { page } = await openConsole(
    '/alerts/joan-pills-1',
    (server, now) => {
      const alert = anAlert(now);
      server.world.alerts.set(alert.id, { ...alert, carePlan: { ...alert.carePlan!, reviewOverdue: true } });
    },
    quick,
  );
  await page.getByText('Its review was due on').waitFor();
});

it('the whole plan with its actions, its draft and what each version changed; a coordinator does not approve', async () => {
  const { page, server, now, faults } = await openConsole(
    '/patients/joan/plan',
    (server, now) => {
      given(server, now);
      versions(server, now);
      server.world.plan = aPlanView(now, {
        draft: aPlanRow(now, { version: 3, status: 'draft', revision: 4, agreed: null, reviewOn: null }),
      });
    },
    quick,
  );
  await page.getByText('Who agreed is not recorded yet.').waitFor();
  expect(await page.getByRole('button', { name: 'Approve…' }).count()).toBe(0);
  await page.getByText('What it changed').first().click();
  await page.getByText('With Bess I stay.').waitFor();
  expect(await page.locator('del').allTextContents()).toEqual(['Never alone.']);
  server.answer(`PUT ${api}/actions/act-shoes/done`, z.null(), () => {
    server.world.plan = { ...server.world.plan, done: [{ actionId: 'act-shoes', at: at(now, 0), by: 'Ada Finch' }] };
    return null;
  });
  await page.getByRole('button', { name: 'Done: Buy shoes with Velcro' }).click();
  await page.getByText('Done by Ada Finch').waitFor();
  await holdsAtEveryWidth(page, 'plan');
  expect(faults).toEqual([]);
});

it('a clinician approves the draft that they have read', async () => {
  const { page, server } = await openConsole(
    '/patients/joan/plan',
    (server, now) => {
      given(server, now);
      versions(server, now);
      server.world.me = { ...server.world.me, role: 'clinician' };
      server.world.plan = aPlanView(now, { draft: aPlanRow(now, { version: 3, status: 'draft', revision: 4 }) });
    },
    { ...quick, expected: refusals },
  );
  server.refuse(`POST ${api}/approve`, 409, 'somebody has changed the draft meanwhile; read it again');
  await page.getByRole('button', { name: 'Approve…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await dialog.getByText('somebody has changed the draft meanwhile').waitFor();
  await holdsAtEveryWidth(page, 'plan-approve');
  server.answer(`POST ${api}/approve`, z.null(), () => null);
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(server.world.sent.at(-1)).toEqual({ path: `POST ${api}/approve`, body: { version: 3, revision: 4 } });
});

it('a first plan is written in one form, which begins with nothing recorded and keeps what was typed when it is refused', async () => {
  const { page, server, faults } = await openConsole(
    '/patients/joan/plan/change',
    (server, now) => {
      given(server, now);
      versions(server, now);
      server.world.plan = aPlanView(now, { active: null });
    },
    { ...quick, expected: refusals },
  );
  expect(await page.getByLabel('Resuscitation (CPR)').inputValue()).toBe('not-recorded');
  expect(await page.getByLabel('Taken to hospital').inputValue()).toBe('not-recorded');
  await page.getByLabel('What is normal for me', { exact: true }).fill('Up at night.');
  await page.getByLabel('Resuscitation (CPR)').selectOption('no');
  server.refuse(`PUT ${api}/draft`, 400, 'refused', [{ path: 'sections.wishes.documents', message: 'must name the form' }]);
  await page.getByRole('button', { name: 'Save the draft' }).click();
  await page.getByText('must name the form').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')), soon).toBe('alert');
  await page.getByRole('button', { name: 'Add a document' }).click();
  await page.getByLabel('Kept where').fill('Yellow folder');
  await page.getByLabel('Decided by', { exact: true }).fill('Dr Amin');
  await page.getByLabel('Decided on').fill('2026-01-05');
  await page.getByLabel('Mary Price, daughter').check();
  await page.getByRole('button', { name: 'Add an action' }).click();
  await page.getByLabel('What', { exact: true }).fill('Buy shoes');
  await page.getByLabel('Who', { exact: true }).selectOption({ label: 'Mary Price, daughter' });
  await page.getByLabel('Risks to know of: Contacts').check();
  await page.getByLabel('By whom').selectOption('patient');
  await page.getByLabel('On', { exact: true }).fill('2026-01-06');
  await page.getByLabel('To be reviewed by').fill('2026-07-01');
  await holdsAtEveryWidth(page, 'plan-form');
  server.answer(`PUT ${api}/draft`, z.null(), () => null);
  await page.getByRole('button', { name: 'Save the draft' }).click();
  await page.getByRole('heading', { name: 'Joan’s plan' }).waitFor();
  expect(server.world.sent.at(-1)?.body).toEqual({
    sections: {
      ...aPlan(),
      ...{ mattersToMe: '', normalForMe: 'Up at night.', okToStay: '', risks: '' },
      wishes: {
        ...{ cpr: 'no', hospital: 'not-recorded', hospitalOnlyIf: '', words: '' },
        documents: [{ kind: 'respect', keptAt: 'Yellow folder', decidedOn: '2026-01-05', decidedBy: 'Dr Amin' }],
      },
      keyAccess: { note: '', holders: ['mary'] },
      actions: [{ id: '', what: 'Buy shoes', owner: { kind: 'contact', id: 'mary', name: '' }, dueOn: null }],
      shareWith: {
        contacts: ['normalForMe', 'risks'],
        agency: ['mattersToMe', 'normalForMe', 'okToStay', 'risks', 'keyAccess', 'actions'],
      },
    },
    agreed: { by: 'patient', on: '2026-01-06' },
    reviewOn: '2026-07-01',
    revision: 0,
  });
  expect(faults).toEqual([]);
});

it.each([
  ['coordinator', ['Alerts', 'Plan', 'People', 'Agreements', 'Readings', 'Devices and kit']],
  ['administrator', ['People', 'Agreements', 'Devices and kit']],
] as const)('every part of the page of a patient is one step away for a %s, on a telephone too', async (role, parts) => {
  const { page, faults } = await openConsole(
    '/patients/joan',
    (server, now) => {
      given(server, now);
      server.world.me = { ...server.world.me, role };
    },
    quick,
  );
  const ways = page.getByRole('navigation', { name: 'Parts of this page about Joan' }).getByRole('link');
  await expect.poll(() => ways.allTextContents(), soon).toEqual(parts);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const part of [...parts].reverse()) {
    await ways.filter({ hasText: part }).focus();
    await page.keyboard.press('Enter');
    const region = page.getByRole('region', { name: part, exact: true });
    // Below the ways, which stay in reach, and within the screen.
    const top = async () => (await region.boundingBox())!.y;
    await expect.poll(top, soon).toBeLessThan(844);
    await expect.poll(top, soon).toBeGreaterThan(0);
    expect(await ways.first().isVisible()).toBe(true);
  }
  expect(faults).toEqual([]);
});
