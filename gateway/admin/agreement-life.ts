import type { Command } from 'commander';
import { templates } from '../../rules/scenarios/registry.ts';
import { activate, pause, toRecorded, withdraw } from '../agreement-life.ts';
import { pauseInput, recordInput, withdrawInput } from '../contract/agreements.ts';
import { approveScenario, resumeScenario, retireScenario } from '../store/scenario-life.ts';
import type { ScenarioVersion } from '../store/scenarios.ts';
import { eventsOfScenario, versionsOfScenario } from '../store/scenarios.ts';
import { toAgreementHistory } from '../views/agreement-history.ts';
import { type AdminContext, onDatabase } from './command.ts';
import { InputError, read, readJson } from './input.ts';

const said = ({ id, version }: ScenarioVersion) => ({ scenarioId: id, version });

/** Options with which consent and the patient's agreement are recorded. */
function recording(command: Command): Command {
  return command
    .option('--consent <json>', 'kind (consent or best-interest), decidedBy, decidedOn, note')
    .option('--consent-note <words>', 'the same in words')
    .option('--patient-agreed <how>', 'told, signed or best-interest');
}

function recorded({ consent, consentNote, patientAgreed }: Record<string, string | undefined>) {
  const input = read(recordInput, {
    consent: consent === undefined ? null : readJson('consent', consent),
    consentNote,
    patientAgreed: patientAgreed === undefined ? null : { how: patientAgreed },
  });
  return toRecorded(input);
}

/** Below `scenario`: the way of a version from draft to retired, and its history. */
export function lifeCommands(scenario: Command, context: AdminContext): void {
  const one = (name: string, words: string) => scenario.command(name).description(words).argument('<patient>').argument('<scenario>');

  recording(one('approve', 'a draft, in the name of a clinician').requiredOption('--approved-by <name>', 'the named clinician')).action(
    async (patient: string, id: string, options, command: Command) => {
      const given = { ...recorded(options), approvedBy: options.approvedBy };
      await onDatabase(context, command, async ({ write }) => said(await write((tx) => approveScenario(tx, patient, id, given))));
    },
  );
  recording(one('activate', 'puts an approved version into force')).action(
    async (patient: string, id: string, options, command: Command) => {
      const given = recorded(options);
      await onDatabase(context, command, async ({ write }) => said(await write((tx) => activate(tx, patient, id, given, templates))));
    },
  );
  one('pause', 'raises nothing new until then, and goes on by itself')
    .requiredOption('--until <instant>', 'ISO 8601, for example 2026-05-04T09:00:00Z')
    .requiredOption('--reason <words>')
    .action(async (patient: string, id: string, { until, reason }, command: Command) => {
      const { untilAt } = read(pauseInput, { untilAt: until, reason });
      const asked = { untilAt: Date.parse(untilAt), reason };
      await onDatabase(context, command, async ({ write }) => said(await write((tx) => pause(tx, patient, id, asked, templates))));
    });
  one('resume', 'ends a pause before its time').action((patient: string, id: string, _, command: Command) =>
    onDatabase(context, command, async ({ write }) => said(await write((tx) => resumeScenario(tx, patient, id)))),
  );
  one('withdraw-consent', 'retires an agreement whose consent was taken back, and says what that risks')
    .requiredOption('--by <name>', 'who took it back')
    .option('--note <words>')
    .action(async (patient: string, id: string, { by, note }, command: Command) => {
      const asked = read(withdrawInput, { by, note });
      await onDatabase(context, command, async ({ write }) => {
        const { risks, ...made } = await write((tx) => withdraw(tx, patient, id, asked, templates));
        return { ...said(made), risks };
      });
    });
  one('retire', 'ends an agreement').action((patient: string, id: string, _, command: Command) =>
    onDatabase(context, command, async ({ write }) => {
      await write((tx) => retireScenario(tx, patient, id));
      return { retired: id };
    }),
  );
  one('versions', 'who changed what').action((patient: string, id: string, _, command: Command) =>
    onDatabase(context, command, async ({ pool, at }) => {
      const versions = await versionsOfScenario(pool, patient, id);
      if (versions.length === 0) throw new InputError(`scenario: there is no agreement ${id} with ${patient}`);
      const history = toAgreementHistory(versions, await eventsOfScenario(pool, patient, id), templates, at);
      return history.versions.map(({ version, status, createdAt, createdBy, approvedBy, changes }) => ({
        version,
        status,
        createdAt,
        createdBy,
        approvedBy,
        changes: changes.map(({ words }) => words).join('; '),
      }));
    }),
  );
}
