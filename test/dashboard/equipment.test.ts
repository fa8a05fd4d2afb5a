import { expect, it } from 'vitest';
import { z } from 'zod';
import { itemsIn } from '../../dashboard/console/equipment/items.ts';
import type { DeviceHealthView } from '../../gateway/contract/device-health.ts';
import type { EquipmentOrder } from '../../gateway/contract/loans.ts';
import { patience } from '../support/patience.ts';
import { expectAccessible } from './support/browser.ts';
import { consoleTests } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { aPatient, aTask, at } from './support/fixtures.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';

const openConsole = consoleTests();
const minute = 1;
const dayLong = 24 * 60 * minute;

const unknown = { level: null, unit: null, toldOn: null, emptyOn: null, earliestOn: null, latestOn: null };
const device = (id: string, name: string, more: Partial<DeviceHealthView> = {}): DeviceHealthView => ({
  ...{ id, name, kind: 'motion', signal: null, clock: null, test: null },
  battery: { state: 'unknown', why: 'never-told', ...unknown },
  ...more,
});
const health = (now: number): DeviceHealthView[] => [
  device('pendant', 'Pendant', {
    kind: 'sos-button',
    battery: { state: 'low', why: null, ...unknown, level: 8, unit: '%', toldOn: '2026-03-01' },
    test: { testedAt: at(now, -40 * dayLong), dueAt: at(now, -10 * dayLong), overdue: true },
  }),
  device('hall', 'Hall', {
    battery: {
      ...{ state: 'forecast', why: null, level: 41, unit: '%', toldOn: '2026-03-01' },
      ...{ emptyOn: '2026-04-10', earliestOn: '2026-04-02', latestOn: '2026-04-22' },
    },
    signal: { scale: 'lqi', last: 70, weakest: 20, weak: true, toldOn: '2026-03-01' },
    clock: { aheadSeconds: -10_800, wrong: true },
  }),
  device('fridge', 'Fridge', {
    battery: { state: 'unknown', why: 'not-told-lately', ...unknown, level: 2_900, unit: 'mV', toldOn: '2026-01-01' },
    signal: { scale: 'percent', last: 80, weakest: 60, weak: false, toldOn: '2026-03-01' },
    clock: { aheadSeconds: 1, wrong: false },
  }),
];

const order = (
  now: number,
  id: string,
  more: Partial<EquipmentOrder>,
  item: Partial<EquipmentOrder['items'][number]> = {},
): EquipmentOrder => ({
  ...{ id, patientId: 'joan', patientName: 'Joan Price', address: '1 Long Lane, Rotherham', urgency: 'standard', note: '' },
  ...{ orderedAt: at(now, -60), orderedBy: 'Ada Finch', dueAt: at(now, 4 * dayLong), late: false, waiting: true },
  items: [
    {
      ...{ id: `${id}.1`, name: 'Walking frame', state: 'ordered', deliveredAt: null, late: false, deviceId: null, serviceMonths: null },
      ...{ serviceDueOn: null, steps: ['delivered', 'cancelled'] },
      events: [{ at: at(now, -60), by: 'Ada Finch', step: 'ordered', note: '' }],
      ...item,
    },
  ],
  ...more,
});

const given = (server: ContractServer, now: number) => {
  const { devices, ...joan } = aPatient(now);
  const [fridge] = devices;
  const more = [
    { ...fridge!, id: 'pendant', kind: 'sos-button', name: 'Pendant' },
    { ...fridge!, id: 'hall', kind: 'motion', name: 'Hall' },
  ] as const;
  server.world.patients = [{ ...joan, devices: [...devices, ...more] }];
  server.world.health = health(now);
  const delivered = { at: at(now, -30), by: 'Sam Okafor', step: 'installed', note: 'In the bedroom.' } as const;
  server.world.orders = [
    order(now, 'late', { urgency: 'discharge', note: 'Home at four.', dueAt: at(now, -90), late: true }, { name: 'Commode', late: true }),
    order(now, 'frame', {}),
    order(
      now,
      'bed',
      { waiting: false },
      {
        ...{ name: 'Bed', state: 'service-due', deliveredAt: at(now, -40), serviceMonths: 6, serviceDueOn: '2026-03-01' },
        ...{ steps: ['serviced', 'collected', 'lost'], events: [delivered] },
      },
    ),
  ];
  server.world.tasks = [
    aTask(now, 't1'),
    aTask(now, 't2', {
      kind: 'device-battery',
      text: 'Hall: the battery is low.',
      alertId: null,
      queue: 'technical',
      untilAt: at(now, 60),
    }),
    aTask(now, 't3', {
      kind: 'device-test',
      text: 'Pendant: its monthly test is due.',
      alertId: null,
      queue: 'technical',
      owner: 'Stores',
    }),
  ];
};

