import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { backtestCommand } from '../../gateway/backtest/command.ts';
import { at, LivedHome } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearthline-backtest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const sample = (name: string) => join(import.meta.dirname, 'samples', name);
const apartment = ['--file', sample('apartment.txt'), '--mapping', sample('apartment.yaml'), '--scenario', sample('breakfast.yaml')];
const run = async (argv: readonly string[], env: NodeJS.ProcessEnv = {}) => (await backtestCommand(argv, env, at('20:00'))).text;

describe('npm run backtest', () => {
  it('tries an agreement on a file of a public kind, without a database, and says it in a table', async () => {
    const text = await run(apartment);
    expect(text).toContain(
      'Read 101 lines: 91 readings, 0 duplicates, 7 left out, 3 bad.\n  line 13: ONc is no value of sensor M003 (motion)',
    );
    expect(text).toContain('resident, 2011-03-07 to 2011-03-13 (America/Los_Angeles): readings judged 91, alerts 1, a week 1.1.');
    expect(text).toMatch(/Fridge not opened at mealtime +1 +1 +1\.1 +0 +2 +4/);
    expect(text).toContain("10:00 on 10 March  moderate  Rose's fridge was not opened between 07:00 and 10:00.");
    expect(text).toContain('    11:20 on 10 March  Coordination centre by email: escalation');
  });

  it('says the same in JSON', async () => {
    const { report, current, file } = JSON.parse(await run([...apartment, '--json']));
    expect(report.alerts).toMatchObject([{ openedAt: '2011-03-10T18:00:00.000Z', lastedMinutes: expect.closeTo(105.7, 1) }]);
    expect(current).toBeNull();
    expect(file).toMatchObject({ lines: 101, badLines: 3 });
  });

  it('counts from --from on, and lets what comes before settle what is remembered', async () => {
    const { report } = JSON.parse(await run([...apartment, '--from', '2011-03-11T08:00:00Z', '--json']));
    expect(report).toMatchObject({ readings: 91, alerts: [] });
  });

  it('lets the family answer', async () => {
    const text = await run([...apartment, '--people', 'first-family', '--answer-after', '5']);
    expect(text).toContain('Family contact by email: escalation');
    expect(text).not.toContain('Coordination centre by email');
  });

  it('tries an agreement on the stored history of a patient, against the one in force', async () => {
    const lived = await LivedHome.start();
    try {
      await lived.until(at('09:30'));
      await lived.open();
      await lived.until(at('20:00'));
      const scenario = join(folder, 'earlier.json');
      writeFileSync(
        scenario,
        JSON.stringify({ template: 'fridge', params: { window: { from: '07:00', to: '09:00' } }, approvedBy: 'Dr Amin' }),
      );
      const env = { DATABASE_URL: lived.database.url };
      const text = await run(['--patient', 'pat-1', '--scenario', scenario, '--from', '2026-01-12', '--to', '2026-01-13'], env);
      expect(text).toContain('alerts 1, a week 7.0');
      expect(text).toContain('New: 09:00 on 12 January. Kathleen');
      const inForce = JSON.parse(await run(['--patient', 'pat-1', '--json'], env));
      expect(inForce).toMatchObject({ report: { alerts: [], readings: 1, to: '2026-01-12T20:00:00.000Z' }, difference: null, file: null });
      await expect(run(['--patient', 'nobody'], env)).rejects.toThrow('there is no such patient');
    } finally {
      await lived.close();
    }
  });

  it.each([
    [[], 'say --patient or --file'],
    [['--file', 'a.txt'], 'say with --scenario'],
    [['--file', 'a.doc', '--scenario', 'b'], '--format must be one of'],
    [[...apartment, '--people', 'all'], '--people must be'],
    [[...apartment, '--from', 'yesterday'], '--from: yesterday is no date'],
    [[...apartment, '--from', '2011-04-01', '--to', '2011-03-01'], '--from must be before --to'],
    [[...apartment, '--wrong'], 'Unknown option'],
    [[...apartment.slice(0, 4), '--scenario', sample('apartment.yaml')], 'scenarios.0.template'],
  ])('refuses %s', async (argv, message) => {
    await expect(run(argv)).rejects.toThrow(message);
  });

  it('names the parameter that a template does not take', async () => {
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(wrong, 'template: fridge\nparams: { window: { from: noon, to: "14:00" } }\n');
    await expect(run([...apartment.slice(0, 4), '--scenario', wrong])).rejects.toThrow('scenarios.0.params.window.from: ');
  });
});
