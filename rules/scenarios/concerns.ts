import type { ScenarioEffect } from '../model/scenario.ts';
import type { Instant } from '../model/time.ts';

/** The state of an agreement about several things, all of which join one alert. */
export interface Concerned<C extends string> {
  /** What the open alert is about. */
  readonly open: readonly C[];
}

const none: readonly ScenarioEffect[] = [];

/** `open` with one more thing that the alert is about. */
export function opened<C extends string>(open: readonly C[], concern: C): readonly C[] {
  return open.includes(concern) ? open : [...open, concern];
}

/** One thing is over: told to the open alert. With the last of what it is about, the condition is over. */
export function ended<S extends Concerned<string>>(
  state: S,
  concern: S['open'][number],
  text: string,
  at: Instant,
): { readonly state: S; readonly effects: readonly ScenarioEffect[] } {
  if (!state.open.includes(concern)) return { state, effects: none };
  const open = state.open.filter((one) => one !== concern);
  const effect: ScenarioEffect =
    open.length === 0 ? { type: 'clear-condition', reason: text } : { type: 'add-evidence', evidence: { text, at }, worse: false };
  return { state: { ...state, open }, effects: [effect] };
}
