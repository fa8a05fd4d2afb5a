import type { Pack } from '../../rules/packs/pack.ts';
import { packs } from '../../rules/packs/registry.ts';
import { agreementFor, type Templates } from '../agreements.ts';
import { scenarioInput } from '../contract/people.ts';
import type { Pathway, StayOffers } from '../contract/ward.ts';
import { Refusal } from '../store/refusal.ts';
import { addScenario } from '../store/scenario-versions.ts';
import type { Write } from '../store/write.ts';

/** Which pack of agreements belongs to a pathway. */
const packOf: Readonly<Record<Pathway, string>> = {
  'heart-failure': 'heart-failure',
  copd: 'copd',
  frailty: 'virtual-ward',
  discharge: 'discharge-home',
};

function packFor(pathway: Pathway): Pack {
  const pack = packs.get(packOf[pathway]);
  if (!pack) throw new Error(`there is no pack for ${pathway}`);
  return pack;
}

/** What is there of a person's agreements, by template: in force, or not yet. */
export type Agreed = ReadonlyMap<string, 'agreed' | 'draft'>;

/** The agreements of the pathway's pack, each with what there is of it already. A template that a pack names twice is offered once. */
export function offersFor(pathway: Pathway, agreed: Agreed, templates: Templates): StayOffers {
  const pack = packFor(pathway);
  const once = new Map(pack.agreements.map((one) => [one.template, one]));
  return {
    pack: pack.id,
    title: pack.title,
    agreements: [...once.values()].map(({ template, asks = [] }) => ({
      template,
      title: templates.get(template)?.title ?? template,
      asks: asks.map(({ question }) => question),
      state: agreed.get(template) ?? 'open',
    })),
  };
}

/** Makes drafts of all agreements of the pack with these templates; a draft watches nothing until a clinician has approved it. */
export async function draftOffers(
  tx: Write,
  { patientId, pathway }: { readonly patientId: string; readonly pathway: Pathway },
  wanted: readonly string[],
  agreed: Agreed,
  templates: Templates,
): Promise<void> {
  const { agreements } = packFor(pathway);
  for (const template of wanted) {
    const found = agreements.filter((one) => one.template === template);
    if (found.length === 0) throw new Refusal('invalid', 'templates', `${template} is not offered for this pathway`);
    if (agreed.has(template)) throw new Refusal('conflict', 'templates', `${template} is agreed or drafted already`);
    for (const { plan = null, severity = null, params = {}, asks = [] } of found) {
      // An example in the place of the answer could be approved by mistake.
      if (asks.length > 0) throw new Refusal('invalid', 'templates', `${template} asks something of the person: make it with its own form`);
      const input = scenarioInput.parse({ template, params, severity, status: 'draft' });
      const agreement = await agreementFor(tx, patientId, input, templates);
      await addScenario(tx, patientId, { ...agreement, plan });
    }
  }
}
