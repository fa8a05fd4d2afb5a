import { keyKinds } from '../../rules/answering/known-readings.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import { day } from '../../rules/model/time.ts';
import type { AnsweringView } from '../contract/answering.ts';
import { alertById } from '../store/alerts.ts';
import { contactsOfPatient } from '../store/contacts.ts';
import { followUpsOfAlert } from '../store/follow-ups.ts';
import { observationsOfPatient } from '../store/observations.ts';
import { type PatientRow, patientById } from '../store/patients.ts';
import { listReferrals } from '../store/referrals.ts';
import { signpostsOfAlert } from '../store/signposts.ts';
import { timelineOfAlert } from '../store/timeline.ts';
import { type AnsweringSurroundings, kindOfAlert, toAnsweringView } from '../views/answering.ts';
import { inOrder } from '../views/contact.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

const shownMs = 7 * day;
/** Of each kind; a device that measures every minute is shown by its last hours. */
const mostReadings = 200;

type ReadDeps = Pick<HttpDeps, 'pool' | 'clock'>;

export async function alertOr404({ pool }: Pick<HttpDeps, 'pool'>, id: string): Promise<AlertState> {
  const row = await alertById(pool, id);
  if (!row) throw new HttpProblem(404, 'There is no such alert.');
  return row.state;
}

/** What was measured lately of what counts in an assessment, and of what the alert is about. */
export async function readingsFor({ pool, clock }: ReadDeps, alert: AlertState): Promise<AnsweringSurroundings['readings']> {
  const about = kindOfAlert(alert);
  const kinds = new Set([...keyKinds, ...(about === null ? [] : [about])]);
  const now = clock.now();
  const query = { from: now - shownMs, to: now + 1, limit: mostReadings };
  return (await Promise.all([...kinds].map((kind) => observationsOfPatient(pool, alert.patientId, { ...query, kind })))).flat();
}

export async function patientOfAlert({ pool, clock }: ReadDeps, alert: AlertState): Promise<PatientRow> {
  return (await patientById(pool, alert.patientId, clock.now()))!;
}

/** How one alert is being answered, as of now. Throws 404. */
export async function loadAnswering(deps: ReadDeps, id: string): Promise<AnsweringView> {
  const alert = await alertOr404(deps, id);
  const now = deps.clock.now();
  const [patient, timeline, readings, contacts, followUps, signposts, referrals] = await Promise.all([
    patientOfAlert(deps, alert),
    timelineOfAlert(deps.pool, id),
    readingsFor(deps, alert),
    contactsOfPatient(deps.pool, alert.patientId),
    followUpsOfAlert(deps.pool, id),
    signpostsOfAlert(deps.pool, id),
    listReferrals(deps.pool, { patientId: alert.patientId, alertId: id }, true),
  ]);
  const entries = timeline.map(({ entry }) => entry);
  const inTurn = contacts.filter(({ mayBeTold }) => mayBeTold).map((contact) => inOrder(contact, now));
  const around = { alert, timeline: entries, knownAs: patient.knownAs, readings, contacts: inTurn, followUps, signposts, referrals };
  return toAnsweringView(around, now);
}
