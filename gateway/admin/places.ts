import type { Command } from 'commander';
import { homeInput, localityInput } from '../contract/people.ts';
import { addHome, listHomes } from '../store/homes.ts';
import { addLocality, listLocalities } from '../store/localities.ts';
import { type AdminContext, onDatabase } from './command.ts';
import { read } from './input.ts';

/** Localities and homes. */
export function placeCommands(program: Command, context: AdminContext): void {
  const locality = program.command('locality').description('places, localities and practices');
  locality
    .command('add')
    .requiredOption('--name <name>')
    .option('--kind <kind>', 'place, locality or practice', 'locality')
    .option('--parent <id>', 'the place it lies in')
    .option('--id <id>', 'your own id')
    .action(async ({ id, kind, name, parent }, command: Command) => {
      const input = read(localityInput, { id, kind, name, parentId: parent });
      await onDatabase(context, command, async ({ write }) => ({ localityId: await write((tx) => addLocality(tx, input)) }));
    });
  locality.command('list').action((_, command: Command) => onDatabase(context, command, async ({ pool }) => await listLocalities(pool)));

  const home = program.command('home').description('homes');
  home
    .command('add')
    .requiredOption('--address <address>')
    .option('--locality <id>')
    .option('--key-access <words>', 'how to get in; never the code itself')
    .option('--id <id>', 'your own id')
    .action(async ({ id, address, locality: localityId, keyAccess }, command: Command) => {
      const input = read(homeInput, { id, address, localityId, keyAccess });
      await onDatabase(context, command, async ({ write }) => ({ homeId: await write((tx) => addHome(tx, input)) }));
    });
  home
    .command('list')
    .action((_, command: Command) =>
      onDatabase(context, command, async ({ pool }) => await listHomes(pool, { after: '', limit: 100_000 })),
    );
}
