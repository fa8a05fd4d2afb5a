import type { Condition, ScenarioStepContext } from '../model/scenario.ts';
import type { Instant } from '../model/time.ts';
import { atHome } from './at-home.ts';
import type { HomeIvParams } from './home-iv-params.ts';
import { dueTimes, type HomeIvState, isOver } from './home-iv-state.ts';
import { clockTime, dayAndMonth } from './words.ts';

/** What the agreement about infusions at home looks at, as it stands at `at`. */
export function explained(state: HomeIvState, context: ScenarioStepContext<HomeIvParams>, at: Instant): Condition[] {
  const { patient, params } = context;
  const say = (instant: Instant) => clockTime(patient.zone, instant, at);
  const known = (what: string, when: Instant | null) => (when === null ? `No ${what} is known.` : `Last ${what} at ${say(when)}.`);
  const { infusionAt, visitAt, resumeAt, runsAt } = dueTimes(state, context);
  const looks = [infusionAt, visitAt, resumeAt, runsAt].filter((time) => time !== null);
  const fever = state.feverAt === null ? 'No fever is known.' : `Fever of ${state.feverCel} °C at ${say(state.feverAt)}.`;
  const runs = state.resumedAt === null ? '' : ` Runs again since ${say(state.resumedAt)}.`;
  const still = state.interruptedAt === null ? runs : ` Interrupted at ${say(state.interruptedAt)}.`;
  const next = looks.length === 0 ? '' : ` Looked at again at ${say(Math.min(...looks))}.`;
  const running = state.open.length > 0 || !isOver(patient.zone, at, params);
  return [
    {
      text: 'An infusion was not started in time or stands still, there is a fever, or the nurse did not come.',
      met: state.open.length > 0,
      found: `${known('start', state.startedAt)}${still} ${fever} ${known('visit', state.visitedAt)}${next}`,
    },
    {
      text: 'The course is running.',
      met: running,
      found: params.until === null ? 'No last day is agreed.' : `Its last day is ${dayAndMonth(params.until)}.`,
    },
    atHome(patient, at),
  ];
}
