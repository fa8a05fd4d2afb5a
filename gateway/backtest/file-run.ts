import { Backtest } from '../../rules/backtest/backtest.ts';
import type { SimulatedPeople } from '../../rules/backtest/people.ts';
import type { BacktestReport } from '../../rules/backtest/report.ts';
import type { Observation } from '../../rules/model/observation.ts';
import type { ContactContext, Directory, PatientContext, ScenarioContext, TeamContext, TeamKind } from '../../rules/model/patient.ts';
import { type Instant, minute } from '../../rules/model/time.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import type { Mapping } from './files/mapping.ts';
import { asOf } from './run.ts';

const team = (kind: TeamKind, name: string): TeamContext => ({
  id: kind,
  kind,
  name,
  channels: [{ kind: 'email', address: 'stand-in' }],
  onCall: [],
});

/** Teams for a file that names nobody, so that it can be said who would have been told when. */
export const standInDirectory: Directory = {
  teams: [team('coordination', 'Coordination centre'), team('rapid-response', 'Rapid response team'), team('agency', 'Care agency')],
};

const standInFamily: ContactContext = {
  id: 'family',
  name: 'Family contact',
  relationship: 'family',
  order: 1,
  mayBeTold: true,
  channels: [{ kind: 'email', address: 'stand-in' }],
  quietHours: null,
};

/** The one person who lives where a file of readings comes from, with family and teams that stand in for real ones. */
export function standInPatient({ zone, knownAs, devices }: Mapping): PatientContext {
  return {
    patientId: 'resident',
    homeId: 'home',
    knownAs,
    zone,
    sharedHome: false,
    presence: { mode: 'home', untilAt: null },
    devices: devices.map(({ id, kind, name, room, heartbeatMinutes, prompts }) => ({
      id,
      kind,
      name: name ?? id,
      room,
      patientId: null,
      heartbeatMs: heartbeatMinutes === null ? null : heartbeatMinutes * minute,
      prompts,
      enrolledAt: 0,
    })),
    contacts: [standInFamily],
    teamIds: standInDirectory.teams.map(({ id }) => id),
    scenarios: [],
  };
}

export interface FileRun {
  /** In the order of arrival. */
  readonly observations: readonly Observation[];
  readonly patient: PatientContext;
  readonly directory: Directory;
  readonly scenarios: readonly ScenarioContext[];
  /** null: with the first reading. What comes before settles what is remembered. */
  readonly fromAt: Instant | null;
  /** Exclusive; null: after the last reading. */
  readonly toAt: Instant | null;
  readonly people: SimulatedPeople;
}

/** What agreements would have done over the readings of a file, all of which are put down to one home. Throws Error for none at all. */
export function runOverFile({ observations, patient, directory, scenarios, people, ...range }: FileRun): BacktestReport {
  const [first, last] = [observations[0], observations.at(-1)];
  if (!first || !last) throw new Error('there is no reading that could be judged');
  const fromAt = range.fromAt ?? first.receivedAt;
  const toAt = range.toAt ?? last.receivedAt + 1;
  const startAt = Math.min(fromAt, first.receivedAt);
  const { patientId, homeId } = patient;
  const backtest = new Backtest(catalogue, { patientId, fromAt, toAt, people });
  backtest.take({ type: 'directory', input: { type: 'directory', at: startAt, directory } });
  const context = { ...patient, scenarios: asOf(startAt, scenarios) };
  backtest.take({ type: 'input', seq: 0, patientId, input: { type: 'context', at: startAt, context } });
  for (const observation of observations)
    backtest.take({ type: 'reading', seq: 0, at: observation.receivedAt, homeId, patientId: null, observation });
  return backtest.finish();
}
