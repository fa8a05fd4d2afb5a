import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { claimCodeOf, toClaimCodeLine } from '../claims.ts';
import { loadConfig } from '../config.ts';
import { claimCodeInput } from '../contract/apps.ts';
import { addClaimCode, claimCodesOf, withdrawClaimCode } from '../store/claim-codes.ts';
import { type AdminContext, onDatabase } from './command.ts';
import { read } from './input.ts';

/** Codes that pair a hub or an app with a home. Every command of them names its home. */
export function claimCommands(program: Command, context: AdminContext): void {
  const code = program
    .command('claim-code')
    .description('a code that pairs one hub or app with a home, printed this once')
    .requiredOption('--home <id>')
    .option('--patient <id>', 'whose app it may become; unset: the only person who lives there')
    .option('--minutes <n>', 'how long it can be used; 30 unless told')
    .option('--svg <file>', 'write it as a QR code, an SVG image')
    .action(async ({ home, patient, minutes, svg }, command: Command) => {
      const input = read(claimCodeInput, { patientId: patient, minutes: minutes === undefined ? undefined : Number(minutes) });
      const { publicUrl } = loadConfig(context.env, []);
      await onDatabase(context, command, async ({ write, wallAt }) => {
        const made = await write((tx) => addClaimCode(tx, home, input, wallAt));
        const { id, code, url, expiresAt, qrSvg } = await claimCodeOf(made, publicUrl, wallAt);
        if (svg !== undefined) writeFileSync(svg, qrSvg);
        return { id, code, url, expiresAt };
      });
    });
  code
    .command('list')
    .description('what became of the codes of a home in the last week')
    .action((_, command: Command) =>
      onDatabase(context, command, async ({ pool, wallAt }) =>
        (await claimCodesOf(pool, homeOf(command), wallAt)).map((row) => {
          const { secondsLeft, claimedBy, ...line } = toClaimCodeLine(row, wallAt);
          return { ...line, claimedBy: claimedBy?.deviceId ?? null };
        }),
      ),
    );
  code
    .command('withdraw')
    .description('it pairs nothing any more')
    .argument('<id>', 'as `claim-code list` names it')
    .action((id: string, _, command: Command) =>
      onDatabase(context, command, async ({ write, wallAt }) => {
        await write((tx) => withdrawClaimCode(tx, homeOf(command), id, wallAt));
        return { withdrawn: id };
      }),
    );
}

const homeOf = (command: Command): string => command.optsWithGlobals<{ home: string }>().home;
