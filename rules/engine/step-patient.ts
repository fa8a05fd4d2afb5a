import type { Effect } from '../model/effect.ts';
import type { PatientInput } from '../model/input.ts';
import type { PatientEnvironment } from './environment.ts';
import type { Heard } from './last-heard.ts';
import { PatientDraft } from './patient-draft.ts';
import type { PatientState } from './patient-state.ts';

export interface PatientStepped {
  readonly state: PatientState;
  readonly effects: readonly Effect[];
  /** Why a command was not carried out; null otherwise. Nothing has changed then. */
  readonly refused: string | null;
}

function apply(draft: PatientDraft, input: PatientInput): string | null {
  switch (input.type) {
    case 'observation':
      draft.observation(input.observation, input.at);
      return null;
    case 'deadline':
      draft.deadline(input);
      return null;
    case 'context':
      draft.newContext(input.context, input.at);
      return null;
    case 'notification-fate': {
      const alert = draft.alerts.find((one) => one.id === input.alertId);
      if (alert) draft.toAlert(alert, { ...input, type: 'fate' });
      return null;
    }
    case 'command': {
      const alert = draft.alerts.find((one) => one.id === input.alertId);
      if (!alert) return 'This alert is closed.';
      return draft.command(alert, input.command, input.at);
    }
  }
}

/** One input on one patient: every scenario it concerns, every alert that follows. Pure. */
export function stepPatient(state: PatientState, input: PatientInput, environment: PatientEnvironment, heard: Heard[]): PatientStepped {
  const draft = new PatientDraft(state, environment, heard);
  const refused = apply(draft, input);
  return { state: draft.after(), effects: draft.effects, refused };
}
