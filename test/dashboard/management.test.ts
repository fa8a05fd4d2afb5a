import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { team } from '../../dashboard/shared/api/shapes.ts';
import { figuresView } from '../../gateway/contract/figures.ts';
import { type HandOverNote, handOverNote } from '../../gateway/contract/hand-over.ts';
import { handOverView, rotaGap, rotaView } from '../../gateway/contract/rotas.ts';
import { stayOffers, type WardStay, wardBoard } from '../../gateway/contract/ward.ts';
import { figuresOf } from '../../gateway/figures/aggregate.ts';
import { aFact, facts, june, juneAt } from '../gateway/figures/facts.ts';
import { consoleTests, soon } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { at } from './support/fixtures.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';

const openConsole = consoleTests();
const quick = { movableClock: false } as const;
const hour = 3_600_000;
const day = 24 * hour;
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const as = (server: ContractServer, role: 'manager' | 'clinician' | 'coordinator') => {
  server.world.me = { ...server.world.me, role };
};

it('figures are a table of what was measured, against its aim, with what each means', async () => {
  const { page, faults } = await openConsole(
    '/figures',
    (server) => {
      as(server, 'manager');
      const alerts = Array.from({ length: 90 }, (_, n) => {
        const askedAt = juneAt + n * 8 * hour;
        const wait = n % 30 === 0 ? 200_000 : 20_000;
        return aFact({
          scenarioId: `s${n % 12}`,
          ...(n % 3 === 0 && { askedAt, answeredAt: askedAt + wait }),
          openedAt: askedAt,
          severity: n % 9 ? 'low' : 'high',
        });
      });
      const asked = { stretch: june, at: june.toAt + day, titleOf: () => 'Fridge opened at mealtimes', clinical: true };
      server.answer('GET /api/figures', figuresView, () => figuresOf(facts({ alerts, quarantined: 4 }), asked));
      server.answer('GET /api/localities', z.array(z.object({ id: z.string(), name: z.string() })), () => [{ id: 'north', name: 'North' }]);
    },
    quick,
  );
  const answered = page.getByRole('row').filter({ hasText: 'Answered within 60 seconds' });
  await answered.getByText('90.0 % (27 of 30)').waitFor();
  await answered.getByText('missed', { exact: true }).waitFor();
  await answered.getByText('What it means').click();
  await answered.getByText('Source: UK telecare contracts and standards').waitFor();
  await page.getByRole('row').filter({ hasText: 'Visits that arrived within 45 minutes' }).getByText('nothing recorded').first().waitFor();
  await page.getByText('The days as a table').click();
  expect(await page.getByRole('table', { name: 'Alerts by day' }).getByRole('row').count()).toBe(31);
  expect(await page.getByRole('table', { name: 'Waited more than three minutes' }).getByRole('row').count()).toBe(4);
  expect(await page.getByRole('link', { name: 'Table (CSV)' }).getAttribute('href')).toMatch(/^\/api\/figures\/monthly\/\d{4}-\d\d\.csv$/);
  expect(await page.getByRole('link', { name: 'To be printed (PDF)' }).getAttribute('href')).toMatch(/monthly\/\d{4}-\d\d\.pdf$/);
  await holdsAtEveryWidth(page, 'figures');
  expect(faults).toEqual([]);
});

const aStay = (now: number, changes: Partial<WardStay> = {}): WardStay => ({
  id: 'stay-1',
  version: 3,
  patientId: 'joan',
  patientName: 'Joan Price',
  localityName: 'Rotherham Central',
  pathway: 'copd',
  level: 2,
  clinician: 'Dr Amin',
  admittedAt: at(now, -4 * 1_440),
  targetOn: at(now, 6 * 1_440).slice(0, 10),
  day: 5,
  days: 11,
  review: { at: at(now, -800), by: 'Dr Amin', note: 'Breathing easily.' },
  reviewedToday: false,
  reviewDueAt: at(now, -80),
  readings: [
    { kind: 'oxygen-saturation', label: 'Oxygen saturation', value: '91', unit: '%', observedAt: at(now, -35) },
    { kind: 'blood-pressure', label: 'Blood pressure', value: '138/82', unit: 'mmHg', observedAt: at(now, -600) },
  ],
  openAlerts: [{ id: 'joan-spo2-1', severity: 'high', reason: 'Oxygen saturation 91 %, below the 92 % agreed.' }],
  due: ['high-alert', 'review'],
  events: [{ at: at(now, -4 * 1_440), type: 'admitted', by: 'Dr Amin', level: 2, note: '' }],
  ...changes,
});

