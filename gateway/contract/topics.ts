/** Hearthline's own topic tree. A device has `hearthline/v1/<deviceId>/…` and nothing else. */
export const topicRoot = 'hearthline/v1';

export const deviceTopics = (deviceId: string) =>
  ({
    observations: `${topicRoot}/${deviceId}/observations`,
    status: `${topicRoot}/${deviceId}/status`,
    commands: `${topicRoot}/${deviceId}/commands`,
    commandResult: (commandId: string) => `${topicRoot}/${deviceId}/commands/${commandId}/result`,
    errors: `${topicRoot}/${deviceId}/errors`,
  }) as const;

/** Below it every stored change of an alert is told (`alertEvent`), by the gateway alone. It lies outside the tree of any device. */
export const alertRoot = 'hearthline/alerts/v1';

/** Where changes of one person's alerts are told. */
export const alertTopic = (patientId: string) => `${alertRoot}/${patientId}`;

export type DeviceTopic =
  | { readonly deviceId: string; readonly kind: 'observations' | 'status' | 'commands' | 'errors' | 'other' }
  | { readonly deviceId: string; readonly kind: 'command-result'; readonly commandId: string };

/** What a topic means; null when it is not under a device of ours. */
export function parseDeviceTopic(topic: string): DeviceTopic | null {
  const parts = topic.split('/');
  const deviceId = parts[2];
  if (parts[0] !== 'hearthline' || parts[1] !== 'v1' || !deviceId || parts.length < 4) return null;
  if (parts.length === 4) {
    const leaf = parts[3];
    if (leaf === 'observations' || leaf === 'status' || leaf === 'commands' || leaf === 'errors') return { deviceId, kind: leaf };
  }
  if (parts.length === 6 && parts[3] === 'commands' && parts[5] === 'result' && parts[4])
    return { deviceId, kind: 'command-result', commandId: parts[4] };
  return { deviceId, kind: 'other' };
}

/** Where devices made for ThingsBoard send, each to itself: what is published there is handed to nobody. */
export const telemetryTopic = 'v1/devices/me/telemetry';
export const attributesTopic = 'v1/devices/me/attributes';

/** A topic in the tree of a hub, as that hub's bridges know it. */
export const belowHub = (hubId: string, topic: string): string => topic.slice(`${topicRoot}/${hubId}/`.length);
