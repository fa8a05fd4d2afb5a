import type { Effect, Notification } from '../model/effect.ts';
import type { DeviceContext, PatientContext, ScenarioContext } from '../model/patient.ts';
import { promptLifeMs, type ScenarioEffect } from '../model/scenario.ts';
import type { Instant } from '../model/time.ts';

/** FNV-1a, for ids: the same words are the same prompt, other words another one. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

type Prompt = Extract<ScenarioEffect, { type: 'prompt' }>;
type Withdrawal = Extract<ScenarioEffect, { type: 'withdraw-prompt' }>;

function speaking({ patientId, devices }: PatientContext): readonly DeviceContext[] {
  return devices.filter((device) => device.prompts && (device.patientId === null || device.patientId === patientId));
}

function filled({ text, values }: Pick<Prompt, 'text' | 'values'>, knownAs: string): string {
  return Object.entries({ ...values, name: knownAs }).reduce((words, [name, value]) => words.replaceAll(`{${name}}`, value), text);
}

const idOf = (scenario: ScenarioContext, saidAt: Instant, deviceId: string, body: string): string =>
  `${scenario.id}/prompt/${saidAt}/${deviceId}/${fingerprint(body)}`;

/**
 * Words to the patient outside an alert; null without a device that can speak: there is nobody to say them to, and the scenario's own
 * wait goes on.
 */
export function promptFor(patient: PatientContext, scenario: ScenarioContext, effect: Prompt, at: Instant): Notification | null {
  const { patientId, knownAs } = patient;
  const able = speaking(patient);
  const device = able.find((one) => one.kind === effect.deviceKind) ?? able[0];
  if (!device) return null;
  const body = filled(effect, knownAs);
  return {
    id: idOf(scenario, at, device.id, body),
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

/** Two doses that come due together are one reminder. */
export function isSaid(effects: readonly Effect[], { id }: Notification): boolean {
  return effects.some((effect) => effect.type === 'notify' && effect.notification.id === id);
}

/** Takes these words back from every device that may have been asked to say them; from one that never was, it does no harm. */
export function promptWithdrawn(patient: PatientContext, scenario: ScenarioContext, effect: Withdrawal): Effect[] {
  const body = filled(effect, patient.knownAs);
  return speaking(patient).map((device) => ({
    type: 'withdraw-notification',
    notificationId: idOf(scenario, effect.saidAt, device.id, body),
    reason: effect.reason,
  }));
}
