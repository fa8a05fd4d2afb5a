import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { loadConfig } from '../config.ts';
import { userInput } from '../contract/people.ts';
import { roles } from '../contract/relations.ts';
import { invitationInput, linkPath } from '../contract/sign-in.ts';
import { weakness } from '../identity/known-passwords.ts';
import { hashPassword } from '../identity/password.ts';
import { addInvitation } from '../store/invitations.ts';
import { Refusal } from '../store/refusal.ts';
import { resetFactors } from '../store/sessions.ts';
import { addUser, disableUser, listUsers, setPassword, userByEmail } from '../store/users.ts';
import { type AdminContext, instant, onDatabase } from './command.ts';
import { readAll } from './files.ts';
import { InputError, read } from './input.ts';

/** People who sign in. */
export function userCommands(program: Command, context: AdminContext): void {
  const user = program.command('user').description('people who sign in');
  withPassword(user.command('add'))
    .requiredOption('--email <address>')
    .requiredOption('--name <name>')
    .requiredOption('--role <role>', `one of ${roles.join(', ')}`)
    .action(async ({ email, name, role, ...words }, command: Command) => {
      const { password, shown } = await passwordFrom(words, context);
      const input = read(userInput, { email, name, role, password });
      await refuseWeak(password, [name, email]);
      const passwordHash = await hashPassword(password);
      await onDatabase(context, command, async ({ write, wallAt }) => {
        const userId = await write((tx) => addUser(tx, { ...input, passwordHash, wallAt }));
        return { userId, ...shown };
      });
    });
  withPassword(
    user.command('password').description('another password; also lets somebody in again who was disabled').argument('<email>'),
  ).action(async (email: string, words: PasswordOptions, command: Command) => {
    const { password, shown } = await passwordFrom(words, context);
    read(userInput.pick({ password: true }), { password });
    const passwordHash = await hashPassword(password);
    await onDatabase(context, command, async ({ pool, write, wallAt }) => {
      await refuseWeak(password, [(await userByEmail(pool, email))?.name ?? '', email]);
      const userId = await write((tx) => setPassword(tx, email, { passwordHash, wallAt }));
      return { userId, ...shown };
    });
  });
  user
    .command('invite')
    .description('a link, printed this once, by which somebody makes their own account within seven days; nothing is sent')
    .requiredOption('--name <name>')
    .requiredOption('--role <role>', `one of ${roles.join(', ')}`)
    .option('--email <address>', 'by which they will sign in; unless given, they say it')
    .option('--patient <id>', 'for a patient, contact, agency-carer or champion: of whom')
    .option('--contact <id>', "for a contact or champion: which of the person's contacts")
    .action(async ({ patient: patientId, contact: contactId, ...given }, command: Command) => {
      const input = read(invitationInput, { ...given, patientId, contactId });
      const { publicUrl } = loadConfig(context.env, []);
      await onDatabase(context, command, async ({ write, wallAt }) => {
        const { id, token, expiresAt } = await write((tx) => addInvitation(tx, input, wallAt));
        return { id, link: `${publicUrl}${linkPath(input.role, 'invitation')}#${token}`, expiresAt: instant(expiresAt) };
      });
    });
  user
    .command('reset-factors')
    .description('for whoever has lost app, codes and passkeys: all are forgotten, and they are signed out')
    .argument('<email>')
    .action((email: string, _, command: Command) =>
      onDatabase(context, command, async ({ pool, write }) => {
        const known = await userByEmail(pool, email);
        if (!known) throw new Refusal('not-found', 'email', 'there is no such user');
        await write((tx) => resetFactors(tx, known.id));
        return { userId: known.id };
      }),
    );
  user
    .command('disable')
    .description('they cannot sign in any more, and are signed out; what they did stays theirs')
    .argument('<email>')
    .action((email: string, _, command: Command) =>
      onDatabase(context, command, async ({ write }) => ({ disabled: await write((tx) => disableUser(tx, email)) })),
    );
  user.command('list').action((_, command: Command) => onDatabase(context, command, ({ pool }) => listUsers(pool)));
}

async function refuseWeak(password: string, about: readonly string[]): Promise<void> {
  const why = await weakness(password, about);
  if (why) throw new InputError(`password: ${why}`);
}

interface PasswordOptions {
  readonly password?: string;
  readonly passwordStdin?: boolean;
}

const withPassword = (command: Command) =>
  command
    .option('--password <words>', 'at least 12 characters; others on this machine may see it in the list of processes')
    .option('--password-stdin', 'read the password from standard input')
    .addHelpText('after', '\nWithout a password one is made and printed this once.');

/** The password that was given, or one that is made; `shown` holds it only when it was made. */
async function passwordFrom({ password: given, passwordStdin }: PasswordOptions, { terminal }: AdminContext) {
  const typed = passwordStdin ? (await readAll(terminal.stdin)).replace(/\r?\n$/, '') : given;
  if (typed !== undefined) return { password: typed, shown: {} };
  const password = randomBytes(15).toString('base64url');
  return { password, shown: { password } };
}
