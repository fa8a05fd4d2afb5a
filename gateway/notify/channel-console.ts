import type { ChannelAdapter } from '../ports.ts';
import { DeliveryError } from './delivery-error.ts';

/**
 * The coordination console itself. The live feed has shown the alert already; this says whether anybody's console is there
 * to show it. Nobody watching fails at once, so that the next channel is used.
 */
export function createConsoleChannel(isWatched: () => boolean): ChannelAdapter {
  return {
    kind: 'console',
    async send() {
      if (isWatched()) return { fate: 'delivered', detail: 'on a console that is being watched' };
      throw new DeliveryError('no console is being watched', { permanent: true });
    },
  };
}
