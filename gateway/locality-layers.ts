import type { z } from 'zod';
import { mergeLayers, mergeParams } from '../rules/model/layers.ts';
import { completed, corePack, paramsIssues } from '../rules/scenarios/core-pack.ts';
import { refuseIfAny, type Templates, templateOf, toPlan } from './agreements.ts';
import type { localityLayerInput } from './contract/people.ts';
import { agreementsReached, localityLayers, putLocalityLayer, type ReachedAgreement } from './store/locality-layers.ts';
import type { Refusal } from './store/refusal.ts';
import type { Write } from './store/write.ts';

type Issue = Refusal['issues'][number];

/** Agreements read at a time while a layer is tried on everybody whom it reaches. */
const pageSize = 1_000;
/** A layer that fits nobody is not told for everybody. */
const mostIssues = 20;

export interface LayerChanged {
  readonly template: string;
  readonly version: number;
  /** Agreements in force that the layer now says something about. */
  readonly reached: number;
}

/**
 * A place's layer for one kind of agreement, in force from now on, for everybody who lives there or within it. It is tried on every
 * agreement first: throws Refusal naming the layer's own faults, or the patients and parameters that would no longer be valid.
 */
export async function changeLocalityLayer(
  tx: Write,
  localityId: string,
  input: z.output<typeof localityLayerInput>,
  templates: Templates,
): Promise<LayerChanged> {
  const template = templateOf(input.template, templates);
  const { params, severity, approvedBy } = input;
  const issues: Issue[] = [];
  const plan = input.plan && toPlan(input.plan, issues);
  refuseIfAny(issues);
  const { version } = await putLocalityLayer(tx, { localityId, template: template.id, params, plan, severity, approvedBy });
  const layersOf = await localityLayers(tx.db, null);
  // What has to be given for each patient, such as the doses, may be missing here; what the layer says itself has to be right.
  const whole = completed(template, mergeParams(corePack(template), mergeLayers(layersOf(localityId, template.id)).params));
  const own = paramsIssues(template, whole).filter(({ path }) => path.length === 0 || Object.hasOwn(params, path[0]!));
  refuseIfAny(own.map(({ path, message }) => ({ path: ['params', ...path].join('.'), message })));
  const fits = (agreement: ReachedAgreement): Issue[] => {
    const layers = [...layersOf(agreement.localityId, template.id), { ...agreement, source: '' }];
    return paramsIssues(template, mergeLayers(layers).params).map(({ path, message }) => ({
      path: `patients.${agreement.patientId}.${agreement.id}.${['params', ...path].join('.')}`,
      message: `does not fit the agreement of ${agreement.knownAs}: ${message}`,
    }));
  };
  const reached = await tried(tx, localityId, template.id, fits);
  return { template: template.id, version, reached };
}

/** Tries every agreement, page by page, and marks the patients of those in force as changed. Throws Refusal when one does not fit. */
async function tried(tx: Write, localityId: string, template: string, fits: (agreement: ReachedAgreement) => Issue[]): Promise<number> {
  const issues: Issue[] = [];
  let reached = 0;
  let page: ReachedAgreement[] = [];
  do {
    page = await agreementsReached(tx.db, { localityId, template, after: page.at(-1) ?? null, limit: pageSize });
    for (const agreement of page) {
      issues.push(...fits(agreement));
      if (!agreement.inForce) continue;
      tx.patientChanged(agreement.patientId);
      reached++;
    }
  } while (page.length === pageSize && issues.length < mostIssues);
  refuseIfAny(issues.slice(0, mostIssues));
  return reached;
}
