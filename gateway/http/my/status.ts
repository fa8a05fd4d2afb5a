import type { AlertState } from '../../../rules/model/alert.ts';
import type { DeviceKind } from '../../../rules/model/patient.ts';
import type { Language } from '../../../rules/model/speech.ts';
import type { MyPerson } from '../../contract/my.ts';
import { asPerson } from '../../store/as-person.ts';
import { type DeviceRow, devicesOfPatient } from '../../store/device-rows.ts';
import { blindStretches } from '../../store/incidents.ts';
import { alertsShown, openAlertsOf } from '../../store/my/alerts.ts';
import { type MyPersonRow, presenceOf } from '../../store/my/people.ts';
import { lastSigns } from '../../store/my/signs.ts';
import { streamOf } from '../../views/device.ts';
import { isoOrNull } from '../../views/instant.ts';
import { mayAct, maySeeStatus } from '../../views/my/may-act.ts';
import { type Sight, type StatusFacts, statusOf } from '../../views/my/sentence.ts';
import { toSentence } from '../../views/my/sentence-words.ts';
import type { HttpDeps } from '../deps.ts';

type StatusDeps = Pick<HttpDeps, 'pool' | 'clock' | 'devices' | 'isStalled'>;

/** What tells of somebody who is up and about. A bed or a plug says as much of one who does not get up. */
const showsLife: ReadonlySet<DeviceKind> = new Set(['motion', 'front-door', 'door', 'fridge']);

interface Kit {
  readonly sight: Sight;
  /** Devices that cannot be believed. */
  readonly faulty: ReadonlySet<string>;
}

function kitOf(devices: readonly DeviceRow[], seeing: (id: string) => Parameters<typeof streamOf>[1]): Kit {
  const streams = devices.map((device) => ({ device, stream: streamOf(device, seeing(device.id)) }));
  const faulty = new Set(streams.filter(({ stream }) => stream?.state === 'faulty').map(({ device }) => device.id));
  const watching = streams.filter(({ device, stream }) => showsLife.has(device.kind) && stream !== null);
  if (watching.length === 0) return { sight: { kit: 'no-kit' }, faulty };
  const live = watching.filter(({ stream }) => stream?.state === 'live').length;
  if (live === watching.length) return { sight: { kit: 'all' }, faulty };
  if (live > 0) return { sight: { kit: 'some' }, faulty };
  const heard = watching.flatMap(({ device }) => device.lastHeardAt ?? []);
  return { sight: { kit: 'none', heardAt: heard.length > 0 ? Math.max(...heard) : null }, faulty };
}

/** What open alerts say about somebody. That kit is silent is said by what can be seen; the least grave ones are looked into without hurry. */
function alertFact(open: readonly AlertState[], wasTold: (alert: AlertState) => boolean): StatusFacts['alert'] {
  const about = open.filter(({ template }) => template !== 'silent-device');
  if (about.length === 0) return null;
  const told = about.filter((alert) => alert.severity !== 'low' && wasTold(alert));
  if (told.length === 0) return { told: false };
  const waiting = told.filter(({ owner }) => owner === null);
  const called = waiting.find(({ template }) => template === 'sos');
  return { told: true, owner: waiting.length > 0 ? null : told[0]!.owner!.actor.name, calledAt: called?.openedAt ?? null };
}

/** A person as one user may see them, in the language asked for. */
export async function toMyPerson(
  { pool, clock, devices: publisher, isStalled }: StatusDeps,
  reader: { readonly userId: string; readonly language: Language },
  person: MyPersonRow,
): Promise<MyPerson> {
  const at = clock.now();
  const { patientId, knownAs, zone, relation, purposes } = person;
  const seesAlerts = mayAct(person).includes('see-alerts');
  const seesStatus = maySeeStatus(person);
  const { presence, shown } = await asPerson(pool, { userId: reader.userId, at }, async (db) => ({
    presence: seesStatus ? await presenceOf(db, patientId) : null,
    shown: seesAlerts ? (await alertsShown(db, [patientId], at)).filter(({ state }) => state.status !== 'closed') : [],
  }));
  const about = { patientId, knownAs, zone, relation, purposes: [...purposes], openAlerts: seesAlerts ? shown.length : null };
  if (presence === null) return { ...about, sentence: null, lastHeardAt: null };
  const [devices, blind, signs, open] = await Promise.all([
    devicesOfPatient(pool, patientId, at),
    blindStretches(pool, at),
    lastSigns(pool, patientId, at),
    openAlertsOf(pool, patientId),
  ]);
  const kit = kitOf(devices, (id) => ({ connected: publisher.isConnected(id), blind, at }));
  const believed = signs.filter(({ source }) => !kit.faulty.has(source));
  const told = new Set(shown.map(({ state }) => state.id));
  const facts: StatusFacts = {
    zone,
    presence,
    alert: alertFact(open, (alert) => told.has(alert.id)),
    stalled: isStalled(),
    seenAt: believed.find(({ shared }) => !shared)?.at ?? null,
    someoneAt: believed.find(({ shared }) => shared)?.at ?? null,
    sight: kit.sight,
    blind,
  };
  const sentence = toSentence(statusOf(facts, at), { name: knownAs, self: relation === 'self', zone, language: reader.language }, at);
  const heard = devices.flatMap(({ lastHeardAt }) => lastHeardAt ?? []);
  return { ...about, sentence, lastHeardAt: isoOrNull(heard.length > 0 ? Math.max(...heard) : null) };
}
