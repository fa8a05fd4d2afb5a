import type { Command } from 'commander';

/** Ways to reach somebody, as options; the order of writing is kept within a kind, e-mail before webhook before console. */
export interface ChannelOptions {
  readonly email?: string[];
  readonly webhook?: string[];
  readonly console?: boolean;
}

export const several = (value: string, before: string[] = []): string[] => [...before, value];

export function withChannels(command: Command): Command {
  return command
    .option('--email <address>', 'reached by e-mail; may be given several times', several)
    .option('--webhook <url>', 'reached by an HTTP call; may be given several times', several);
}

export function channelsOf(options: ChannelOptions): { kind: string; address: string }[] {
  return [
    ...(options.email ?? []).map((address) => ({ kind: 'email', address })),
    ...(options.webhook ?? []).map((address) => ({ kind: 'webhook', address })),
    ...(options.console ? [{ kind: 'console', address: '' }] : []),
  ];
}
