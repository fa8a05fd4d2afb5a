import type { Command } from 'commander';
import { loadConfig } from '../config.ts';
import { whatIsDue } from '../store/retention.ts';
import { type AdminContext, onDatabase } from './command.ts';

/** For how long what is kept. */
export function retentionCommands(program: Command, context: AdminContext): void {
  const retention = program.command('retention').description('for how long what is kept');
  retention
    .command('preview')
    .description('what the gateway would delete in the coming night; it deletes nothing')
    .action((_, command: Command) =>
      onDatabase(context, command, ({ pool, at, wallAt }) => whatIsDue(pool, loadConfig(context.env, []), { at, wallAt })),
    );
}
