import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { deviceKinds, rooms } from '../../rules/model/patient.ts';
import { devicePause } from '../contract/equipment.ts';
import { deviceInput, integrationInput } from '../contract/people.ts';
import { notACertificate, pemSha256 } from '../identity/certificate.ts';
import { describeOpening } from '../mqtt/acl.ts';
import { listDevices } from '../store/device-rows.ts';
import {
  addDevice,
  type NewCredential,
  pauseDevice,
  reissueDevice,
  revokeDevice,
  rotateDevice,
  setDeviceCertificate,
} from '../store/devices.ts';
import { addIntegration, listIntegrations, revokeIntegration } from '../store/integrations.ts';
import { openingsOf } from '../views/integration.ts';
import { several } from './channels.ts';
import { type AdminContext, instant, onDatabase } from './command.ts';
import { InputError, read } from './input.ts';

const toCredential = ({ id, secret }: NewCredential) => ({ deviceId: id, username: id, secret });

/** Devices and integrations, and their credentials. A secret is printed this once. */
export function kitCommands(program: Command, context: AdminContext): void {
  deviceCommands(program, context);
  integrationCommands(program, context);
}

function deviceCommands(program: Command, context: AdminContext): void {
  const device = program.command('device').description('devices and their credentials');
  device
    .command('add')
    .requiredOption('--home <id>')
    .requiredOption('--kind <kind>', deviceKinds.join(', '))
    .requiredOption('--name <name>')
    .option('--patient <id>', 'whose it is; unset: the home’s')
    .option('--room <room>', rooms.join(', '))
    .option('--heartbeat <seconds>', 'how often it is heard from when all is well')
    .option('--hub <id>', 'the hub that speaks for it')
    .option('--make <make>', 'who made it')
    .option('--model <model>', 'devices of one make and model are learned together')
    .option('--alarm-unit-number <n>', 'of a social alarm unit: the number by which it names itself')
    .option('--prompts', 'it can speak or show words')
    .option('--id <id>', 'your own id')
    .action(async ({ id, home, kind, name, patient, room, heartbeat, hub, make, model, alarmUnitNumber, prompts }, command: Command) => {
      const heartbeatSeconds = heartbeat === undefined ? null : Number(heartbeat);
      const device = { id, homeId: home, kind, name, patientId: patient, room, heartbeatSeconds, hubId: hub, make, model, prompts };
      const input = read(deviceInput, { ...device, alarmUnitNumber });
      await onDatabase(context, command, async ({ write }) => toCredential(await write((tx) => addDevice(tx, input))));
    });
  device
    .command('list')
    .option('--home <id>')
    .action(({ home = null }, command: Command) =>
      onDatabase(context, command, async ({ pool, at }) =>
        (await listDevices(pool, { homeId: home, after: '', limit: 100_000, now: at })).map((row) => ({
          id: row.id,
          kind: row.kind,
          name: row.name,
          homeId: row.homeId,
          patientId: row.patientId,
          lastHeardAt: instant(row.lastHeardAt),
          revokedAt: instant(row.revokedAt),
        })),
      ),
    );
  device
    .command('rotate')
    .description('a new secret; the old one ends at once')
    .argument('<device>')
    .action((id: string, _, command: Command) =>
      onDatabase(context, command, async ({ write }) => toCredential(await write((tx) => rotateDevice(tx, id)))),
    );
  device
    .command('reissue')
    .description('to another home: a new device with a new secret; the old one is revoked and keeps what it said')
    .argument('<device>')
    .requiredOption('--home <id>')
    .option('--patient <id>', 'whose it is; unset: the home’s')
    .action((id: string, { home, patient = null }, command: Command) =>
      onDatabase(context, command, async ({ write }) =>
        toCredential(await write((tx) => reissueDevice(tx, id, { homeId: home, patientId: patient }))),
      ),
    );
  device
    .command('certificate')
    .description('a certificate that it may show over TLS in place of its secret; without --file: none any more')
    .argument('<device>')
    .option('--file <file>', 'certificate in PEM form')
    .action((id: string, { file }, command: Command) =>
      onDatabase(context, command, async ({ write, wallAt }) => {
        const sha256 = file === undefined ? null : pemSha256(await readFile(file, 'utf8'), wallAt);
        if (file !== undefined && sha256 === null) throw new InputError(`--file: ${notACertificate}`);
        await write((tx) => setDeviceCertificate(tx, id, sha256));
        return { deviceId: id, certificateSha256: sha256?.toString('hex') ?? null };
      }),
    );
  device
    .command('pause')
    .description('nothing is expected of it until then: it is being repaired, or was put away')
    .argument('<device>')
    .requiredOption('--until <time>', 'ISO 8601 with offset')
    .requiredOption('--reason <text>')
    .action(async (id: string, { until, reason }, command: Command) => {
      const pause = read(devicePause, { untilAt: until, reason });
      await onDatabase(context, command, async ({ write }) => {
        await write((tx) => pauseDevice(tx, id, { untilAt: Date.parse(pause.untilAt), reason: pause.reason }));
        return { paused: id, until: pause.untilAt };
      });
    });
  device
    .command('resume')
    .description('ends a pause')
    .argument('<device>')
    .action((id: string, _, command: Command) =>
      onDatabase(context, command, async ({ write }) => {
        await write((tx) => pauseDevice(tx, id, null));
        return { resumed: id };
      }),
    );
  device
    .command('revoke')
    .description('it can no longer sign in, and nothing is expected of it')
    .argument('<device>')
    .action((id: string, _, command: Command) =>
      onDatabase(context, command, async ({ write }) => {
        await write((tx) => revokeDevice(tx, id));
        return { revoked: id };
      }),
    );
}

function integrationCommands(program: Command, context: AdminContext): void {
  const integration = program.command('integration').description('other systems on the broker');
  integration
    .command('add')
    .requiredOption('--name <name>')
    .option('--publish <filter>', 'topic filter it may publish to; may be given several times', several)
    .option('--subscribe <filter>', 'topic filter it may read; may be given several times', several)
    .option('--id <id>', 'your own id')
    .action(async ({ id, name, publish = [], subscribe = [] }, command: Command) => {
      const input = read(integrationInput, { id, name, publish, subscribe });
      await onDatabase(context, command, async ({ write }) => {
        const made = await write((tx) => addIntegration(tx, input));
        return { integrationId: made.id, username: made.id, secret: made.secret, opens: openingsOf(input, describeOpening) };
      });
    });
  integration.command('list').action((_, command: Command) =>
    onDatabase(context, command, async ({ pool }) =>
      (await listIntegrations(pool)).map((row) => ({
        id: row.id,
        name: row.name,
        publish: row.publish.join(','),
        subscribe: row.subscribe.join(','),
        revokedAt: instant(row.revokedAt),
      })),
    ),
  );
  integration
    .command('revoke')
    .argument('<integration>')
    .action((id: string, _, command: Command) =>
      onDatabase(context, command, async ({ write }) => {
        await write((tx) => revokeIntegration(tx, id));
        return { revoked: id };
      }),
    );
}
