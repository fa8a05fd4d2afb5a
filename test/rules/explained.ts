import type { Condition, ScenarioInput, ScenarioStepContext, Stepped } from '../../rules/model/scenario.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { AnyTemplate } from '../../rules/scenarios/registry.ts';

/**
 * Holds what a template explains to what it does, along one drive: all conditions are met when it raises; while no alert is open, and one
 * millisecond before each input, at least one is not.
 */
export class ExplainHeld {
  readonly #template: AnyTemplate;
  /** An alert that it raised has neither cleared nor been closed. */
  #open = false;
  /** The last input. */
  #at = Number.NEGATIVE_INFINITY;

  constructor(template: AnyTemplate) {
    this.#template = template;
  }

  /** `wakeAt`: when it asked to look again; after an outage that is over. */
  before(state: unknown, wakeAt: Instant | null, input: ScenarioInput, context: ScenarioStepContext<unknown>): void {
    const at = Math.min(input.at, wakeAt ?? input.at) - 1;
    // Before the last input nothing is known of it; and what is agreed anew is judged by what was agreed before.
    if (this.#open || at < this.#at || input.type === 'context') return;
    const conditions = this.#explain(state, context, at);
    if (conditions.every(({ met }) => met === true)) this.#fail('all was met before it raised', conditions, state, at);
  }

  after(input: ScenarioInput, { state, effects, wakeAt }: Stepped<unknown>, context: ScenarioStepContext<unknown>): void {
    this.#at = input.at;
    if (input.type === 'alert-closed') this.#open = false;
    for (const { type } of effects) if (type === 'raise-alert' || type === 'clear-condition') this.#open = type === 'raise-alert';
    const conditions = this.#explain(state, context, input.at);
    const allMet = conditions.every(({ met }) => met === true);
    const raised = effects.some(({ type }) => type === 'raise-alert');
    if (raised && this.#open && !allMet) this.#fail('it raised, and not all is met', conditions, state, input.at);
    // What is due at this very instant raises in a moment.
    const isDue = wakeAt !== null && wakeAt <= input.at;
    if (!this.#open && !isDue && allMet) this.#fail('all is met, and it did not raise', conditions, state, input.at);
  }

  #explain(state: unknown, context: ScenarioStepContext<unknown>, at: Instant): readonly Condition[] {
    const conditions = this.#template.explain(state, context, at);
    if (conditions.length === 0) throw new Error(`${this.#template.id} explains nothing`);
    return conditions;
  }

  #fail(broken: string, conditions: readonly Condition[], state: unknown, at: Instant): never {
    throw new Error(`${this.#template.id}: ${broken}: ${JSON.stringify({ conditions, state, at })}`);
  }
}

/** `met: found`, a line for each condition. */
export function said(conditions: readonly Condition[]): string[] {
  return conditions.map(({ met, found }) => `${met === null ? 'unknown' : met ? 'met' : 'not met'}: ${found}`);
}
