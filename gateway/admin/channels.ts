import type { Command } from 'commander';

/** Ways to reach somebody, as options; the order of writing is kept within a kind, text message before telephone before e-mail before webhook before console. */
export interface ChannelOptions {
  readonly sms?: string[];
  readonly voice?: string[];
  readonly email?: string[];
  readonly webhook?: string[];
  readonly console?: boolean;
}

export const several = (value: string, before: string[] = []): string[] => [...before, value];

export function withChannels(command: Command): Command {
  return command
    .option('--sms <number>', 'reached by text message, a number as in +447700900123; may be given several times', several)
    .option('--voice <number>', 'called by telephone; may be given several times', several)
    .option('--email <address>', 'reached by e-mail; may be given several times', several)
    .option('--webhook <url>', 'reached by an HTTP call; may be given several times', several);
}

export function channelsOf(options: ChannelOptions): { kind: string; address: string }[] {
  return [
    ...(options.sms ?? []).map((address) => ({ kind: 'sms', address })),
    ...(options.voice ?? []).map((address) => ({ kind: 'voice', address })),
    ...(options.email ?? []).map((address) => ({ kind: 'email', address })),
    ...(options.webhook ?? []).map((address) => ({ kind: 'webhook', address })),
    ...(options.console ? [{ kind: 'console', address: '' }] : []),
  ];
}