it.each([
  ['/equipment', 'Commode', 'equipment'],
  ['/patients/joan', 'weakest in 7 days: 20', 'device-health'],
  ['/tasks', 'technical queue', 'technical-tasks'],
])('%s holds at every width', async (path, shows, name) => {
  const { page, faults } = await openConsole(path, given, { movableClock: false });
  await page.getByText(shows).first().waitFor();
  await holdsAtEveryWidth(page, name);
  expect(faults).toEqual([]);
});

it('what was done with a thing is recorded, and only what can be done is offered', async () => {
  const { page, server, faults } = await openConsole('/equipment', given, { movableClock: false });
  server.answer('POST /api/equipment-items/late.1/steps', z.null(), () => null);
  await page.getByRole('button', { name: 'Record what was done: Commode' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('What was done?').locator('option').allTextContents()).toEqual(['Delivered', 'Cancelled']);
  await expectAccessible(page);
  await dialog.getByLabel('Note').fill('Left with Mary.');
  await dialog.getByRole('button', { name: 'Record' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(server.world.sent).toEqual([
    { path: 'POST /api/equipment-items/late.1/steps', body: { step: 'delivered', note: 'Left with Mary.' } },
  ]);
  expect(faults).toEqual([]);
});

it('equipment is ordered for a person, and a test of a device recorded', async () => {
  const { page, server, faults } = await openConsole('/patients/joan', given, { movableClock: false });
  server.answer('POST /api/equipment-orders', z.object({ id: z.string() }), () => ({ id: 'o' }));
  server.answer('POST /api/devices/pendant/tests', z.null(), () => null);
  await page.getByRole('button', { name: 'Order equipment' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Order', exact: true }).click();
  await dialog.getByText('Write at least one thing.').waitFor();
  await dialog.getByLabel('What is ordered?').fill('Bed: 6\nCommode');
  await dialog.getByLabel('How urgent is it?').selectOption('discharge');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Order', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Record a test: Pendant' }).click();
  await dialog.getByRole('button', { name: 'Record' }).click();
  await dialog.getByText('Say whether it worked.').first().waitFor();
  await dialog.getByLabel('Did it work?').selectOption('no');
  await dialog.getByRole('button', { name: 'Record' }).click();
  await dialog.waitFor({ state: 'detached' });
  const items = [
    { name: 'Bed', serviceMonths: 6 },
    { name: 'Commode', serviceMonths: null },
  ];
  expect(server.world.sent).toEqual([
    { path: 'POST /api/equipment-orders', body: { patientId: 'joan', urgency: 'discharge', note: '', items } },
    { path: 'POST /api/devices/pendant/tests', body: { worked: false, note: '' } },
  ]);
  expect(faults).toEqual([]);
});

it('a task of the technical queue is taken on', async () => {
  const { page, faults } = await openConsole('/tasks', given, { movableClock: false });
  await page.getByLabel('Show only the technical queue').check();
  await expect.poll(() => page.getByRole('row').filter({ hasText: 'Rota gap' }).count(), patience).toBe(0);
  await page.getByRole('button', { name: 'Take on: Hall: the battery is low.' }).click();
  await page.getByRole('row').filter({ hasText: 'Ada Finch' }).waitFor();
  expect(faults).toEqual([]);
});

it('things are read one a line, with the months of their service', () => {
  expect(itemsIn(' Bed : 6 \n\nRatio 1:2 frame\nCommode:12')).toEqual([
    { name: 'Bed', serviceMonths: 6 },
    { name: 'Ratio 1:2 frame', serviceMonths: null },
    { name: 'Commode', serviceMonths: 12 },
  ]);
});
