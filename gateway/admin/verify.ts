import type { Command } from 'commander';
import { verifyTimelines } from '../store/timeline.ts';
import { type AdminContext, onDatabase } from './command.ts';

const words = { missing: 'is missing', changed: 'is not what was written', added: 'was added' } as const;

export function verifyCommand(program: Command, context: AdminContext): void {
  program
    .command('verify-timeline')
    .description('check that the record of every alert is what was written; exit code 1 and the alert’s id when it is not')
    .action((_, command: Command) =>
      onDatabase(context, command, async ({ pool }) => {
        const { alerts, entries, broken } = await verifyTimelines(pool);
        if (broken.length > 0) context.exitCode = 1;
        const faults = broken.map(({ alertId, n, fault }) => `alert ${alertId}: entry ${n} ${words[fault]}`);
        return { alerts, entries, intact: broken.length === 0, broken: faults };
      }),
    );
}
