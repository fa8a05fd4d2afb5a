import { forEveryone } from '../../rules/model/agreement.ts';
import { addScenario, changeScenario } from './scenario-versions.ts';
import type { NewAgreement } from './scenarios.ts';
import type { Write } from './write.ts';

/**
 * What is agreed with somebody who is being enrolled; `agreements` holds what everybody has. A draft of a kind that everybody has
 * becomes the next version of that, so that no kind is in force twice once it is approved. Returns ids at the same positions.
 */
export async function addAgreed(
  tx: Write,
  patientId: string,
  agreements: readonly NewAgreement[],
  ownIds: readonly (string | undefined)[] = [],
): Promise<string[]> {
  const isVersion = ({ template, status }: NewAgreement) => status === 'draft' && forEveryone.includes(template);
  const ids: string[] = [];
  const standing = new Map<string, string>();
  for (const [n, agreement] of agreements.entries()) {
    if (isVersion(agreement)) continue;
    ids[n] = (await addScenario(tx, patientId, agreement, ownIds[n])).id;
    standing.set(agreement.template, ids[n]);
  }
  for (const [n, agreement] of agreements.entries())
    if (isVersion(agreement)) ids[n] = (await changeScenario(tx, patientId, standing.get(agreement.template)!, agreement)).id;
  return ids;
}
