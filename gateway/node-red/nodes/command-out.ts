import type { FlowMessage, FlowNode, NodeApi, OwnGateway } from '../node-api.ts';
import { placeOf } from './gateway.ts';

interface Definition {
  readonly gateway: string;
  /** Empty: `msg.deviceId`. */
  readonly device: string;
  /** Empty: `msg.payload`. */
  readonly text: string;
  /** To whom, where several people hear the device; empty: `msg.patientId`, else whoever lives there alone. */
  readonly patient: string;
}

const patienceMs = 10_000;
const stringOr = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);

/** Asks the gateway to have a device speak; rejects with what the gateway says against it. */
async function ask({ httpUrl, username, secret }: OwnGateway, device: string, command: object): Promise<void> {
  const answer = await fetch(`${httpUrl}/api/devices/${encodeURIComponent(device)}/commands`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`,
    },
    body: JSON.stringify(command),
    signal: AbortSignal.timeout(patienceMs),
  });
  if (answer.ok) return;
  const problem = (await answer.json().catch(() => null)) as { detail?: unknown } | null;
  throw new Error(stringOr(problem?.detail, `The gateway answers ${answer.status}`));
}

/** Words for a device in a home. The gateway stores them and speaks; nothing goes from here to the device. */
export function commandOutNode(RED: NodeApi): void {
  function CommandOut(this: FlowNode, definition: Definition): void {
    RED.nodes.createNode(this, definition);
    const { gateway, device, text, patient } = definition;
    const place = placeOf(RED, this, gateway);
    if (place === null) return;
    const speak = async (message: FlowMessage) => {
      const deviceId = device || stringOr(message.deviceId, '');
      if (deviceId === '') throw new Error('no device is named, here or in msg.deviceId');
      const patientId = patient || stringOr(message.patientId, '') || null;
      await ask(place, deviceId, { text: text || message.payload, patientId });
    };
    this.on('input', (message, _send, done) => {
      speak(message).then(
        () => {
          this.status({ fill: 'green', shape: 'dot', text: 'stored' });
          done();
        },
        (error: Error) => {
          this.status({ fill: 'red', shape: 'ring', text: 'refused' });
          done(error);
        },
      );
    });
  }
  RED.nodes.registerType('hearthline-command-out', CommandOut);
}
