import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { auditExport, personRecord } from '../store/person-record.ts';
import { recordLines } from '../subject-access/record-lines.ts';
import { recordPage } from '../subject-access/record-page.ts';
import { type AdminContext, onDatabase } from './command.ts';

/** What is stored about one person, for that person. */
export function subjectAccessCommand(patient: Command, context: AdminContext): void {
  patient
    .command('export')
    .description('writes everything that is stored about a person: a page to read, and lines of JSON')
    .argument('<id>')
    .requiredOption('--to <folder>', 'made where it is not there; files in it are for their owner only')
    .action((id: string, { to }: { to: string }, command: Command) =>
      onDatabase(context, command, async ({ pool, at, write }) => {
        await write((tx) => auditExport(tx, id, 'files'));
        await mkdir(to, { recursive: true, mode: 0o700 });
        const save = async (name: string, pieces: AsyncIterable<string>) => {
          const path = join(to, name);
          await pipeline(Readable.from(pieces), createWriteStream(path, { mode: 0o600 }));
          return path;
        };
        return {
          page: await save('personal-record.html', recordPage(personRecord(pool, id), at)),
          lines: await save('personal-record.jsonl', recordLines(personRecord(pool, id), id, at)),
        };
      }),
    );
}
