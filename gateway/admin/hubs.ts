import type { Command } from 'commander';
import { deviceKinds, rooms } from '../../rules/model/patient.ts';
import { type FoundDevice, foundDeviceMapping, heededDevice, ignoredDevice } from '../contract/hubs.ts';
import { foundInHome, heedFound, ignoreFound, mapFound } from '../store/found-devices.ts';
import { keptMessages } from '../store/hub-children.ts';
import { toFoundDevice } from '../views/found-device.ts';
import { type AdminContext, onDatabase } from './command.ts';
import { read } from './input.ts';

/** What was found behind the hubs of a home. A gateway that runs hears of each change, and replays what was kept. */
export function hubCommands(program: Command, context: AdminContext): void {
  const found = program.command('found').description('what was found behind the hubs of a home and is no device of it yet');
  const which = (name: string) =>
    found.command(name).argument('<native-id>', 'what its hub calls it').requiredOption('--home <id>').requiredOption('--hub <id>');

  found
    .command('list')
    .requiredOption('--home <id>')
    .action(({ home }, command: Command) =>
      onDatabase(context, command, async ({ pool, at }) => (await foundInHome(pool, home)).map((row) => lineOf(toFoundDevice(row, at)))),
    );
  which('map')
    .description('it becomes a device of the home; what came before is replayed by the gateway, at once if it runs')
    .requiredOption('--kind <kind>', deviceKinds.join(', '))
    .requiredOption('--name <name>')
    .option('--room <room>', rooms.join(', '))
    .option('--patient <id>', 'whose it is; unset: the home’s')
    .option('--heartbeat <seconds>', 'how often it is heard from when all is well')
    .option('--id <id>', 'your own id')
    .action(async (nativeId: string, { home, hub: hubId, kind, name, room, patient, heartbeat, id }, command: Command) => {
      const heartbeatSeconds = heartbeat === undefined ? null : Number(heartbeat);
      const input = read(foundDeviceMapping, { hubId, nativeId, id, kind, name, room, patientId: patient, heartbeatSeconds });
      await onDatabase(context, command, async ({ pool, write }) => {
        const kept = await keptMessages(pool, hubId, nativeId);
        const deviceId = await write(async (tx) => {
          tx.hubChanged(hubId);
          return mapFound(tx, home, input);
        });
        return { deviceId, messagesToReplay: kept.length };
      });
    });
  which('ignore')
    .description('it is none of this home’s: nothing that it says is kept from then on')
    .requiredOption('--reason <text>', 'for example: the sensor of a neighbour')
    .action(async (nativeId: string, { home, hub: hubId, reason }, command: Command) => {
      const input = read(ignoredDevice, { hubId, nativeId, reason });
      await onDatabase(context, command, async ({ write }) => {
        await write(async (tx) => {
          tx.hubChanged(hubId);
          await ignoreFound(tx, home, input);
        });
        return { ignored: nativeId };
      });
    });
  which('heed')
    .description('what was ignored waits to be mapped again')
    .action(async (nativeId: string, { home, hub: hubId }, command: Command) => {
      const input = read(heededDevice, { hubId, nativeId });
      await onDatabase(context, command, async ({ write }) => {
        await write(async (tx) => {
          tx.hubChanged(hubId);
          await heedFound(tx, home, input);
        });
        return { heeded: nativeId };
      });
    });
}

function lineOf({ hubId, nativeId, name, make, model, likelyKind, properties, messages, lastHeardAt, ignored }: FoundDevice) {
  const says = properties.map((property) => `${property.name}=${JSON.stringify(property.value)}`).join(' ');
  return { hubId, nativeId, name, make, model, likelyKind, says, messages, lastHeardAt, ignored: ignored?.reason ?? null };
}
