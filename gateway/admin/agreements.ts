import type { Command } from 'commander';
import { templates } from '../../rules/scenarios/registry.ts';
import { agreementFor } from '../agreements.ts';
import { enrolmentInput, scenarioInput } from '../contract/people.ts';
import { enrol } from '../enrol.ts';
import { addScenario, changeScenario } from '../store/scenario-versions.ts';
import { lifeCommands } from './agreement-life.ts';
import { type AdminContext, onDatabase } from './command.ts';
import { exampleEnrolment } from './example.ts';
import { contentOf } from './files.ts';
import { InputError, read, readJson } from './input.ts';
import { layerCommands } from './layers.ts';

/** Agreements with patients, and whole homes at once. */
export function agreementCommands(program: Command, context: AdminContext): void {
  const scenario = program.command('scenario').description('what is agreed with a patient');
  const terms = (command: Command) =>
    command
      .requiredOption('--patient <id>')
      .requiredOption('--template <template>', [...templates.keys()].join(', '))
      .option('--approved-by <name>', 'the named clinician; needed unless it is a draft')
      .option('--draft', 'to be approved and activated later')
      .option('--params <json>', 'parameters that differ from the template’s')
      .option('--plan <json>', 'an escalation plan instead of the template’s')
      .option('--severity <severity>', 'high, moderate or low instead of the template’s')
      .option('--consent-note <words>', 'recorded consent or best-interest decision')
      .option('--patient-agreed <how>', 'the person agreed too: told, signed or best-interest');
  const asked = ({ params, plan, draft, patientAgreed, ...options }: Record<string, string | boolean | undefined>) => {
    const { patient, ...given } = options;
    return read(scenarioInput, {
      ...given,
      status: draft ? 'draft' : 'active',
      params: params === undefined ? {} : readJson('params', String(params)),
      plan: plan === undefined ? null : readJson('plan', String(plan)),
      patientAgreed: patientAgreed === undefined ? null : { how: patientAgreed },
    });
  };
  terms(scenario.command('add'))
    .option('--id <id>', 'your own id')
    .action(async (options, command: Command) => {
      const input = asked(options);
      const { patient } = options;
      await onDatabase(context, command, async ({ write }) => {
        const made = await write(async (tx) => addScenario(tx, patient, await agreementFor(tx, patient, input, templates), input.id));
        return { scenarioId: made.id, version: made.version };
      });
    });
  terms(scenario.command('change').description('the next version of an agreement').argument('<scenario>')).action(
    async (id: string, options, command: Command) => {
      const input = asked(options);
      const { patient } = options;
      await onDatabase(context, command, async ({ write }) => {
        const made = await write(async (tx) => changeScenario(tx, patient, id, await agreementFor(tx, patient, input, templates)));
        return { scenarioId: made.id, version: made.version };
      });
    },
  );
  lifeCommands(scenario, context);
  layerCommands(program, context);

  program
    .command('enrol')
    .description('a whole home from a file, all or nothing; prints the credentials of its devices this once')
    .argument('[file]', 'JSON; - reads from standard input')
    .option('--example', 'print a complete file that can be enrolled as it is')
    .action(async (file: string | undefined, { example }, command: Command) => {
      if (example) {
        context.terminal.stdout.write(`${JSON.stringify(exampleEnrolment, null, 2)}\n`);
        return;
      }
      if (file === undefined) throw new InputError('file: name the file of the home, or use --example to see one');
      const input = read(enrolmentInput, readJson(file, await contentOf(file, context.terminal)));
      await onDatabase(context, command, async ({ pool, at }) => (await enrol(pool, { at, actor: 'admin' }, input, templates)).value);
    });
}
