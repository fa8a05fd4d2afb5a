import { Command, CommanderError } from 'commander';
import { loadCommand } from './load/command.ts';
import { recordCommand } from './record/command.ts';
import { alarmUnitCommand } from './scaip/command.ts';
import { simCommand } from './sim-command.ts';

/** The command line: `sim` lives in homes, `sim load` only makes load. */
const program = new Command('sim')
  .description('Simulated homes with real MQTT clients; see also: sim load --help, sim record --help, sim alarm-unit --help')
  .enablePositionalOptions();
simCommand(program);
program.addCommand(loadCommand());
program.addCommand(alarmUnitCommand());
program.addCommand(recordCommand());
try {
  await program.exitOverride().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`sim: ${explain(error)}\n`);
    process.exitCode = 1;
  }
}

/** fetch says only "fetch failed" and keeps the reason in its cause. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : null;
  return cause && !error.message.includes(cause.message) ? `${error.message}: ${cause.message || cause.name}` : error.message;
}
