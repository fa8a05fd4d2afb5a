import { forEveryone } from '../../rules/model/agreement.ts';
import type { Layer } from '../../rules/model/layers.ts';
import { answered, type Pack } from '../../rules/packs/pack.ts';
import { type Templates, toAgreement } from '../agreements.ts';
import type { PatientImportReport } from '../contract/patient-imports.ts';
import { scenarioInput } from '../contract/people.ts';
import type { NewAgreement } from '../store/scenarios.ts';

export interface PackDrafts {
  readonly agreements: readonly NewAgreement[];
  /** What needs an answer for each person. */
  readonly leftOut: PatientImportReport['leftOut'];
}

/**
 * The agreements of packs as drafts, a kind once, upon what the places around say. Left out: what asks something of each person, and what
 * everybody has anyway.
 */
export function packDrafts(chosen: readonly Pack[], templates: Templates, around: (template: string) => readonly Layer[]): PackDrafts {
  const agreements = new Map<string, NewAgreement>();
  const leftOut: PackDrafts['leftOut'] = [];
  for (const pack of chosen)
    for (const agreement of pack.agreements) {
      const { template, asks = [], plan = null, severity = null } = agreement;
      if (agreements.has(template)) continue;
      if (forEveryone.includes(template) && !agreement.params && !plan && !severity) continue;
      if (asks.length > 0) {
        for (const { question } of asks)
          leftOut.push({ pack: pack.title, agreement: templates.get(template)?.title ?? template, question });
        continue;
      }
      const input = scenarioInput.parse({ template, params: answered(agreement, {}), severity, status: 'draft' });
      agreements.set(template, { ...toAgreement(input, templates, around(template)), plan });
    }
  return { agreements: [...agreements.values()], leftOut };
}
