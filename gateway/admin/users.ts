import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { userInput } from '../contract/people.ts';
import { hashPassword } from '../identity/password.ts';
import { addUser, listUsers } from '../store/users.ts';
import { type AdminContext, onDatabase } from './command.ts';
import { readAll } from './files.ts';
import { read } from './input.ts';

/** People who sign in. */
export function userCommands(program: Command, context: AdminContext): void {
  const user = program.command('user').description('people who sign in');
  user
    .command('add')
    .requiredOption('--email <address>')
    .requiredOption('--name <name>')
    .requiredOption('--role <role>', 'coordinator, responder, clinician, manager or administrator')
    .option('--password <words>', 'at least 12 characters; others on this machine may see it in the list of processes')
    .option('--password-stdin', 'read the password from standard input')
    .addHelpText('after', '\nWithout a password one is made and printed this once.')
    .action(async ({ email, name, role, password: given, passwordStdin }, command: Command) => {
      const typed = passwordStdin ? (await readAll(context.terminal.stdin)).replace(/\r?\n$/, '') : given;
      const password = typed ?? randomBytes(15).toString('base64url');
      const input = read(userInput, { email, name, role, password });
      const passwordHash = await hashPassword(password);
      await onDatabase(context, command, async ({ write, wallAt }) => {
        const userId = await write((tx) => addUser(tx, { ...input, passwordHash, wallAt }));
        return typed === undefined ? { userId, password } : { userId };
      });
    });
  user.command('list').action((_, command: Command) => onDatabase(context, command, ({ pool }) => listUsers(pool)));
}
