import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogue } from '../rules/scenarios/catalogue.ts';
import { loadConfig } from './config.ts';
import { verifyReplay } from './replay-verify.ts';
import { openDatabase } from './store/embedded.ts';

/**
 * `npm run replay -- --verify [--demo] [--json]`: runs the stored log through the engine and compares every decision with the
 * stored one. Reads only, also beside a running gateway. Exit code 1 when a decision differs.
 */
const { values } = parseArgs({ options: { verify: { type: 'boolean' }, demo: { type: 'boolean' }, json: { type: 'boolean' } } });
const quiet = { info() {}, warn: (message: string) => process.stderr.write(`${message}\n`) };

async function main(): Promise<number> {
  if (!values.verify) {
    process.stderr.write('replay: say --verify (and --demo for the demonstration’s database)\n');
    return 2;
  }
  const config = loadConfig(process.env, ['--no-demo']);
  const dataDir = values.demo ? join(config.dataDir, 'demo') : config.dataDir;
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir, log: quiet });
  try {
    const report = await verifyReplay(database.pool, catalogue);
    const { differences, ...counts } = report;
    if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else {
      process.stdout.write(
        `replayed ${counts.inputs} inputs: ${counts.alerts} alerts, ${counts.timelineEntries} timeline entries, ${counts.notifications} notifications, ${counts.scenarioStates} scenario states\n`,
      );
      if (counts.forgotten > 0)
        process.stdout.write(`not compared: ${counts.forgotten} alerts of before the first input that is kept of their people\n`);
      for (const line of differences) process.stdout.write(`differs: ${line}\n`);
      process.stdout.write(differences.length === 0 ? 'every decision is the same\n' : `${differences.length} decisions differ\n`);
    }
    return differences.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`replay: ${error.message}\n`);
    process.exit(2);
  },
);
