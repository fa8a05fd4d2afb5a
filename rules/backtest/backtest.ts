import type { Catalogue } from '../engine/patient-state.ts';
import type { LogEntry } from '../engine/replay.ts';
import { World } from '../engine/world.ts';
import type { PatientContext, ScenarioContext } from '../model/patient.ts';
import { day, type Instant } from '../model/time.ts';
import { Collector } from './collector.ts';
import { PeopleAnswering, type SimulatedPeople } from './people.ts';
import type { BacktestReport, ScenarioSummary } from './report.ts';
import { VirtualRun } from './virtual-run.ts';

export interface BacktestTerms {
  readonly patientId: string;
  /** Alerts and prompts from here on count; lines of the log before it settle what is remembered. */
  readonly fromAt: Instant;
  /** Exclusive. */
  readonly toAt: Instant;
  readonly people: SimulatedPeople;
}

/** One backtest under way: lines of the log in, a report out. Deterministic; nothing happens outside it. */
export class Backtest {
  readonly #terms: BacktestTerms;
  readonly #catalogue: Catalogue;
  readonly #run: VirtualRun;
  readonly #collector: Collector;
  readonly #scenarios = new Map<string, ScenarioContext>();
  #context: PatientContext | null = null;

  constructor(catalogue: Catalogue, terms: BacktestTerms) {
    this.#terms = terms;
    this.#catalogue = catalogue;
    const people = new PeopleAnswering(terms.people);
    this.#collector = new Collector(terms.fromAt, !people.recorded);
    this.#run = new VirtualRun(new World(catalogue), people, (decision) => this.#collector.hear(decision));
  }

  /** The world as it stands, for those who ask why. */
  get world(): World {
    return this.#run.world;
  }

  /** The next line of the log, in the order of judgement; what comes at or after the end is left out. */
  take(entry: LogEntry): void {
    if (judgedAt(entry) >= this.#terms.toAt) return;
    if (entry.type === 'input' && entry.input.type === 'context' && entry.patientId === this.#terms.patientId) {
      this.#context = entry.input.context;
      for (const scenario of entry.input.context.scenarios) this.#scenarios.set(scenario.id, scenario);
    }
    this.#run.take(entry);
  }

  /** Lives to the end and says what would have been. `notes`: what the source of the log has to say about it. */
  finish(notes: readonly string[] = []): BacktestReport {
    const { patientId, fromAt, toAt } = this.#terms;
    // What is due at the end belongs to what comes after it.
    this.#run.advanceTo(toAt - 1);
    const alerts = this.#collector.alerts();
    const { prompts } = this.#collector;
    const weeks = (toAt - fromAt) / (7 * day);
    const summaries = [...this.#scenarios.values()].map(({ id, version, template }): ScenarioSummary => {
      const own = alerts.filter((alert) => alert.scenarioId === id);
      const told = own.flatMap((alert) => alert.told);
      return {
        id,
        version,
        template,
        title: this.#catalogue.template(template)?.title ?? template,
        alerts: own.length,
        alertsPerWeek: own.length / weeks,
        highAlerts: own.filter((alert) => alert.severity === 'high').length,
        prompts: prompts.filter((prompt) => prompt.scenarioId === id).length + told.filter(({ to }) => to.kind === 'device').length,
        messages: told.filter(({ to }) => to.kind !== 'device').length,
      };
    });
    const unknown = this.#context === null ? ['Nothing was agreed with this person in this time, so that nothing could be judged.'] : [];
    return {
      patientId,
      zone: this.#context?.zone ?? 'UTC',
      fromAt,
      toAt,
      readings: this.#run.readings,
      alertsPerWeek: alerts.length / weeks,
      scenarios: summaries,
      alerts,
      prompts,
      notes: [...notes, ...unknown, ...this.#collector.notes],
    };
  }
}

function judgedAt(entry: LogEntry): Instant {
  return entry.type === 'reading' ? entry.at : entry.input.at;
}
