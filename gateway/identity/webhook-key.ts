import { createHmac } from 'node:crypto';

/**
 * What receivers of webhooks are given to check signatures with. The server's own secret signs sessions and links, and stays here.
 * `version` goes up by one whenever the key is changed and the secret is not.
 */
export function webhookKey(serverSecret: string, version: number): string {
  return createHmac('sha256', serverSecret).update(`hearthline webhook signature, version ${version}`).digest('base64url');
}

/** The same for the telephone service alone: what it tells answers alerts, so no receiver of webhooks may be able to sign it. */
export function voiceKey(serverSecret: string, version: number): string {
  return createHmac('sha256', serverSecret).update(`hearthline telephone signature, version ${version}`).digest('base64url');
}
