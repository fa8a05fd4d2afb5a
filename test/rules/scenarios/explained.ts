import type { Condition, ScenarioInput, ScenarioStepContext } from '../../../rules/model/scenario.ts';
import type { AnyTemplate } from '../../../rules/scenarios/registry.ts';
import { type Drive, drive, instant } from '../drive.ts';

interface Explained {
  readonly lines: string[];
  /** What `explain` says at the end of the drive. */
  readonly conditions: readonly Condition[];
}

/**
 * A drive that also holds `explain` to `step`, after each input, and one millisecond before each deadline (which `drive` tries as well): every
 * condition is met when an alert is raised, and one at least is not while none is open.
 */
export function driveExplained(template: AnyTemplate, given: Drive): Explained {
  const { explain } = template;
  if (!explain) throw new Error(`${template.id} explains nothing`);
  const open = new WeakMap<object, boolean>([[template.initial as object, false]]);
  let last: { readonly state: unknown; readonly context: ScenarioStepContext<unknown> } | null = null;
  const held: AnyTemplate = {
    ...template,
    step(state, input, context) {
      const stepped = template.step(state, input, context);
      const wasOpen = open.get(state as object);
      // A copy that `drive` has made to see whether it behaves the same.
      if (wasOpen === undefined) return stepped;
      const raised = stepped.effects.some((effect) => effect.type === 'raise-alert');
      const isOpen = raised || (wasOpen && !ends(input, stepped.effects));
      open.set(stepped.state as object, isOpen);
      last = { state: stepped.state, context };
      const conditions = explain(stepped.state, context, input.at);
      const agrees = raised ? conditions.every((one) => one.met === true) : isOpen || conditions.some((one) => one.met !== true);
      if (!agrees || conditions.length === 0)
        throw new Error(`${template.id} ${raised ? 'raised' : 'did not raise'}, and explains it with ${JSON.stringify(conditions)}`);
      return stepped;
    },
  };
  const lines = drive(held, given);
  const { zone = 'Europe/London', day = '2026-03-02', until = '23:59' } = given;
  const { state, context } = last!;
  return { lines, conditions: explain(state, context, instant(until, zone, day)) };
}

function ends(input: ScenarioInput, effects: readonly { readonly type: string }[]): boolean {
  return input.type === 'alert-closed' || effects.some((effect) => effect.type === 'clear-condition');
}

/** `met: found`, a line for each condition. */
export function said(conditions: readonly Condition[]): string[] {
  return conditions.map(({ met, found }) => `${met === null ? 'unknown' : met ? 'met' : 'not met'}: ${found}`);
}
