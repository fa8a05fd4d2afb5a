import type { Command } from 'commander';
import { voiceKey, webhookKey } from '../identity/webhook-key.ts';
import { changeWebhookKey, webhookKeyVersion } from '../store/webhook-key.ts';
import { type AdminContext, onDatabase } from './command.ts';

/** The keys with which receivers of webhooks, and the telephone service, check that a message is ours. */
export function webhookCommands(program: Command, context: AdminContext): void {
  const key = program.command('webhook-key').description('the key with which receivers of webhooks check signatures');
  key.command('show').action((_, command: Command) =>
    onDatabase(context, command, async ({ pool, secret }) => {
      const version = await webhookKeyVersion(pool);
      return { version, webhookKey: webhookKey(secret(), version), voiceKey: voiceKey(secret(), version) };
    }),
  );
  key
    .command('change')
    .description('makes a new one, in force when the gateway is started again')
    .action((_, command: Command) =>
      onDatabase(context, command, async ({ write, secret }) => {
        const ours = secret();
        const version = await write(changeWebhookKey);
        return { version, webhookKey: webhookKey(ours, version), voiceKey: voiceKey(ours, version) };
      }),
    );
}
