import { describeAgreement } from '../agreements.ts';
import { type ConsentReader, consequenceOf } from '../authoring/consent-consequence.ts';
import { planOf } from '../authoring/summary.ts';
import type { ConsentChange, ConsentPreview } from '../contract/consents.ts';
import { consentsOfPatient, isInForce } from '../store/consents.ts';
import { contactsOfPatient } from '../store/contacts.ts';
import { scenariosOfPatient } from '../store/scenarios.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

/** What follows from changes that have not been saved, from every agreement that is in force now. Throws 404: there is no such contact. */
export async function previewConsents(
  { pool, clock, templates }: Pick<HttpDeps, 'pool' | 'clock' | 'templates'>,
  { id, contactId }: { readonly id: string; readonly contactId: string },
  changes: readonly ConsentChange[],
  reader: ConsentReader,
): Promise<ConsentPreview> {
  const [circle, consents, scenarios] = await Promise.all([
    contactsOfPatient(pool, id),
    consentsOfPatient(pool, id),
    scenariosOfPatient(pool, id),
  ]);
  const contact = circle.find((one) => one.id === contactId);
  if (!contact) throw new HttpProblem(404, 'There is no such contact.');
  const held = consents.filter((one) => one.contactId === contactId && isInForce(one, clock.now())).map(({ purpose }) => purpose);
  const ladders = scenarios.flatMap((scenario) => {
    const plan = planOf(scenario, templates);
    return plan ? [{ plan, ...describeAgreement(scenario, templates) }] : [];
  });
  const news = changes.filter(({ purpose, allowed }) => held.includes(purpose) !== allowed);
  return consequenceOf(contact, news, { ladders, circle }, reader);
}
