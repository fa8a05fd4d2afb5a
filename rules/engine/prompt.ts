import type { Notification } from '../model/effect.ts';
import type { PatientContext, ScenarioContext } from '../model/patient.ts';
import type { ScenarioEffect } from '../model/scenario.ts';
import { type Instant, minute } from '../model/time.ts';

/** How long words outside an alert are worth saying. */
const promptLifeMs = 30 * minute;

/** FNV-1a, for ids: the same words are the same prompt, other words another one. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/**
 * Words to the patient outside an alert; null without a device that can speak: there is nobody to say them to, and the scenario's own
 * wait goes on.
 */
export function promptFor(
  patient: PatientContext,
  scenario: ScenarioContext,
  effect: Extract<ScenarioEffect, { type: 'prompt' }>,
  at: Instant,
): Notification | null {
  const { patientId, knownAs, devices } = patient;
  const speaking = devices.filter((device) => device.prompts && (device.patientId === null || device.patientId === patientId));
  const device = speaking.find((one) => one.kind === effect.deviceKind) ?? speaking[0];
  if (!device) return null;
  const body = effect.text.replaceAll('{name}', knownAs);
  return {
    id: `${scenario.id}/prompt/${at}/${device.id}/${fingerprint(body)}`,
    alertId: null,
    patientId,
    recipient: { kind: 'device', id: device.id, name: knownAs },
    channel: { kind: 'mqtt', address: device.id },
    severity: scenario.severity,
    purpose: 'prompt',
    subject: knownAs,
    body,
    command: { type: effect.expectsReading ? 'request-measurement' : 'prompt', kind: effect.expectsReading },
    createdAt: at,
    sendAt: null,
    expiresAt: at + promptLifeMs,
  };
}
