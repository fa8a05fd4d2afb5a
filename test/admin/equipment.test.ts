import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { seedHome } from '../support/seed.ts';
import { terminalOn } from './terminal.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await seedHome(database.pool, 1, Date.now(), []);
});
afterAll(() => database?.drop());

const terminal = terminalOn(() => database);
const json = (...words: string[]) => terminal.json(words);

describe('equipment by command', () => {
  it('is ordered, moved and listed', async () => {
    const items = ['--item', 'Bed:6', '--item', 'Ratio 1:2 frame'];
    expect(await json('equipment', 'order', '--patient', 'pat-1', '--urgency', 'discharge', ...items, '--id', 'o')).toEqual({
      orderId: 'o',
    });
    expect(await json('equipment', 'step', 'o.1', 'delivered', '--note', 'In the hall')).toEqual({ itemId: 'o.1', step: 'delivered' });
    expect(await json('equipment', 'list')).toMatchObject([
      { id: 'o.1', name: 'Bed', state: 'delivered', late: false, urgency: 'discharge', patientId: 'pat-1' },
      { id: 'o.2', name: 'Ratio 1:2 frame', state: 'ordered' },
    ]);
    await json('equipment', 'step', 'o.1', 'collected');
    await json('equipment', 'step', 'o.2', 'cancelled');
    expect(await json('equipment', 'list', '--patient', 'pat-1')).toEqual([]);
    expect(await json('equipment', 'list', '--all')).toMatchObject([{ state: 'collected' }, { state: 'cancelled' }]);
  });

  it.each([
    ['an unknown urgency', ['equipment', 'order', '--patient', 'pat-1', '--item', 'Bed', '--urgency', 'soon'], 2, 'urgency'],
    ['a step out of turn', ['equipment', 'step', 'o.1', 'installed'], 2, 'what is collected cannot be installed'],
    ['no thing of ours', ['equipment', 'step', 'none', 'delivered'], 2, 'there is no such thing'],
  ])('refuses %s', async (_, words, code, says) => {
    const ran = await terminal.admin(words);
    expect([ran.code, ran.out]).toEqual([code, '']);
    expect(ran.err).toContain(says);
  });
});

describe('devices by command', () => {
  it('are listed with how they are, and tested', async () => {
    const list = () => json('device-health', 'list', '--patient', 'pat-1');
    expect(await list()).toMatchObject([
      { id: 'button-1', battery: { state: 'unknown' }, test: { testedAt: null } },
      { id: 'fridge-1', test: null },
    ]);
    expect(await json('device-health', 'test', 'button-1', '--failed')).toEqual({ tested: 'button-1', faultEnded: false });
    expect((await list())[0].test.testedAt).toBeNull();
    expect(await json('device-health', 'test', 'button-1', '--note', 'Pressed')).toEqual({ tested: 'button-1', faultEnded: true });
    expect((await list())[0].test.testedAt).not.toBeNull();
  });
});
