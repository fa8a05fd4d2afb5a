import type { EscalationStep, Level } from '../model/alert.ts';

/** One step of a default plan; at `family`, everybody who may be told. */
export function rung(level: Level, waitMs: number, message: string): EscalationStep {
  return { level, waitMs, contactOrder: null, message };
}
