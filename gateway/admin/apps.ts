import type { Command } from 'commander';
import { appToken } from '../claims.ts';
import { appApproval, appInput, appWithdrawal } from '../contract/apps.ts';
import { addApp, addAppCredential, approveApp, listApps, withdrawApp } from '../store/apps.ts';
import { type AdminContext, instant, onDatabase } from './command.ts';
import { read } from './input.ts';

/** The register of apps. */
export function appCommands(program: Command, context: AdminContext): void {
  const app = program.command('app').description('apps that may send readings, and which versions of them');
  app
    .command('add')
    .requiredOption('--id <id>', 'as the app names itself when it is paired')
    .requiredOption('--name <name>')
    .option('--maker <name>', 'who makes it')
    .action(async ({ id, name, maker }, command: Command) => {
      const input = read(appInput, { id, name, maker });
      await onDatabase(context, command, async ({ write }) => {
        await write((tx) => addApp(tx, input));
        return { appId: id };
      });
    });
  app
    .command('approve')
    .description('this version may send from now on')
    .argument('<app>')
    .requiredOption('--app-version <version>', 'as the app names it, for example 2.1.0')
    .requiredOption('--reason <text>', 'on what grounds')
    .action(async (id: string, { appVersion: version, reason }, command: Command) => {
      const input = read(appApproval, { version, reason });
      await onDatabase(context, command, async ({ write }) => {
        await write((tx) => approveApp(tx, id, input));
        return { approved: id, version: input.version };
      });
    });
  app
    .command('withdraw')
    .description('refused from the next request on')
    .argument('<app>')
    .option('--app-version <version>', 'unset: every version')
    .requiredOption('--reason <text>', 'told to whoever is refused')
    .action(async (id: string, { appVersion: version, reason }, command: Command) => {
      const input = read(appWithdrawal, { version, reason });
      await onDatabase(context, command, async ({ write }) => ({ withdrawn: await write((tx) => withdrawApp(tx, id, input)) }));
    });
  app
    .command('credential')
    .description('a token for one patient, printed this once; one given before ends at once. Revoke it with `device revoke`')
    .argument('<app>')
    .requiredOption('--patient <id>')
    .action((id: string, { patient }, command: Command) =>
      onDatabase(context, command, async ({ write }) => {
        const made = await write((tx) => addAppCredential(tx, id, patient));
        return { deviceId: made.id, token: appToken(made) };
      }),
    );
  app.command('list').action((_, command: Command) =>
    onDatabase(context, command, async ({ pool }) =>
      (await listApps(pool)).flatMap(({ versions, ...row }) =>
        (versions.length > 0 ? versions : [null]).map((one) => ({
          ...row,
          version: one?.version ?? null,
          status: one?.status ?? null,
          reason: one?.reason ?? null,
          decidedBy: one?.decidedBy ?? null,
          decidedAt: instant(one?.decidedAt ?? null),
        })),
      ),
    ),
  );
}
