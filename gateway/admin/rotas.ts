import type { Command } from 'commander';
import { day } from '../../rules/model/time.ts';
import { shiftPatternInput, unavailabilityInput } from '../contract/calendars.ts';
import { rotaInput, rotaOverrideInput } from '../contract/rotas.ts';
import { findGaps } from '../rota-check.ts';
import { addOverride, overridesOf, putRota, removeOverride, rotaOfTeam } from '../store/rotas.ts';
import { listShiftPatterns, putShiftPattern, removeShiftPattern } from '../store/shift-patterns.ts';
import { addUnavailability, removeUnavailability, unavailabilityOf } from '../store/unavailability.ts';
import { type AdminContext, instant, onDatabase } from './command.ts';
import { contentOf } from './files.ts';
import { InputError, read, readJson } from './input.ts';

/** Who is on duty when, named times, and dates on which a contact cannot be reached. */
export function rotaCommands(program: Command, context: AdminContext): void {
  teamRotas(program, context);
  shiftPatterns(program, context);
  unavailableContacts(program, context);
}

const fromFile = async (file: string, { terminal }: AdminContext): Promise<unknown> =>
  readJson(file === '-' ? 'standard input' : file, await contentOf(file, terminal));

function teamRotas(program: Command, context: AdminContext): void {
  const rota = program.command('rota').description('who of a team is on duty when');
  rota
    .command('put')
    .description('makes the rota of a team or replaces it; swaps stay')
    .argument('<team>')
    .argument('<file>', 'JSON; - reads from standard input')
    .action(async (teamId: string, file: string, _, command: Command) => {
      const input = read(rotaInput, await fromFile(file, context));
      await onDatabase(context, command, async ({ write }) => {
        await write((tx) => putRota(tx, teamId, input));
        return { rota: teamId };
      });
    });
  rota
    .command('show')
    .argument('<team>')
    .action((teamId: string, _, command: Command) =>
      onDatabase(context, command, async ({ pool, at }) => {
        const row = await rotaOfTeam(pool, teamId);
        if (!row) throw new InputError(`team: ${teamId} has no rota`);
        const swaps = (await overridesOf(pool, teamId)).filter(({ untilAt }) => untilAt > at);
        return { ...row, swaps: swaps.map((one) => ({ ...one, fromAt: instant(one.fromAt), untilAt: instant(one.untilAt) })) };
      }),
    );
  rota
    .command('swap')
    .description('for some time one person for another')
    .requiredOption('--team <id>')
    .requiredOption('--from <instant>', 'ISO 8601')
    .requiredOption('--until <instant>', 'ISO 8601')
    .option('--out <person>', 'whose duty it was; unset: nobody leaves')
    .option('--in <person>', 'who takes it; unset: nobody')
    .option('--note <words>')
    .action(async ({ team, from, until, out, in: comes, note }, command: Command) => {
      const input = read(rotaOverrideInput, { fromAt: from, untilAt: until, outId: out, inId: comes, note });
      await onDatabase(context, command, async ({ write }) => ({ swapId: await write((tx) => addOverride(tx, team, input)) }));
    });
  rota
    .command('unswap')
    .argument('<team>')
    .argument('<swap>')
    .action((teamId: string, id: string, _, command: Command) =>
      onDatabase(context, command, async ({ write }) => {
        await write((tx) => removeOverride(tx, teamId, id));
        return { removed: id };
      }),
    );
  rota
    .command('gaps')
    .description('when nobody is on duty though somebody must be')
    .option('--days <n>', 'how far ahead to look', '14')
    .action(({ days }, command: Command) => {
      const ahead = Number(days);
      if (!(ahead >= 1 && ahead <= 366)) throw new InputError('days: must be a number from 1 to 366');
      return onDatabase(context, command, async ({ pool, at }) =>
        (await findGaps(pool, at, at + ahead * day)).map((gap) => ({
          team: gap.teamId,
          name: gap.teamName,
          from: instant(gap.fromAt),
          until: instant(gap.untilAt),
        })),
      );
    });
}

function shiftPatterns(program: Command, context: AdminContext): void {
  const shifts = program.command('shifts').description('named times for rotas and for the working hours of contacts');
  shifts
    .command('put')
    .argument('<id>')
    .argument('<file>', 'JSON; - reads from standard input')
    .action(async (id: string, file: string, _, command: Command) => {
      const input = read(shiftPatternInput, await fromFile(file, context));
      await onDatabase(context, command, async ({ write }) => {
        await write((tx) => putShiftPattern(tx, id, input));
        return { shifts: id };
      });
    });
  shifts.command('list').action((_, command: Command) => onDatabase(context, command, ({ pool }) => listShiftPatterns(pool)));
  shifts
    .command('remove')
    .argument('<id>')
    .action((id: string, _, command: Command) =>
      onDatabase(context, command, async ({ write }) => {
        await write((tx) => removeShiftPattern(tx, id));
        return { removed: id };
      }),
    );
}

function unavailableContacts(program: Command, context: AdminContext): void {
  const absence = program.command('absence').description('dates on which nothing reaches a contact');
  absence
    .command('add')
    .requiredOption('--patient <id>')
    .requiredOption('--contact <id>')
    .requiredOption('--from <instant>', 'ISO 8601')
    .requiredOption('--until <instant>', 'ISO 8601')
    .requiredOption('--reason <words>')
    .option('--replacement <json>', '{"kind":"contact","contactId":…} or {"kind":"team","teamKind":…,"message":…}; unset: nobody')
    .action(async ({ patient, contact, from, until, reason, replacement }, command: Command) => {
      const other = replacement === undefined ? null : readJson('replacement', replacement);
      const input = read(unavailabilityInput, { fromAt: from, untilAt: until, reason, replacement: other });
      await onDatabase(context, command, async ({ write }) => ({
        absenceId: await write((tx) => addUnavailability(tx, patient, contact, input)),
      }));
    });
  absence
    .command('list')
    .argument('<patient>')
    .action((patientId: string, _, command: Command) =>
      onDatabase(context, command, async ({ pool }) =>
        (await unavailabilityOf(pool, [patientId])).map((row) => ({ ...row, fromAt: instant(row.fromAt), untilAt: instant(row.untilAt) })),
      ),
    );
  absence
    .command('remove')
    .argument('<patient>')
    .argument('<contact>')
    .argument('<absence>')
    .action((patient: string, contact: string, id: string, _, command: Command) =>
      onDatabase(context, command, async ({ write }) => {
        await write((tx) => removeUnavailability(tx, patient, contact, id));
        return { removed: id };
      }),
    );
}
