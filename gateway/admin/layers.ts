import type { Command } from 'commander';
import { templates } from '../../rules/scenarios/registry.ts';
import { localityLayerInput } from '../contract/people.ts';
import { changeLocalityLayer } from '../locality-layers.ts';
import { layersOfLocality } from '../store/locality-layers.ts';
import { planInWords } from '../views/agreement-words.ts';
import { type AdminContext, instant, onDatabase } from './command.ts';
import { read, readJson } from './input.ts';

/** What a place, locality or practice says about agreements. */
export function layerCommands(program: Command, context: AdminContext): void {
  const layer = program.command('layer').description('what a place says about the agreements of everybody who lives there');
  layer
    .command('set')
    .description('the next version of what a place says about one kind of agreement, in force at once')
    .argument('<locality>')
    .requiredOption('--template <template>', [...templates.keys()].join(', '))
    .requiredOption('--approved-by <name>', 'the named clinician')
    .option('--params <json>', 'parameters that differ from the template’s; left out: none')
    .option('--plan <json>', 'an escalation plan instead of the template’s')
    .option('--severity <severity>', 'high, moderate or low')
    .action(async (locality: string, { params, plan, ...options }, command: Command) => {
      const input = read(localityLayerInput, {
        ...options,
        params: params === undefined ? {} : readJson('params', params),
        plan: plan === undefined ? null : readJson('plan', plan),
      });
      await onDatabase(context, command, ({ write }) => write((tx) => changeLocalityLayer(tx, locality, input, templates)));
    });
  layer
    .command('list')
    .argument('<locality>')
    .action((locality: string, _, command: Command) =>
      onDatabase(context, command, async ({ pool }) =>
        (await layersOfLocality(pool, locality)).map(
          ({ template, version, params, plan, severity, approvedBy, activeFromAt, endedAt }) => ({
            template,
            version,
            params,
            plan: plan && planInWords(plan),
            severity,
            approvedBy,
            activeFrom: instant(activeFromAt),
            ended: instant(endedAt),
          }),
        ),
      ),
    );
}
