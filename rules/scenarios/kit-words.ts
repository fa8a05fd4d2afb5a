import type { Evidence } from '../model/alert.ts';
import type { DeviceContext, PatientContext, ScenarioContext } from '../model/patient.ts';
import type { FaultCause } from '../model/stream.ts';
import type { Instant } from '../model/time.ts';
import { downSince, type Kit } from './kit.ts';
import { agreedIn, clockTime, howLong, listed } from './words.ts';

interface Told {
  readonly patient: PatientContext;
  readonly scenario: ScenarioContext;
  readonly params: { readonly missedHeartbeats: number; readonly hubOutFor: number };
}

const causes: Readonly<Record<FaultCause, string>> = {
  reported: 'reports a fault',
  'impossible-values': 'keeps sending values that cannot be',
  clock: 'has a wrong clock',
  stuck: 'has said the same without a break',
  flapping: 'goes to and fro faster than anybody could do it',
};

/** One sentence for what is out of order at somebody's. */
export function kitReason(silent: readonly DeviceContext[], faulty: readonly DeviceContext[], { knownAs }: PatientContext): string {
  const names = (devices: readonly DeviceContext[]) => listed(devices.map((one) => one.name));
  const have = silent.length === 1 ? 'has' : 'have';
  const are = faulty.length === 1 ? 'is' : 'are';
  const mute = `${names(silent)} at ${knownAs}'s ${have} fallen silent: we do not know how things are there.`;
  const unsound = `${names(faulty)} at ${knownAs}'s ${are} faulty: what is said cannot be relied on.`;
  return [silent.length > 0 ? mute : '', faulty.length > 0 ? unsound : ''].filter((sentence) => sentence !== '').join(' ');
}

/** When a silent device was last heard, how often it should be, and how we know; for a hub also what is behind it. */
export function silenceEvidence(kit: Kit, device: DeviceContext, { patient, scenario, params }: Told, at: Instant): Evidence {
  const heardAt = kit.heardAt[kit.ids.indexOf(device.id)]!;
  const since = clockTime(patient.zone, heardAt, at);
  const last = kit.unheard.includes(device.id) ? `never heard since ${since}` : `last heard at ${since}`;
  const behind = patient.devices.filter((one) => one.hubId === device.id).map((one) => one.name);
  const lostAt = device.kind === 'hub' ? downSince(kit, device.id) : null;
  const lost = lostAt === null || lostAt === heardAt ? '' : `; out of reach since ${clockTime(patient.zone, lostAt, at)}`;
  const children = behind.length === 0 ? '' : ` Behind it: ${listed(behind)}.`;
  const text = `${device.name}: ${last}${lost}.${children}`;
  return {
    text,
    at: lostAt ?? heardAt,
    limit: expected(device, scenario, params),
    ...(lostAt === null ? {} : { observation: { source: device.id, kind: 'availability', value: 'offline' } }),
  };
}

function expected({ heartbeatMs, heartbeatGaps }: DeviceContext, scenario: ScenarioContext, params: Told['params']): string {
  if (heartbeatMs === null) return `Out of reach for ${howLong(params.hubOutFor)} (${agreedIn(scenario, 'hubOutFor')}).`;
  const learned = heartbeatGaps === undefined ? '' : `, learned from ${heartbeatGaps} gaps`;
  return `${params.missedHeartbeats} missed, one expected every ${howLong(heartbeatMs)}${learned} (${agreedIn(scenario, 'missedHeartbeats')}).`;
}

/** Of each hub that was out of reach and is not in use any more: the open alert speaks of it no longer. */
export function removedHubs(before: Kit, kit: Kit, { knownAs }: PatientContext, at: Instant): readonly Evidence[] {
  return before.silent
    .filter((id) => downSince(before, id) !== null && !kit.silent.includes(id))
    .map((id) => ({
      text: `A hub that was out of reach is not in use at ${knownAs}'s any more.`,
      at,
      observation: { source: id, kind: 'availability', value: 'removed' },
    }));
}

/** What is wrong with a device that is heard, and since when. */
export function faultEvidence({ trouble }: Kit, device: DeviceContext, { patient }: Told, at: Instant): Evidence {
  const faults = (trouble?.faults ?? []).filter(([id]) => id === device.id);
  const what = faults.map(([, cause, sinceAt]) => `${causes[cause]} since ${clockTime(patient.zone, sinceAt, at)}`);
  return { text: `${device.name}: ${listed(what)}.`, at: Math.min(...faults.map(([, , sinceAt]) => sinceAt)) };
}

/** What has come right between two states of the kit; null: nothing of which anybody was told. */
export function mendedSince(before: Kit, kit: Kit, stillFaulty: readonly string[], patient: PatientContext, at: Instant): string | null {
  const nameOf = (id: string) => patient.devices.find((one) => one.id === id)?.name ?? id;
  const heard = before.silent.filter((id) => !kit.silent.includes(id)).map(nameOf);
  const mended = (before.trouble?.told ?? []).filter((id) => !stillFaulty.includes(id)).map(nameOf);
  const time = clockTime(patient.zone, at, at);
  const saidAt = (before.trouble?.faults ?? []).flatMap(([id, , , mendedAt]) => (stillFaulty.includes(id) ? [] : (mendedAt ?? [])));
  const since = clockTime(patient.zone, saidAt.length === 0 ? at : Math.max(...saidAt), at);
  const sentences = [
    heard.length === 0 ? '' : `${listed(heard)} ${heard.length === 1 ? 'was' : 'were'} heard again at ${time}.`,
    mended.length === 0 ? '' : `${listed(mended)} ${mended.length === 1 ? 'is' : 'are'} in order again since ${since}.`,
  ].filter((sentence) => sentence !== '');
  return sentences.length === 0 ? null : sentences.join(' ');
}
