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
/** What an agreement was made with; most people share it with many others. */
interface Made {
  readonly template: string;
  readonly approvedBy: string;
  readonly severity: Severity | null;
  readonly params: RawParams;
  readonly plan: EscalationPlan | null;
}

/** The agreements of a page of patients, column by column. */
interface Columns {
  readonly patientIds: readonly string[];
  readonly ids: readonly string[];
  readonly versions: readonly number[];
  /** `Made`, its parts between U+001F, which JSON escapes: template, approvedBy (JSON), severity, params (JSON), plan (JSON, if any). */
  readonly made: readonly string[];
  readonly activeFrom: readonly Instant[];
  readonly pausedUntil: readonly (Instant | null)[];
}

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
): Promise<(patients: readonly { readonly id: string; readonly localityId: string | null }[]) => Promise<Map<string, ScenarioContext[]>>> {
  const layersOf = await localityLayers(pool, null);
  const texts = new Once<string>();
  const values = new Once<unknown>();
  const made = new Once<Made>();
  const known = new Map<readonly Layer[], Map<Made, Terms>>();
  const parsed = <T>(json: string): T => values.of(json, () => JSON.parse(json) as unknown) as T;

  const termsOf = (own: Made, localityId: string | null): Terms => {
    const around = layersOf(localityId, own.template);
    const here = known.get(around) ?? new Map<Made, Terms>();
    known.set(around, here);
    const before = here.get(own);
    if (before) return before;
    const agreed = around.length === 0 ? { ...own, sources: {} } : mergeLayers([...around, { source: '', ...own }]);
    const made = terms(agreed, defaultsOf(own.template, agreed.params));
    here.set(own, made);
    return made;
  };

  const defaultsOf = (template: string, params: RawParams): ReturnType<TemplateDefaults> => {
    try {
      return templateDefaults(template, params);
    } catch {
      return unreadable;
    }
  };

  const madeOf = (parts: string): Made =>
    made.of(parts, () => {
      const [template, approvedBy, severity, params, plan] = parts.split('\u001f') as [string, string, Severity | '', string, string?];
      return {
        template: texts.of(template, () => template),
        approvedBy: parsed(approvedBy),
        severity: severity === '' ? null : severity,
        params: parsed(params),
        plan: plan === undefined ? null : parsed(plan),
      };
    });

  return async (patients) => {
    const contexts = new Map<string, ScenarioContext[]>(patients.map(({ id }) => [id, []]));
    const localities = new Map(patients.map(({ id, localityId }) => [id, localityId]));
    const { patientIds, ids, versions, made, activeFrom, pausedUntil } = await columnsOf(pool, [...localities.keys()]);
    for (let i = 0; i < ids.length; i++) {
      const own = madeOf(made[i]!);
      const pausedUntilAt = pausedUntil[i]!;
      contexts.get(patientIds[i]!)!.push({
        id: ids[i]!,
        version: versions[i]!,
        template: own.template,
        ...termsOf(own, localities.get(patientIds[i]!)!),
        approvedBy: own.approvedBy,
        activeFromAt: activeFrom[i]!,
        ...(pausedUntilAt !== null && { pausedUntilAt }),
      });
    }
    // Here and not in the query, which is quicker without: ids are plain ASCII, and a patient has few.
    for (const own of contexts.values()) own.sort((a, b) => (a.id < b.id ? -1 : 1));
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

/** One row that holds each column whole: 400,000 rows of ten columns cost the driver longer than everything else at a start. */
async function columnsOf(pool: pg.Pool, patientIds: readonly string[]): Promise<Columns> {
  const { rows } = await pool.query<(string | null)[]>({
    text: `select json_agg(patient_id)::text, json_agg(id)::text, json_agg(version)::text,
                  string_agg(concat_ws(e'\\x1f', template, to_json(approved_by), coalesce(severity, ''), params, plan), e'\\x1e'),
                  json_agg((date_part('epoch', active_from) * 1000)::bigint)::text, json_agg((date_part('epoch', paused_until) * 1000)::bigint)::text
             from scenario where patient_id = any($1) and status = 'active'`,
    values: [patientIds],
    rowMode: 'array',
  });
  const [patients, ids, versions, made, activeFrom, pausedUntil] = rows[0]!;
  const list = <T>(json: string | null | undefined): T[] => (json ? (JSON.parse(json) as T[]) : []);
  return {
    patientIds: list(patients),
    ids: list(ids),
    versions: list(versions),
    made: made?.split('\u001e') ?? [],
    activeFrom: list(activeFrom),
    pausedUntil: list(pausedUntil),
  };
}
