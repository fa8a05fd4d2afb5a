import { isCurrent } from '../../rules/alerts/lifecycle.ts';
import { judgedAt, type Sequence } from '../../rules/engine/sequence.ts';
import type { World } from '../../rules/engine/world.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import type { Observation } from '../../rules/model/observation.ts';
import type { Clock } from '../clock.ts';
import { isAmong, type Newness } from './duplicates.ts';
import type { PipelineMetrics } from './metrics.ts';
import type { LaneItem, Work } from './work.ts';

export interface LaneJudgeDependencies {
  readonly world: World;
  readonly sequence: Sequence;
  readonly clock: Pick<Clock, 'now'>;
  readonly metrics: Pick<PipelineMetrics, 'duplicates'>;
  readonly newness: Newness;
}

/** Judges items one after the other into a piece of work: the part of a lane that waits for nothing. */
export class LaneJudge {
  readonly #d: LaneJudgeDependencies;

  constructor(dependencies: LaneJudgeDependencies) {
    this.#d = dependencies;
  }

  /** `known`: indexes of the arrival's readings that are stored already. The item's answer is left in the work. */
  judge(work: Work, item: LaneItem, known: ReadonlySet<number> | undefined): void {
    work.items.push(item);
    if (item.kind === 'arrival') this.#arrival(work, item, known);
    else if (item.kind === 'input') this.#input(work, item);
    else work.answers.push(() => item.done(null));
  }

  #arrival(work: Work, { arrival, done }: Extract<LaneItem, { kind: 'arrival' }>, known: ReadonlySet<number> | undefined): void {
    const { world, clock, sequence, newness, metrics } = this.#d;
    const { source, homeId, patientId, observations, timeless } = arrival;
    observations.forEach((observation: Observation, index) => {
      const byId = timeless.includes(index);
      const suspect = byId || !newness.isNewest(observation);
      // One after the other: a message may say the same thing twice.
      newness.heard(source, [observation]);
      if (homeId === null || known?.has(index) || (suspect && isAmong(work.readings, source, observation, byId))) {
        metrics.duplicates.inc();
        return;
      }
      const seq = sequence.next(clock.now());
      const at = judgedAt(seq);
      work.readings.push({ observation, patientId, homeId, seq, timeless: byId });
      for (const id of world.concerned(homeId, patientId)) world.judge(work.batch, seq, id, { type: 'observation', at, observation });
    });
    work.answers.push(() => done(null));
  }

  #input(work: Work, { patientId, input, version, done }: Extract<LaneItem, { kind: 'input' }>): void {
    const { world, clock, sequence } = this.#d;
    const alert = input.type === 'command' ? this.#openAlert(patientId, input.alertId) : null;
    if (version !== null && alert !== null && !isCurrent(alert, version)) {
      work.answers.push(() => done({ refused: null, conflict: true, alert, error: null }));
      return;
    }
    const seq = sequence.next(clock.now());
    const decision = world.judge(work.batch, seq, patientId, { ...input, at: judgedAt(seq) });
    const saved = decision?.effects.findLast((effect) => effect.type === 'save-alert');
    const refused = decision?.refused ?? null;
    work.answers.push(() => done({ refused, conflict: false, alert: saved?.alert ?? alert, error: null }));
  }

  #openAlert(patientId: string, alertId: string): AlertState | null {
    return this.#d.world.patient(patientId)?.alerts.find((one) => one.id === alertId) ?? null;
  }
}
