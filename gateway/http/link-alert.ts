import type { Actor } from '../../rules/model/alert.ts';
import { languageOfContact } from '../store/contacts.ts';
import { patientById } from '../store/patients.ts';
import { restrictedPerson } from '../store/restrictions.ts';
import { loadAlertDetail } from './alert-detail.ts';
import type { HttpDeps } from './deps.ts';
import type { LinkView } from './link-page-view.ts';

/** The alert behind a link as its reader may act on it, with the zone in which times are told and the reader's language. */
export function readAlertForLink(deps: Pick<HttpDeps, 'pool' | 'clock' | 'templates'>) {
  return async (alertId: string, reader: Actor): Promise<Pick<LinkView, 'alert' | 'zone' | 'language'> | null> => {
    const alert = await loadAlertDetail(deps, alertId, reader);
    // A link lives for three days; the record may be closed meanwhile.
    if (!alert || (await restrictedPerson(deps.pool, 'patient', alert.patientId)) !== null) return null;
    const patient = await patientById(deps.pool, alert.patientId, deps.clock.now());
    const language = reader.kind === 'contact' ? await languageOfContact(deps.pool, reader.id) : 'en';
    return patient ? { alert, zone: patient.zone, language } : null;
  };
}
