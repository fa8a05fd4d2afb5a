import type pg from 'pg';
import type { EscalationPlan, Severity } from '../../rules/model/alert.ts';
import { type Layer, mergeLayers, type RawParams } from '../../rules/model/layers.ts';
import type { ScenarioContext } from '../../rules/model/patient.ts';
import type { Instant } from '../../rules/model/time.ts';
import { localityLayers } from './locality-layers.ts';

/**
 * What a template gives to an agreement: its plan and severity where the agreement leaves them out, and `params` with the parts filled
 * in that were left out of an object; left out: as they are. Throws for what it cannot read. The store does not know the templates.
 */
export type TemplateDefaults = (
  template: string,
  params: RawParams,
) => { readonly plan: EscalationPlan; readonly severity: Severity; readonly params?: RawParams };

type Terms = Pick<ScenarioContext, 'params' | 'plan' | 'severity' | 'sources'>;
type Row = readonly [
  patientId: string,
  id: string,
  version: number,
  template: string,
  params: string,
  plan: string | null,
  severity: Severity | null,
  approvedBy: string,
  activeFromAt: Instant,
  pausedUntilAt: Instant | null,
  localityId: string | null,
];

/** For an agreement that cannot be read any more. It is not judged but reported, and must not keep the others from being loaded. */
const unreadable: { readonly plan: EscalationPlan; readonly severity: Severity } = {
  plan: { steps: [], familyHolds: false, okClears: true },
  severity: 'high',
};

/** Equal content is one object, so that memory grows with what differs and not with the number of people. */
class Once<V> {
  readonly #known = new Map<string, V>();

  of(key: string, make: () => V): V {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#known.set(key, made);
    return made;
  }
}

/**
 * Reads the agreements in force of a page of patients: the layers of the places around each home, and the patient's own upon them,
 * with who set what a place has set. In the order of their ids.
 */
export async function scenarioContexts(
  pool: pg.Pool,
  templateDefaults: TemplateDefaults,
): Promise<(patientIds: readonly unknown[]) => Promise<Map<string, ScenarioContext[]>>> {
  const layersOf = await localityLayers(pool, null);
  const texts = new Once<string>();
  const values = new Once<unknown>();
  const known = new Once<Terms>();
  const ids = new Map<readonly Layer[], number>();
  const parsed = <T>(json: string): T => values.of(json, () => JSON.parse(json) as unknown) as T;

  const termsOf = ([, , , template, params, plan, severity, , , , localityId]: Row): Terms => {
    const around = layersOf(localityId, template);
    if (!ids.has(around)) ids.set(around, ids.size);
    return known.of(`${template}\n${ids.get(around)}\n${params}\n${plan}\n${severity}`, () => {
      const own = { source: '', params: parsed<RawParams>(params), plan: plan === null ? null : parsed<EscalationPlan>(plan), severity };
      const agreed = around.length === 0 ? { ...own, sources: {} } : mergeLayers([...around, own]);
      return terms(agreed, defaultsOf(template, agreed.params));
    });
  };

  const defaultsOf = (template: string, params: RawParams): ReturnType<TemplateDefaults> => {
    try {
      return templateDefaults(template, params);
    } catch {
      return unreadable;
    }
  };

  return async (patientIds) => {
    const contexts = new Map<string, ScenarioContext[]>();
    for (const row of await rowsOf(pool, patientIds)) {
      const [patientId, id, version, template, , , , approvedBy, activeFromAt, pausedUntilAt] = row;
      const scenario: ScenarioContext = {
        id,
        version,
        template: texts.of(template, () => template),
        ...termsOf(row),
        approvedBy: texts.of(approvedBy, () => approvedBy),
        activeFromAt,
        ...(pausedUntilAt !== null && { pausedUntilAt }),
      };
      const own = contexts.get(patientId);
      if (own) own.push(scenario);
      else contexts.set(patientId, [scenario]);
    }
    return contexts;
  };
}

/** `sources` only names what a place has set: the rest is of the version and its approver. */
function terms(agreed: ReturnType<typeof mergeLayers>, defaults: ReturnType<TemplateDefaults>): Terms {
  const sources = Object.entries(agreed.sources).filter(([, source]) => source !== '');
  return {
    params: defaults.params ?? agreed.params,
    plan: agreed.plan ?? defaults.plan,
    severity: agreed.severity ?? defaults.severity,
    ...(sources.length > 0 && { sources: Object.fromEntries(sources) }),
  };
}

async function rowsOf(pool: pg.Pool, patientIds: readonly unknown[]): Promise<Row[]> {
  const { rows } = await pool.query<unknown[]>({
    text: `select s.patient_id, s.id, s.version, s.template, s.params::text, s.plan::text, s.severity, s.approved_by, s.active_from,
                  s.paused_until, h.locality_id
             from scenario s join patient p on p.id = s.patient_id join home h on h.id = p.home_id
            where s.patient_id = any($1) and s.status = 'active' order by s.id`,
    values: [patientIds],
    rowMode: 'array',
  });
  return rows as unknown as Row[];
}
