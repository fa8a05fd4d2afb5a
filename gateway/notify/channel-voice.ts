import type { ChannelAdapter } from '../ports.ts';
import { DeliveryError } from './delivery-error.ts';
import { postSigned, type Signing } from './signed-post.ts';
import { spokenOf } from './voice-words.ts';

interface Options extends Signing {
  /** Of the service that calls; null: nobody can be called. */
  readonly url: string | null;
}

/**
 * Telephone calls through whatever service stands behind a webhook (docs/voice.md). `sent` means that it will call; what becomes of the call, and
 * which key was pressed, it tells later.
 */
export function createVoiceChannel({ url, ...signing }: Options): ChannelAdapter {
  return {
    kind: 'voice',
    async send(notification, { repeat }) {
      if (url === null) throw new DeliveryError('no telephone calls can be made (VOICE_WEBHOOK_URL)', { permanent: true });
      const { id, channel, severity, language, expiresAt } = notification;
      const call = { callId: id, to: channel.address, severity, language: language ?? 'en', ...spokenOf(notification, { repeat }), repeat };
      await postSigned(url, id, JSON.stringify({ ...call, expiresAt: new Date(expiresAt).toISOString() }), signing);
      return { fate: 'sent', detail: 'to the telephone service' };
    },
  };
}
