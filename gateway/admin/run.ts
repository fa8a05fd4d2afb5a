import { Command, CommanderError } from 'commander';
import { agreementCommands } from './agreements.ts';
import { appCommands } from './apps.ts';
import { auditCommands } from './audit.ts';
import { authoringCommands } from './authoring.ts';
import { claimCommands } from './claims.ts';
import type { AdminContext, Terminal } from './command.ts';
import { equipmentCommands } from './equipment.ts';
import { hubCommands } from './hubs.ts';
import { explain } from './input.ts';
import { kitCommands } from './kit.ts';
import { peopleCommands } from './people.ts';
import { peopleImportCommands } from './people-import.ts';
import { placeCommands } from './places.ts';
import { reportCommands } from './report.ts';
import { retentionCommands } from './retention.ts';
import { rotaCommands } from './rotas.ts';
import { serviceCommands } from './services.ts';
import type { Environment } from './session.ts';
import { userCommands } from './users.ts';
import { verifyCommand } from './verify.ts';
import { webhookCommands } from './webhooks.ts';

/**
 * The admin command: `argv` without the program's own two words. Returns the exit code: 0 done, 1 something is not there or not
 * intact, 2 something was written wrongly; then one line on `terminal.stderr` names it.
 */
export async function runAdmin(argv: readonly string[], env: Environment, terminal: Terminal): Promise<number> {
  const context: AdminContext = { env, terminal, exitCode: 0 };
  const fail = (line: string, code: number) => {
    terminal.stderr.write(`hearthline admin: ${line}\n`);
    return code;
  };
  const afterCommander = ({ code, exitCode, message }: CommanderError) => {
    if (exitCode === 0) return 0;
    return code === 'commander.help' ? 2 : fail(message.replace(/^error: /, '').replaceAll('\n', ' '), 2);
  };
  try {
    await programFor(context).parseAsync([...argv], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return afterCommander(error);
    const { line, code } = explain(error);
    return fail(line, code);
  }
}

function programFor(context: AdminContext): Command {
  const program = new Command('npm run admin --')
    .description('Sets up a Hearthline gateway, whether it is running or not.')
    .option('--json', 'answer in JSON')
    .option('--demo', 'the demonstration’s embedded database')
    .option('--no-demo', 'the real embedded database; unless told, whichever runs or exists')
    .configureOutput({
      writeOut: (text) => void context.terminal.stdout.write(text),
      writeErr: (text) => void context.terminal.stderr.write(text),
      outputError: () => undefined,
    })
    .exitOverride();
  placeCommands(program, context);
  peopleCommands(program, context);
  peopleImportCommands(program, context);
  rotaCommands(program, context);
  serviceCommands(program, context);
  kitCommands(program, context);
  equipmentCommands(program, context);
  hubCommands(program, context);
  appCommands(program, context);
  claimCommands(program, context);
  agreementCommands(program, context);
  authoringCommands(program, context);
  userCommands(program, context);
  webhookCommands(program, context);
  verifyCommand(program, context);
  auditCommands(program, context);
  retentionCommands(program, context);
  reportCommands(program, context);
  return program;
}
