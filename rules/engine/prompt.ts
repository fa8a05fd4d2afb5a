import { inLanguage, languageNamed } from '../languages/in-language.ts';
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

function filled(text: string, values: Prompt['values'], knownAs: string): string {
  return Object.entries({ ...values, name: knownAs }).reduce((words, [name, value]) => words.replaceAll(`{${name}}`, value), text);
}

/** By the English words, whatever language they are said in. */
function idOf(
  scenario: ScenarioContext,
  saidAt: Instant,
  deviceId: string,
  said: Pick<Prompt, 'text' | 'values'>,
  knownAs: string,
): string {
  return `${scenario.id}/prompt/${saidAt}/${deviceId}/${fingerprint(filled(said.text, said.values, knownAs))}`;
}

/**
 * Words to the patient outside an alert; null without a device that can speak: there is nobody to say them to, and the scenario's own
 * wait goes on.
 */
export function promptFor(patient: PatientContext, scenario: ScenarioContext, effect: Prompt, at: Instant): Notification | null {
  const { patientId, knownAs } = patient;
  const able = speaking(patient);
  const device = able.find((one) => one.kind === effect.deviceKind) ?? able[0];
  if (!device) return null;
  const { text, language } = inLanguage(effect.text, patient.language);
  const { expectsReading } = effect;
  return {
    id: idOf(scenario, at, device.id, effect, knownAs),
    alertId: null,
    patientId,
    recipient: { kind: 'device', id: device.id, name: knownAs },
    channel: { kind: 'mqtt', address: device.id },
    severity: scenario.severity,
    purpose: 'prompt',
    subject: knownAs,
    body: filled(text, effect.values, knownAs),
    command: { type: expectsReading ? 'request-measurement' : 'prompt', kind: expectsReading, ...languageNamed(language) },
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
  return speaking(patient).map((device) => ({
    type: 'withdraw-notification',
    notificationId: idOf(scenario, effect.saidAt, device.id, effect, patient.knownAs),
    reason: effect.reason,
  }));
}
