import type { AlertState, Direction, Evidence, Severity } from '../model/alert.ts';
import type { PatientContext, ScenarioContext } from '../model/patient.ts';
import type { Condition } from '../model/scenario.ts';
import type { Instant } from '../model/time.ts';

/** A new episode. The plan is frozen into it here; the people are looked up when a step fires (design §5). */
export function newAlert(
  patient: PatientContext,
  scenario: ScenarioContext,
  episode: number,
  raised: {
    readonly reason: string;
    readonly evidence: readonly Evidence[];
    readonly severity?: Severity;
    readonly direction?: Direction;
  },
  at: Instant,
  conditions: readonly Condition[] = [],
): AlertState {
  return {
    id: `${scenario.id}.${episode}`,
    patientId: patient.patientId,
    scenarioId: scenario.id,
    scenarioVersion: scenario.version,
    template: scenario.template,
    approvedBy: scenario.approvedBy,
    severity: raised.severity ?? scenario.severity,
    status: 'open',
    reason: raised.reason,
    evidence: raised.evidence,
    conditions,
    openedAt: at,
    clearedAt: null,
    closedAt: null,
    outcome: null,
    plan: scenario.plan,
    step: -1,
    generation: 1,
    stepDueAt: at,
    reviewDueAt: null,
    owner: null,
    beforeAck: null,
    attempts: [],
    ...(raised.direction && { direction: raised.direction }),
    entries: 0,
    version: 0,
  };
}
