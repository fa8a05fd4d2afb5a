import { extname } from 'node:path';
import type { Command } from 'commander';
import { givenId } from '../contract/ids.ts';
import { UnreadableServices } from '../services/read.ts';
import { readServices } from '../services/read-file.ts';
import { importServices } from '../store/services.ts';
import { type AdminContext, onDatabase } from './command.ts';
import { contentOf } from './files.ts';
import { InputError, read } from './input.ts';

/** The directory of services of the neighbourhood. */
export function serviceCommands(program: Command, context: AdminContext): void {
  const services = program.command('services').description('groups, clubs and services of the neighbourhood');
  services
    .command('import')
    .description('takes all that a source tells, .csv or .json (Open Referral UK); what it told before and tells no longer is withdrawn')
    .argument('<file>')
    .requiredOption('--source <id>', 'whose file it is')
    .action(async (file: string, { source }: { source: string }, command: Command) => {
      const from = read(givenId, source);
      const content = readOrRefuse(await contentOf(file, context.terminal), extname(file) === '.json' ? 'open-referral' : 'csv');
      await onDatabase(context, command, ({ write }) => write((tx) => importServices(tx, from, content)));
    });
}

function readOrRefuse(...[text, format]: Parameters<typeof readServices>) {
  try {
    return readServices(text, format);
  } catch (error) {
    throw error instanceof UnreadableServices ? new InputError(`the file ${error.message}`) : error;
  }
}
