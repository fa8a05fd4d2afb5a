import { basename } from 'node:path';
import type { Command } from 'commander';
import { templates } from '../../rules/scenarios/registry.ts';
import { readRows, UnreadableImport } from '../people-import/read-rows.ts';
import { takeInPeople } from '../people-import/take-in.ts';
import { importById } from '../store/patient-imports.ts';
import { toImportReport } from '../views/patient-import.ts';
import { type AdminContext, onDatabase } from './command.ts';
import { contentOf } from './files.ts';
import { InputError } from './input.ts';

/** Thousands of people from a file. */
export function peopleImportCommands(program: Command, context: AdminContext): void {
  program
    .command('people')
    .description('files of people')
    .command('import')
    .description('takes in who is not enrolled yet (CSV, docs/imports.md)')
    .argument('<file>')
    .option('--check', 'only says what would be done')
    .action(async (file: string, { check = false }: { check?: boolean }, command: Command) => {
      const text = await contentOf(file, context.terminal);
      const rows = await readRows(text).catch((error: unknown) => {
        throw error instanceof UnreadableImport ? new InputError(`the file ${error.message}`) : error;
      });
      await onDatabase(context, command, async ({ pool, at }) => {
        const parts = { pool, templates, byName: 'admin', by: () => ({ at, actor: 'admin' }), inForce: async () => undefined };
        const id = await takeInPeople(parts, rows, { fileName: basename(file), checkedOnly: check });
        const { refused, leftOut, ...counts } = toImportReport((await importById(pool, id))!);
        if (refused.length > 0) context.exitCode = 1;
        return {
          ...counts,
          ...(refused.length > 0 && { refused: refused.map(({ row, column, message }) => `row ${row}, ${column}: ${message}`) }),
          ...(leftOut.length > 0 && {
            leftOut: leftOut.map(({ pack, agreement, question }) => `${pack}: ${agreement} asks "${question}"`),
          }),
        };
      });
    });
}
