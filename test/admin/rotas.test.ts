import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDirectory, loadPatientContexts } from '../../gateway/store/patient-context.ts';
import { templateDefaults } from '../../rules/scenarios/registry.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { seedHome } from '../support/seed.ts';
import { terminalOn } from './terminal.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await database.pool.query(`insert into team (id, kind, name, channels) values ('rrt', 'rapid-response', 'Rapid response', '[]')`);
  await seedHome(database.pool, 1, Date.UTC(2026, 0, 1), []);
});
afterAll(() => database?.drop());

const { admin, json: asked } = terminalOn(() => database);
const json = (words: readonly string[], stdin?: unknown) => asked(words, JSON.stringify(stdin ?? ''));

const ann = { id: 'ann', name: 'Ann', channels: [{ kind: 'email', address: 'ann@example.org' }] };

describe('rotas by command', () => {
  it('are put from a file with named shifts, swapped, and looked through for gaps', async () => {
    await json(['shifts', 'put', 'always', '-'], { name: 'Round the clock', windows: [{ from: '08:00', to: '08:00' }] });
    expect(await json(['shifts', 'list'])).toMatchObject([{ id: 'always' }]);
    const shift = { id: 'all', name: 'All', patternId: 'always', people: ['ann'], startsOn: '2026-01-05' };
    await json(['rota', 'put', 'rrt', '-'], { people: [ann], shifts: [shift] });
    expect((await loadDirectory(database.pool)).teams[0]?.rota?.shifts[0]?.windows).toEqual([{ from: '08:00', to: '08:00' }]);
    expect(await json(['rota', 'gaps'])).toEqual([]);

    const from = new Date(Date.now() + 86_400_000).toISOString();
    const until = new Date(Date.now() + 2 * 86_400_000).toISOString();
    const { swapId } = await json(['rota', 'swap', '--team', 'rrt', '--from', from, '--until', until, '--out', 'ann']);
    expect(await json(['rota', 'gaps'])).toEqual([{ team: 'rrt', name: 'Rapid response', from, until }]);
    expect((await json(['rota', 'show', 'rrt'])).swaps).toMatchObject([{ id: swapId, outId: 'ann', inId: null }]);
    await json(['rota', 'unswap', 'rrt', swapId]);
    expect(await json(['rota', 'gaps'])).toEqual([]);
  });

  it.each([
    [['rota', 'put', 'rrt', '-'], { people: [], shifts: [{}] }, /^hearthline admin: shifts\.0\.id: /],
    [['rota', 'put', 'rrt', 'nowhere.json'], '', /file: nowhere\.json cannot be read \(ENOENT\)/],
    [['rota', 'show', 'none'], '', /team: none has no rota/],
    [['rota', 'gaps', '--days', 'many'], '', /days: must be a number from 1 to 366/],
    [['shifts', 'remove', 'always'], '', /Rotas or contacts still have it/],
  ])('%j is refused in one line', async (words, stdin, said) => {
    const { code, err } = await admin(words, JSON.stringify(stdin));
    expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
    expect(err).toMatch(said);
  });
});

describe('absences of contacts by command', () => {
  it('are added, listed and removed', async () => {
    const dates = ['--from', '2026-02-01T00:00:00Z', '--until', '2026-02-15T00:00:00Z', '--reason', 'operation'];
    const replacement = { kind: 'team', teamKind: 'agency', message: 'An extra call, please.' };
    const words = ['absence', 'add', '--patient', 'pat-1', '--contact', 'con-1', ...dates, '--replacement', JSON.stringify(replacement)];
    const { absenceId } = await json(words);
    const contact = async () => (await loadPatientContexts(database.pool, ['pat-1'], templateDefaults))[0]?.contacts[0];
    expect((await contact())?.unavailable).toMatchObject([{ reason: 'operation', replacement }]);
    expect(await json(['absence', 'list', 'pat-1'])).toMatchObject([{ id: absenceId, fromAt: '2026-02-01T00:00:00.000Z' }]);
    await json(['absence', 'remove', 'pat-1', 'con-1', absenceId]);
    expect((await contact())?.unavailable).toBeUndefined();
  });
});
