import { extname } from 'node:path';
import type { Command } from 'commander';
import { packs } from '../../rules/packs/registry.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { packFile } from '../authoring/pack-file.ts';
import { checkScenarioFile } from '../authoring/scenario-file.ts';
import { scenarioSchema } from '../authoring/scenario-schema.ts';
import { summaryOf } from '../authoring/summary.ts';
import { summaryPage } from '../authoring/summary-page.ts';
import { contactsOfPatient } from '../store/contacts.ts';
import { patientById } from '../store/patients.ts';
import { Refusal } from '../store/refusal.ts';
import { scenariosOfPatient } from '../store/scenarios.ts';
import { type AdminContext, print, readDatabase } from './command.ts';
import { contentOf } from './files.ts';
import { InputError } from './input.ts';

/** Writing agreements as files, and reading them on paper. To be added after the commands of agreements: they come below `scenario`. */
export function authoringCommands(program: Command, context: AdminContext): void {
  const scenario = program.commands.find((command) => command.name() === 'scenario');
  if (!scenario) throw new Error('the commands of agreements come first');
  scenario
    .command('check')
    .description('checks a file with one scenario or a list of them, YAML or JSON; stores nothing')
    .argument('<file>', '- reads from standard input')
    .action(async (file: string, _, command: Command) => {
      const { scenarios, faults } = checkScenarioFile(await contentOf(file, context.terminal), templates, extname(file) === '.json');
      if (faults.length === 0) return print(context, command, { scenarios: scenarios.length, faults: 0 });
      context.exitCode = 2;
      if (command.optsWithGlobals<{ json?: boolean }>().json) return print(context, command, { scenarios: scenarios.length, faults });
      for (const { line, path, message } of faults)
        context.terminal.stderr.write(`${file}:${line}: ${path === '' ? message : `${path}: ${message}`}\n`);
    });
  scenario
    .command('schema')
    .description('the JSON Schema of such a file, for an editor')
    .action(() => void context.terminal.stdout.write(`${JSON.stringify(scenarioSchema(templates), null, 2)}\n`));
  scenario
    .command('packs')
    .description('agreements that belong together for one situation of life')
    .action((_, command: Command) =>
      print(
        context,
        command,
        [...packs.values()].map((pack) => ({
          pack: pack.id,
          for: pack.for,
          templates: pack.agreements.map(({ template }) => template).join(', '),
        })),
      ),
    );
  scenario
    .command('pack')
    .description('a pack as a scenario file in YAML, to be filled in, checked and approved')
    .argument('<pack>', [...packs.keys()].join(', '))
    .action((id: string) => {
      const pack = packs.get(id);
      if (!pack) throw new InputError(`pack: there is no "${id}"; there are ${[...packs.keys()].join(', ')}`);
      context.terminal.stdout.write(packFile(pack));
    });
  scenario
    .command('summary')
    .description('what is agreed with a patient, as a page to print (HTML)')
    .argument('<patient>')
    .action(async (id: string, _, command: Command) => {
      const page = await readDatabase(context, command, async ({ pool, at }) => {
        const patient = await patientById(pool, id, at);
        if (!patient) throw new Refusal('not-found', 'patient', 'there is no such patient');
        const [contacts, scenarios] = await Promise.all([contactsOfPatient(pool, id), scenariosOfPatient(pool, id)]);
        return summaryPage(summaryOf(patient, { contacts, scenarios, templates }, at));
      });
      context.terminal.stdout.write(page);
    });
}