it('the ward shows what is known with its age; a clinician decides, drafts agreements and does the round', async () => {
  const { page, server, faults } = await openConsole(
    '/ward',
    (server, now) => {
      as(server, 'clinician');
      const fred = aStay(now, {
        ...{ id: 'stay-2', patientId: 'fred', patientName: 'Fred Barnes', level: 1, pathway: 'frailty', version: 1 },
        ...{ readings: [], openAlerts: [], due: ['no-reading'], review: null, reviewDueAt: at(now, 60) },
      });
      const stays = [aStay(now), fred];
      server.answer('GET /api/wards', wardBoard, () => [
        { id: 'north', name: 'Rotherham north', beds: 12, taken: 2, stays },
        { id: 'south', name: 'Rotherham south', beds: 8, taken: 0, stays: [] },
      ]);
      const offered = { template: 'vital-limit', title: 'A value outside its limits', asks: [], state: 'open' as const };
      server.answer('GET /api/ward-stays/stay-1/offers', stayOffers, () => ({
        ...{ pack: 'copd', title: 'COPD' },
        agreements: [offered, { template: 'trend', title: 'A slow change', asks: ['Since when?'], state: 'open' }],
      }));
      for (const path of [
        'POST /api/ward-stays/stay-1/commands',
        'POST /api/ward-stays/stay-2/commands',
        'POST /api/ward-stays/stay-1/offers',
      ])
        server.answer(path, z.null(), () => null);
    },
    quick,
  );
  await page.getByText('2 of 12 beds taken').waitFor();
  const fred = page.getByRole('row').filter({ hasText: 'Fred Barnes' });
  await fred.getByText('Nothing is known: no reading in seven days').waitFor();
  await page.getByRole('row').filter({ hasText: 'Joan Price' }).getByText('urgent alert').waitFor();
  await holdsAtEveryWidth(page, 'ward');

  await button(page, 'Decide: Joan Price').click();
  await dialog(page).getByText('Agreements of this pathway').click();
  await dialog(page).getByLabel('A value outside its limits').check();
  await holdsAtEveryWidth(page, 'ward-decide');
  await button(page, 'Make drafts of those chosen').click();
  await expect
    .poll(() => server.world.sent.at(-1), soon)
    .toEqual({ path: 'POST /api/ward-stays/stay-1/offers', body: { templates: ['vital-limit'] } });
  await dialog(page).getByLabel('Decision').selectOption('Step up: more care');
  await button(page, 'Write down').click();
  await dialog(page).getByText('Say why.').waitFor();
  await dialog(page).getByLabel('Note, or why').fill('Oxygen is falling');
  await button(page, 'Write down').click();
  await dialog(page).waitFor({ state: 'detached' });
  const stepped = { type: 'step-up', version: 3, reason: 'Oxygen is falling' };
  expect(server.world.sent.at(-1)).toEqual({ path: 'POST /api/ward-stays/stay-1/commands', body: stepped });

  await page.getByText('Round list', { exact: true }).click();
  await page.getByLabel('Note on Fred Barnes').fill('Rang him: well.');
  await button(page, 'Reviewed: Fred Barnes').click();
  const reviewed = { type: 'review', version: 1, note: 'Rang him: well.' };
  await expect.poll(() => server.world.sent.at(-1), soon).toEqual({ path: 'POST /api/ward-stays/stay-2/commands', body: reviewed });
  await holdsAtEveryWidth(page, 'ward-rounds');
  expect(faults).toEqual([]);
});

it('who leaves writes a note about an alert or the turn; who comes reads and accepts it; the list holds what is still to come', async () => {
  const { page, server, faults } = await openConsole(
    '/rotas/ccc',
    (server, now) => {
      const note: HandOverNote = {
        ...{ id: 'n1', teamId: 'ccc', teamName: 'Coordination centre', turnAt: at(now, -30), writtenAt: at(now, -45) },
        ...{
          alert: { id: 'joan-pills-1', patientName: 'Joan Price' },
          text: 'Her daughter rings back at nine.',
          by: 'Sam Okafor',
          mine: false,
          accepted: [],
        },
      };
      server.answer('GET /api/teams', z.array(team), () => [
        { id: 'ccc', kind: 'coordination', name: 'Coordination centre', localityId: null, onCall: [] },
      ]);
      server.answer('GET /api/rota-gaps', z.array(rotaGap), () => []);
      server.answer('GET /api/teams/ccc/rota', rotaView, () => ({
        zone: 'Europe/London',
        cover: [],
        people: [],
        shifts: [],
        overrides: [],
        turns: [],
      }));
      const person = { patientId: 'joan', patientName: 'Joan Price' };
      server.answer('GET /api/teams/ccc/hand-over', handOverView, () => ({
        ...{ at: null, leaving: [], coming: [], alerts: [] },
        followUps: [{ id: 't1', text: 'Ring about the walking frame', ...person, owner: 'Sam Okafor', dueAt: at(now, -60), overdue: true }],
        silentKit: [
          {
            deviceName: 'Fridge',
            address: '2 Mill Lane',
            patients: ['Joan Price'],
            dueAt: at(now, 600),
            overdue: false,
            owner: null,
            interimPlan: '',
          },
        ],
        away: [{ ...person, mode: 'respite', untilAt: at(now, 2_880) }],
        referrals: [{ id: 'r1', ...person, serviceName: 'Lunch club', step: 'sent', dueAt: at(now, -5), overdue: true }],
      }));
      server.answer('GET /api/teams/ccc/hand-over-notes', z.array(handOverNote), () => [note]);
      server.answer('POST /api/teams/ccc/hand-over-notes', z.object({ id: z.string() }), () => ({ id: 'n2' }));
      server.answer('POST /api/teams/ccc/hand-over-acceptances', z.null(), () => null);
    },
    quick,
  );
  await page.getByText('Ring about the walking frame').waitFor();
  await page.getByText('no plan for meanwhile').waitFor();
  await page.getByText('Her daughter rings back at nine.').waitFor();
  await holdsAtEveryWidth(page, 'hand-over');
  await button(page, 'Read and accepted: Her daughter rings back at nine.').click();
  const accepted = { path: 'POST /api/teams/ccc/hand-over-acceptances', body: { noteIds: ['n1'] } };
  await expect.poll(() => server.world.sent.at(-1), soon).toEqual(accepted);
  await button(page, 'Leave a note…').click();
  await button(page, 'Leave it').click();
  await dialog(page).getByText('Write what they must know.').waitFor();
  await dialog(page).getByLabel('What those who come must know').fill('The lift in Mill Court is out.');
  await button(page, 'Leave it').click();
  await dialog(page).waitFor({ state: 'detached' });
  expect(server.world.sent.at(-1)).toEqual({
    path: 'POST /api/teams/ccc/hand-over-notes',
    body: { text: 'The lift in Mill Court is out.', alertId: null },
  });
  expect(faults).toEqual([]);
});
