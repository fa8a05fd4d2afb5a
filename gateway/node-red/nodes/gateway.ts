import type { FlowNode, NodeApi, OwnGateway } from '../node-api.ts';

interface Definition {
  readonly mqttUrl: string;
  readonly httpUrl: string;
}

/** A gateway and how to sign in there, chosen by the other nodes. What is left empty is that of the gateway that started Node-RED. */
export interface GatewayNode extends FlowNode {
  /** null: nothing is known of any gateway. */
  place: OwnGateway | null;
}

export function gatewayNode(RED: NodeApi): void {
  function Gateway(this: FlowNode, definition: Definition): void {
    RED.nodes.createNode(this, definition);
    const { mqttUrl, httpUrl } = definition;
    const own = RED.settings.hearthline;
    const { username = '', secret = '' } = this.credentials ?? {};
    const place = {
      mqttUrl: mqttUrl || own?.mqttUrl || '',
      httpUrl: (httpUrl || own?.httpUrl || '').replace(/\/+$/, ''),
      // A name of one gateway and the secret of another would fit nowhere.
      ...(username === '' ? { username: own?.username ?? '', secret: own?.secret ?? '' } : { username, secret }),
    };
    (this as GatewayNode).place = place.mqttUrl === '' ? null : place;
  }
  RED.nodes.registerType('hearthline-gateway', Gateway, { credentials: { username: { type: 'text' }, secret: { type: 'password' } } });
}

/** The gateway that `node` has chosen; null, and said below the node, when there is none. */
export function placeOf(RED: NodeApi, node: FlowNode, gatewayId: string): OwnGateway | null {
  const place = (RED.nodes.getNode(gatewayId) as GatewayNode | null)?.place ?? null;
  if (place === null) node.status({ fill: 'red', shape: 'ring', text: 'choose a gateway' });
  return place;
}
