import { z } from 'zod';
import type { EscalationPlan, Severity } from '../model/alert.ts';
import type { RawParams } from '../model/layers.ts';
import type { ScenarioTemplate } from '../model/scenario.ts';
import { bedLeft } from './bed-left.ts';
import { bedNotEntered } from './bed-not-entered.ts';
import { bedNotLeft } from './bed-not-left.ts';
import { bloodPressure } from './blood-pressure.ts';
import { checkIn } from './check-in.ts';
import { coldHome } from './cold-home.ts';
import { completed } from './core-pack.ts';
import { dischargeWatch } from './discharge-watch.ts';
import { dispenser } from './dispenser.ts';
import { door } from './door.ts';
import { exercises } from './exercises.ts';
import { fall } from './fall.ts';
import { fluids } from './fluids.ts';
import { fridge } from './fridge.ts';
import { glucose } from './glucose.ts';
import { homeHazard } from './home-hazard.ts';
import { homeIv } from './home-iv.ts';
import { inactivity } from './inactivity.ts';
import { infectionSigns } from './infection-signs.ts';
import { isolation } from './isolation.ts';
import { missedVisit } from './missed-visit.ts';
import { news2 } from './news2.ts';
import { nightBathroom } from './night-bathroom.ts';
import { noMealSigns } from './no-meal-signs.ts';
import { noPlan } from './no-plan.ts';
import { noReturn } from './no-return.ts';
import { personalGoal } from './personal-goal.ts';
import { pills } from './pills.ts';
import { readingExpected } from './reading-expected.ts';
import { repeatedCalls } from './repeated-calls.ts';
import { silentDevice } from './silent-device.ts';
import { softDecline } from './soft-decline.ts';
import { sos } from './sos.ts';
import { stepsGoal } from './steps-goal.ts';
import { trend } from './trend.ts';
import { unknownCaller } from './unknown-caller.ts';
import { vitalLimit } from './vital-limit.ts';
import { weightGain } from './weight-gain.ts';

/** A template whose parameters and state are its own business: what `parseParams` returned and what `step` returned go back in. */
export type AnyTemplate = ScenarioTemplate<unknown, unknown>;

/**
 * Forgets the types of parameters and state. Sound as long as `step`, `describe` and the defaults get parameters from `parseParams` of the
 * same template, and `step` a state of the same template.
 */
function erased<P, S>(template: ScenarioTemplate<P, S>): AnyTemplate {
  return template as unknown as AnyTemplate;
}

/** Every kind of agreement that can be made, by id. */
export const templates: ReadonlyMap<string, AnyTemplate> = new Map(
  [
    erased(fridge),
    erased(noMealSigns),
    erased(inactivity),
    erased(bedNotLeft),
    erased(bedNotEntered),
    erased(bedLeft),
    erased(nightBathroom),
    erased(noReturn),
    erased(missedVisit),
    erased(isolation),
    erased(softDecline),
    erased(pills),
    erased(door),
    erased(sos),
    erased(bloodPressure),
    erased(trend),
    erased(checkIn),
    erased(glucose),
    erased(news2),
    erased(weightGain),
    erased(vitalLimit),
    erased(silentDevice),
    erased(exercises),
    erased(personalGoal),
    erased(stepsGoal),
    erased(dischargeWatch),
    erased(readingExpected),
    erased(fall),
    erased(noPlan),
    erased(repeatedCalls),
    erased(homeHazard),
    erased(coldHome),
    erased(dispenser),
    erased(homeIv),
    erased(infectionSigns),
    erased(fluids),
    erased(unknownCaller),
  ].map((template) => [template.id, template]),
);

const cacheLimit = 10_000;
const parsedByObject = new WeakMap<object, { readonly template: AnyTemplate; readonly params: unknown }>();
const parsedByText = new Map<string, unknown>();

/**
 * Parameters as the template reads them, defaults filled in and durations in milliseconds. Equal input gives the same object, so that
 * everybody with the same agreement shares it. Throws ZodError, whose issues name the parameter and what is wrong with it.
 */
export function parseParams(template: AnyTemplate, raw: RawParams): unknown {
  const known = parsedByObject.get(raw);
  if (known?.template === template) return known.params;
  const text = `${template.id} ${JSON.stringify(raw)}`;
  const params = parsedByText.get(text) ?? template.params.parse(raw);
  if (parsedByText.size >= cacheLimit) parsedByText.clear();
  parsedByText.set(text, params);
  parsedByObject.set(raw, { template, params });
  return params;
}

/** What is wrong with parameters, one line a fault; null when nothing is. */
export function paramsProblem(template: AnyTemplate, raw: unknown): string | null {
  const result = template.params.safeParse(raw);
  return result.success ? null : z.prettifyError(result.error);
}

/**
 * What a template gives to an agreement: its plan and severity where the agreement leaves them out, and its parameters with the parts
 * filled in that were left out of an object. Throws for an unknown template and ZodError for wrong parameters.
 */
export function templateDefaults(
  id: string,
  raw: RawParams,
): { readonly plan: EscalationPlan; readonly severity: Severity; readonly params?: RawParams } {
  const template = templates.get(id);
  if (!template) throw new Error(`there is no scenario template "${id}"; there are ${[...templates.keys()].join(', ')}`);
  const whole = completed(template, raw);
  const params = parseParams(template, whole);
  return { plan: template.defaultPlan(params), severity: template.defaultSeverity(params), params: whole };
}
