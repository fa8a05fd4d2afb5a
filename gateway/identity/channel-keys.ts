import { type PushKeys, pushKeys } from './push-keys.ts';
import { voiceKey, webhookKey } from './webhook-key.ts';

/** The keys with which we are known to those who carry messages; all follow from the server's secret. */
export interface ChannelKeys {
  /** Signs what goes to webhooks. */
  readonly webhook: string;
  /** Signs what goes to the telephone service, and what it tells. */
  readonly voice: string;
  readonly push: PushKeys;
}

/** `version`: of the keys for webhooks and telephone, see `webhookKey`. */
export function channelKeys(serverSecret: string, version: number): ChannelKeys {
  return { webhook: webhookKey(serverSecret, version), voice: voiceKey(serverSecret, version), push: pushKeys(serverSecret) };
}
