import { once } from 'node:events';
import WebSocket from 'ws';
import type { AlertSummary } from '../../gateway/contract/alerts.ts';
import { liveServerMessage } from '../../gateway/contract/live.ts';
import type { TestGateway } from './gateway.ts';
import { Inbox } from './inbox.ts';

/** What a coordinator's open page hears on the live feed; somebody is watching as long as it is open. */
export interface OpenConsole {
  /** Every change of an alert, after the first snapshot. */
  readonly alerts: Inbox<AlertSummary>;
}

export async function openConsole(gateway: TestGateway): Promise<OpenConsole> {
  const url = gateway.app.publicUrl.replace('http', 'ws');
  const socket = new WebSocket(`${url}/api/live`, { headers: { cookie: await gateway.cookie('coordinator') } });
  const alerts = new Inbox<AlertSummary>('live feed');
  const live = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const message = liveServerMessage.parse(JSON.parse(String(data)));
      if (message.type === 'snapshot') resolve();
      else if (message.type === 'alert') alerts.put(message.alert);
    });
  });
  await once(socket, 'open');
  gateway.own(() => socket.terminate());
  socket.send(JSON.stringify({ type: 'resume', epoch: null, seq: 0 }));
  await live;
  return { alerts };
}
