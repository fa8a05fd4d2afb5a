import { onCallPerson, team } from '../../rules/alerts/teams.ts';
import type { Recipient } from '../../rules/model/alert.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { Channel, Directory, PatientContext } from '../../rules/model/patient.ts';
import { hour, type Instant } from '../../rules/model/time.ts';
import type { JobEffect } from '../../rules/response/draft.ts';
import type { Job } from '../../rules/response/job.ts';

/** Somebody on duty with a unit. */
export interface CrewMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** They take notices of their browser. */
  readonly hasPush: boolean;
}

const subject = 'Rapid response';
const lifeMs = hour;

/** A message about a job by every way that its recipient has: an offer is too short to see whether a first way fails. */
function byEveryWay(
  job: Job,
  to: { readonly recipient: Recipient; readonly channels: readonly Channel[]; readonly alertId: string | null },
  said: { readonly key: string; readonly body: string; readonly at: Instant; readonly untilAt: Instant | null },
): Notification[] {
  const { recipient, channels, alertId } = to;
  return channels.map((channel, i) => ({
    id: `${job.id}/${said.key}/${recipient.kind}:${recipient.id}/${channel.kind}${i}`,
    alertId,
    patientId: job.patientId,
    recipient,
    channel,
    severity: 'high',
    purpose: 'escalation',
    subject,
    body: said.body,
    // It names nobody and nothing of anybody's health.
    ...(alertId === null && { detailsOnLockScreen: true as const }),
    command: null,
    createdAt: said.at,
    sendAt: null,
    expiresAt: said.untilAt ?? said.at + lifeMs,
  }));
}

/** To everybody on duty with a unit: as the rota says how to reach them, else by the address with which they sign in. `url` is the crew's page. */
export function crewNotices(
  job: Job,
  effect: Extract<JobEffect, { type: 'tell-unit' }>,
  crew: readonly CrewMember[],
  { directory, url, at }: { readonly directory: Directory; readonly url: string; readonly at: Instant },
): Notification[] {
  const body = `${effect.text} ${url}`;
  return crew.flatMap(({ id, name, email, hasPush }) => {
    const known = onCallPerson(directory, id)?.channels.filter(({ kind }) => kind !== 'console' && kind !== 'push') ?? [];
    const channels: readonly Channel[] = [
      ...(hasPush ? [{ kind: 'push' as const, address: id }] : []),
      ...(known.length > 0 ? known : [{ kind: 'email' as const, address: email }]),
    ];
    return byEveryWay(job, { recipient: { kind: 'user', id, name }, channels, alertId: null }, { ...effect, body, at });
  });
}

/** To the coordination centre that serves the person: its console and whoever is on duty. */
export function centreNotices(
  job: Job,
  { key, text }: Extract<JobEffect, { type: 'tell-centre' }>,
  { directory, patient, at }: { readonly directory: Directory; readonly patient: PatientContext; readonly at: Instant },
): Notification[] {
  return team('coordination', { directory, patient }, at).flatMap(({ recipient, channels }) =>
    byEveryWay(job, { recipient, channels, alertId: job.alertId }, { key, body: text, at, untilAt: null }),
  );
}
