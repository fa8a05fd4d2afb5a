import { previousAlertId, repeatsAfterMs } from '../../rules/alerts/repeats.ts';
import type { Actor, AlertState } from '../../rules/model/alert.ts';
import { minute } from '../../rules/model/time.ts';
import { describeAgreement } from '../agreements.ts';
import type { AlertDetail } from '../contract/alerts.ts';
import { alertById, notificationsOfAlert } from '../store/alerts.ts';
import { contactsOfPatient } from '../store/contacts.ts';
import { patientById } from '../store/patients.ts';
import { scenarioVersion } from '../store/scenarios.ts';
import { timelineOfAlert } from '../store/timeline.ts';
import { toAlertDetail } from '../views/alert.ts';
import { unavailableAt } from '../views/contact.ts';
import { iso } from '../views/instant.ts';
import { carePlanFor, planReaderOf } from './care-plan-shown.ts';
import type { HttpDeps } from './deps.ts';

function previousOf(state: AlertState, former: AlertState): AlertDetail['previous'] {
  const afterMs = repeatsAfterMs(state, former);
  if (afterMs === null || former.closedAt === null || former.outcome === null) return null;
  return { id: former.id, closedAt: iso(former.closedAt), outcome: former.outcome.code, minutes: Math.floor(afterMs / minute) };
}

/** One alert with everything that someone who answers it must see, as of now; null: there is none. */
export async function loadAlertDetail(
  { pool, clock, templates }: Pick<HttpDeps, 'pool' | 'clock' | 'templates'>,
  id: string,
  actor: Actor,
): Promise<AlertDetail | null> {
  const row = await alertById(pool, id);
  if (!row) return null;
  const { state } = row;
  const now = clock.now();
  const formerId = previousAlertId(state);
  const patient = (await patientById(pool, state.patientId, now))!;
  const reader = planReaderOf(actor);
  const [former, notifications, timeline, contacts, scenario, carePlan] = await Promise.all([
    formerId === null ? null : alertById(pool, formerId),
    notificationsOfAlert(pool, id),
    timelineOfAlert(pool, id),
    contactsOfPatient(pool, state.patientId),
    scenarioVersion(pool, state.scenarioId, state.scenarioVersion, state.openedAt),
    reader && carePlanFor(pool, patient, reader, { at: now }),
  ]);
  const { title, agreement } = scenario ? describeAgreement(scenario, templates) : { title: state.template, agreement: '' };
  const surroundings = {
    scenarioTitle: title,
    agreement,
    carePlan,
    previous: former && previousOf(state, former.state),
    notifications: notifications.map(({ body, ...sent }) => ({
      id: body.id,
      recipientName: body.recipient.name,
      recipientKind: body.recipient.kind,
      channelKind: body.channel.kind,
      purpose: body.purpose,
      status: sent.status,
      detail: sent.detail,
      createdAt: iso(sent.createdAt),
      updatedAt: iso(sent.updatedAt),
    })),
    timeline: timeline.map(({ entry, hash }) => ({
      n: entry.n,
      at: iso(entry.at),
      type: entry.type,
      text: entry.text,
      actor: entry.actor,
      lateMs: entry.lateMs,
      hash,
    })),
    patient: {
      knownAs: patient.knownAs,
      address: patient.address,
      keyAccess: patient.keyAccess,
      summary: patient.summary,
      contacts: contacts.map((contact) => ({
        id: contact.id,
        name: contact.name,
        relationship: contact.relationship,
        mayBeTold: contact.mayBeTold,
        unavailable: unavailableAt(contact, now),
      })),
    },
  };
  return toAlertDetail(state, row, surroundings, now, actor);
}
