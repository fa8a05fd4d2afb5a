import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Command } from 'commander';
import { templates } from '../../rules/scenarios/registry.ts';
import { askFigures } from '../figures/ask.ts';
import { monthOf } from '../figures/month.ts';
import { reportCsv } from '../figures/report-csv.ts';
import { reportPdf } from '../figures/report-pdf.ts';
import { type AdminContext, onDatabase } from './command.ts';
import { InputError } from './input.ts';

/** Reports of the work. */
export function reportCommands(program: Command, context: AdminContext): void {
  const report = program.command('report').description('how the work did');
  report
    .command('month')
    .description('the figures of a calendar month as a table (CSV) or to be printed (PDF); nobody is named in it')
    .argument('<month>', 'YYYY-MM')
    .requiredOption('--out <file>', 'where to: a name that ends in .csv or .pdf')
    .action(async (month: string, { out }: { out: string }, command: Command) => {
      if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new InputError('month: must be a month as YYYY-MM');
      const ending = extname(out);
      if (ending !== '.csv' && ending !== '.pdf') throw new InputError('out: must end in .csv or .pdf');
      await onDatabase(context, command, async ({ pool, at }) => {
        const stretch = monthOf(month);
        if (stretch.fromAt >= at) throw new InputError('month: that month has not begun');
        const figures = await askFigures(pool, templates, { ...stretch, localityId: null, at, clinical: true });
        writeFileSync(out, ending === '.pdf' ? await reportPdf(month, figures, at) : reportCsv(month, figures));
        return { month, days: figures.days, enoughData: figures.enoughData, file: out };
      });
    });
}
