/**
 * A notification's id as one level of an MQTT topic: its own characters (`/`, `+`, `#`) would cut or widen the topic of the result.
 */
export function commandIdOf(notificationId: string): string {
  return Buffer.from(notificationId).toString('base64url');
}

export function notificationIdOf(commandId: string): string {
  return Buffer.from(commandId, 'base64url').toString();
}
