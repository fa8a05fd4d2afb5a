import type { CarePlanDraftInput, CarePlanSections, CarePlanVersion } from '../../../gateway/contract/care-plan.ts';
import type { ApiProblem } from '../../shared/api/problem.ts';

/** What stands in the form: the draft, else what is in force, else an empty plan in which nothing is recorded. */
export function draftFrom(active: CarePlanVersion | null, draft: CarePlanVersion | null): CarePlanDraftInput {
  const from = draft ?? active;
  return {
    sections: from?.sections ?? nothingRecorded,
    // What was agreed of the version before is not agreed of the next.
    agreed: draft?.agreed ?? null,
    reviewOn: draft?.reviewOn ?? null,
    revision: draft?.revision ?? 0,
  };
}

const nothingRecorded: CarePlanSections = {
  mattersToMe: '',
  normalForMe: '',
  okToStay: '',
  wishes: { cpr: 'not-recorded', hospital: 'not-recorded', hospitalOnlyIf: '', documents: [], words: '' },
  risks: '',
  keyAccess: { note: '', holders: [] },
  actions: [],
  shareWith: { contacts: ['normalForMe'], agency: ['mattersToMe', 'normalForMe', 'okToStay', 'risks', 'keyAccess', 'actions'] },
};

/** What the gateway found wrong at or below a path such as `sections.wishes`; undefined: nothing. */
export function wrongAt(problem: ApiProblem | null, path: string): string | undefined {
  return problem?.errors.find((error) => error.path === path || error.path.startsWith(`${path}.`))?.message;
}

/** The list with `part` in or out of it. */
export function withOrWithout<Part>(list: readonly Part[], part: Part, wanted: boolean): Part[] {
  const others = list.filter((one) => one !== part);
  return wanted ? [...others, part] : others;
}

/** The list with the one at `index` changed. */
export function replaced<Part>(list: readonly Part[], index: number, changes: Partial<Part>): Part[] {
  return list.map((one, i) => (i === index ? { ...one, ...changes } : one));
}
