import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { SilentKit } from '../../gateway/contract/equipment.ts';
import { patience } from '../support/patience.ts';
import { expectAccessible, viewports } from './support/browser.ts';
import { consoleTests } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { aPatient, at } from './support/fixtures.ts';

const openConsole = consoleTests();

const aLine = (now: number, id: string, name: string, more: Partial<SilentKit> = {}): SilentKit => ({
  device: { id, kind: 'motion', name, state: 'silent', stateSince: at(now, -60), lastHeardAt: at(now, -105), behindHub: false, faults: [] },
  homeId: 'h1',
  address: '1 Long Lane, Rotherham',
  patients: [{ id: 'joan', name: 'Joan Price' }],
  since: at(now, -60),
  dueAt: at(now, 23 * 60),
  overdue: false,
  behind: [],
  owner: null,
  interimPlan: '',
  repairId: null,
  untested: false,
  ...more,
});

const given = (server: ContractServer, now: number) => {
  const faulty: Pick<SilentKit['device'], 'state' | 'faults'> = { state: 'faulty', faults: [{ cause: 'stuck', since: at(now, -300) }] };
  const { devices, ...joan } = aPatient(now);
  const [fridge] = devices;
  server.world.patients = [
    {
      ...joan,
      devices: [
        ...devices,
        { ...fridge!, ...faulty, id: 'pir', kind: 'motion', name: 'Bathroom' },
        { ...fridge!, id: 'bed', kind: 'bed', name: 'Bed', state: 'paused', pausedUntil: at(now, 600) },
        { ...fridge!, id: 'hall', kind: 'motion', name: 'Hall', state: 'silent', behindHub: true, hubId: 'hub' },
      ],
    },
  ];
  server.world.kit = [
    aLine(now, 'hub', 'Hub', { behind: ['Bathroom', 'Hall'], dueAt: at(now, -30), overdue: true }),
    aLine(now, 'pir', 'Bathroom', { device: { ...aLine(now, 'pir', 'Bathroom').device, ...faulty } }),
    aLine(now, 'bed', 'Bed', { owner: 'Telecare stores', interimPlan: 'A call at 9 and at 18.', repairId: 1 }),
  ];
  server.world.incidents = [
    {
      id: 'gateway-1',
      kind: 'gateway',
      fromAt: at(now, -300),
      toAt: at(now, -60),
      text: 'Nothing was seen of any home for 4 hours. What did not come in that time is not held to be absent; it is waited for again.',
      seenAt: null,
      seenBy: null,
    },
  ];
};

describe.each(viewports)('at $width', (viewport) => {
  const look = async (path: string, shows: string, name: string) => {
    const { page, faults } = await openConsole(path, given, { movableClock: false });
    await page.setViewportSize(viewport);
    await page.getByText(shows).first().waitFor();
    await expectAccessible(page);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}-${viewport.width}.png`, fullPage: true });
    expect(faults).toEqual([]);
    return page;
  };

  it('silent kit is listed with its owner and clock', async () => {
    await look('/tasks', 'Telecare stores', 'silent-kit');
  });

  it('each state of a device has a word and a shape of its own', async () => {
    const page = await look('/patients/joan', 'behind a hub that is out of reach', 'streams');
    const shapes = await page.evaluate(() =>
      ['live', 'late', 'silent', 'faulty', 'paused', 'unknown'].map((state) => {
        const one = document.querySelector(`.device-state--${state}`);
        if (!one) return state;
        const { borderStyle, borderWidth, borderRadius, clipPath, transform, backgroundColor } = getComputedStyle(one, '::before');
        return [borderStyle, borderWidth, borderRadius, clipPath, transform, backgroundColor === 'rgba(0, 0, 0, 0)'].join(' ');
      }),
    );
    expect(new Set(shapes).size).toBe(6);
  });
});

const rows = (page: Page) => page.getByRole('row').filter({ hasText: 'Long Lane' });

it('somebody takes a device on, and says when it is tested working', async () => {
  const { page, server, faults } = await openConsole('/tasks', given, { movableClock: false });
  await page.getByRole('button', { name: 'Take on: Bathroom' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take on' }).click();
  await page.getByText('Say how the person is looked after meanwhile.').waitFor();
  await expectAccessible(page);
  await page.getByLabel('How is the person looked after meanwhile?').fill('Evening call');
  await page.getByRole('dialog').getByRole('button', { name: 'Take on' }).click();
  await rows(page).filter({ hasText: 'Evening call' }).waitFor();
  expect(server.world.kit[1]).toMatchObject({ owner: 'Ada Finch', interimPlan: 'Evening call' });
  await page.getByRole('button', { name: 'Tested working: Bathroom' }).click();
  await expect.poll(() => rows(page).count(), patience).toBe(2);
  expect(faults).toEqual([]);
});

it('an outage of ours is one line on every page until somebody has read it', async () => {
  const { page } = await openConsole('/patients', given, { movableClock: false });
  const banner = page.getByRole('region', { name: 'Outage of this system' });
  await banner.getByText('Nothing was seen of any home for 4 hours.').waitFor();
  await banner.getByRole('button', { name: 'I have read this' }).click();
  await banner.waitFor({ state: 'detached' });
});
