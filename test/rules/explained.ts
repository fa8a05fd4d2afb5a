import type { ScenarioStepContext } from '../../rules/model/scenario.ts';
import type { AnyTemplate } from '../../rules/scenarios/registry.ts';

/**
 * The template, held to what `explain` promises wherever it is driven: all conditions are met when it raises; while no alert is open,
 * and one millisecond before each input, at least one is not. `isOpen`: an alert that it raised has neither cleared nor been closed.
 */
export function explained(template: AnyTemplate, isOpen: (state: never) => boolean): AnyTemplate {
  const explain = template.explain!;
  const open = (state: unknown) => isOpen(state as never);
  const hold = (promise: boolean, broken: string, state: unknown, context: ScenarioStepContext<unknown>, at: number) => {
    if (!promise) throw new Error(`${template.id}: ${broken}: ${JSON.stringify({ conditions: explain(state, context, at), state, at })}`);
  };
  const allMet = (state: unknown, context: ScenarioStepContext<unknown>, at: number) =>
    explain(state, context, at).every(({ met }) => met === true);
  return {
    ...template,
    step(before, input, context) {
      const justBeforeAt = (input.type === 'deadline' ? Math.min(input.at, input.dueAt) : input.at) - 1;
      if (input.type !== 'context' && !open(before))
        hold(!allMet(before, context, justBeforeAt), 'all was met before it raised', before, context, justBeforeAt);
      const stepped = template.step(before, input, context);
      const raised = stepped.effects.some(({ type }) => type === 'raise-alert');
      if (raised) hold(allMet(stepped.state, context, input.at), 'it raised, and not all is met', stepped.state, context, input.at);
      else if (!open(stepped.state))
        hold(!allMet(stepped.state, context, input.at), 'all is met, and it did not raise', stepped.state, context, input.at);
      return stepped;
    },
  };
}
