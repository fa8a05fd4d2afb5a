import { Document, isMap, isScalar } from 'yaml';
import { minute, second } from '../../rules/model/time.ts';
import { answered, examples, type Pack, type PackAgreement } from '../../rules/packs/pack.ts';

/** ISO 8601 of a wait, in minutes where it is whole minutes. */
function isoWait(ms: number): string {
  return ms % minute === 0 ? `PT${ms / minute}M` : `PT${ms / second}S`;
}

/** An agreement of a pack as a scenario of a file: a draft, with examples where something is asked. */
function draftOf(agreement: PackAgreement) {
  const { template, plan, severity } = agreement;
  const params = answered(agreement, examples(agreement));
  const steps = plan?.steps.map(({ level, waitMs, contactOrder, message }) => ({
    level,
    wait: isoWait(waitMs),
    ...(contactOrder !== null && { contactOrder }),
    message,
  }));
  return {
    template,
    status: 'draft',
    ...(Object.keys(params).length > 0 && { params }),
    ...(plan && { plan: { ...plan, steps } }),
    ...(severity && { severity }),
  };
}

/** Writes each question above the parameter that answers it. */
function ask(scenario: unknown, { asks = [] }: PackAgreement): void {
  const params = isMap(scenario) ? scenario.get('params') : null;
  if (!isMap(params)) return;
  for (const { param, question } of asks) {
    const pair = params.items.find(({ key }) => isScalar(key) && key.value === param);
    if (pair && isScalar(pair.key)) pair.key.commentBefore = ` ${question}`;
  }
}

/** A pack as a scenario file in YAML, to be filled in, checked and approved: its agreements as drafts, its questions as comments. */
export function packFile({ title, sentence, for: whom, source, agreements }: Pack): string {
  const document = new Document(agreements.map(draftOf));
  document.commentBefore = [title, sentence, `For: ${whom}`, `Source: ${source}`].map((line) => ` ${line}`).join('\n');
  for (const [i, agreement] of agreements.entries()) ask(document.get(i), agreement);
  return document.toString({ lineWidth: 0 });
}
