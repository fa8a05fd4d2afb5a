import { type Command, InvalidArgumentError } from 'commander';
import { auditEntries, verifyAudit } from '../store/audit-chain.ts';
import { type AdminContext, instant, onDatabase, readDatabase } from './command.ts';

const end = Date.UTC(9999, 0);

function instantOf(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('a date or an instant in ISO 8601, such as 2026-01-05 or 2026-01-05T08:00:00Z');
  return at;
}

/** Who did what, and who was shown what about whom. */
export function auditCommands(program: Command, context: AdminContext): void {
  const audit = program.command('audit').description('who changed what, and who was shown what about whom');
  audit
    .command('verify')
    .description('check that the audit is what was written; exit code 1 and the entry’s id when it is not')
    .action((_, command: Command) =>
      onDatabase(context, command, async ({ pool }) => {
        const { brokenAt, ...counts } = await verifyAudit(pool);
        if (brokenAt !== null) context.exitCode = 1;
        return { ...counts, intact: brokenAt === null, ...(brokenAt !== null && { broken: `entry ${brokenAt} is not what was written` }) };
      }),
    );
  audit
    .command('export')
    .description('prints entries, oldest first, a line of JSON each')
    .option('--patient <id>', 'about this person only')
    .option('--from <instant>', 'from then on', instantOf, 0)
    .option('--until <instant>', 'before then', instantOf, end)
    .action(({ patient, from, until }: { patient?: string; from: number; until: number }, command: Command) =>
      readDatabase(context, command, async ({ pool }) => {
        for await (const entry of auditEntries(pool, { patientId: patient ?? null, fromAt: from, untilAt: until }))
          context.terminal.stdout.write(`${JSON.stringify({ ...entry, at: instant(entry.at) })}\n`);
      }),
    );
}
