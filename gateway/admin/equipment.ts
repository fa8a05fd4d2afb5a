import type { Command } from 'commander';
import { loanSteps, urgencies } from '../../rules/model/loan.ts';
import { deviceTestInput } from '../contract/device-health.ts';
import { equipmentOrderInput, equipmentStepInput } from '../contract/loans.ts';
import { upkeepOfPatient } from '../store/device-days.ts';
import { recordTest } from '../store/device-tests.ts';
import { listOrders, orderEquipment, stepLoan } from '../store/loans.ts';
import { toDeviceHealth } from '../views/device-health.ts';
import { toEquipmentOrder } from '../views/loan.ts';
import { several } from './channels.ts';
import { type AdminContext, onDatabase } from './command.ts';
import { read } from './input.ts';

/** Who has done what the command line does, where people read it. */
const byHand = 'the administrator';

/** `Pendant:12` is to be serviced every 12 months; `Pendant` never. */
function itemOf(text: string): { readonly name: string; readonly serviceMonths: number | null } {
  const parts = /^(?<name>.*):(?<months>\d+)$/.exec(text)?.groups;
  return parts === undefined ? { name: text, serviceMonths: null } : { name: parts.name!, serviceMonths: Number(parts.months) };
}

/** Equipment on loan, and how devices are. */
export function equipmentCommands(program: Command, context: AdminContext): void {
  loanCommands(program, context);
  const health = program.command('device-health').description('battery, signal, clock and tests of devices');
  health
    .command('list')
    .requiredOption('--patient <id>')
    .action(({ patient }, command: Command) =>
      onDatabase(context, command, async ({ pool, at }) =>
        (await upkeepOfPatient(pool, patient, at)).map((device) => toDeviceHealth(device, at)),
      ),
    );
  health
    .command('test')
    .description('somebody has tried it')
    .argument('<device>')
    .option('--failed', 'it did not work: its fault is open')
    .option('--note <text>', 'what was tried, and what was seen', '')
    .action(async (id: string, { failed = false, note }, command: Command) => {
      const test = read(deviceTestInput, { worked: !failed, note });
      await onDatabase(context, command, async ({ write }) => ({ tested: id, faultEnded: await write((tx) => recordTest(tx, id, test)) }));
    });
}

function loanCommands(program: Command, context: AdminContext): void {
  const equipment = program.command('equipment').description('equipment on loan, from the order until it is fetched again');
  equipment
    .command('order')
    .requiredOption('--patient <id>')
    .requiredOption('--item <name[:months]>', 'what is ordered, and every how many months it is serviced; may be repeated', several)
    .option('--urgency <urgency>', urgencies.join(', '), 'standard')
    .option('--note <text>')
    .option('--id <id>', 'your own id')
    .action(async ({ id, patient, item, urgency, note }, command: Command) => {
      const input = read(equipmentOrderInput, { id, patientId: patient, urgency, note, items: item.map(itemOf) });
      await onDatabase(context, command, async ({ write }) => ({ orderId: await write((tx) => orderEquipment(tx, input, byHand)) }));
    });
  equipment
    .command('list')
    .description('orders by their clock; each thing with its state')
    .option('--patient <id>')
    .option('--all', 'also those of which nothing is with anybody any more')
    .action(({ patient = null, all = false }, command: Command) =>
      onDatabase(context, command, async ({ pool, at }) =>
        (await listOrders(pool, { patientId: patient, outOnly: !all, limit: 100_000 }))
          .map((row) => toEquipmentOrder(row, at))
          .flatMap(({ items, ...order }) =>
            items.map(({ id, name, state, late, serviceDueOn }) => ({
              id,
              name,
              state,
              late,
              dueAt: order.dueAt,
              urgency: order.urgency,
              patientId: order.patientId,
              serviceDueOn,
            })),
          ),
      ),
    );
  equipment
    .command('step')
    .description('what was done with a thing')
    .argument('<item>')
    .argument('<step>', loanSteps.join(', '))
    .option('--at <time>', 'ISO 8601 with offset; unset: now')
    .option('--note <text>')
    .option('--device <id>', 'for installed: the device that it is')
    .action(async (id: string, step: string, { at, note, device }, command: Command) => {
      const input = read(equipmentStepInput, { step, at, note, deviceId: device });
      await onDatabase(context, command, async ({ write }) => {
        await write((tx) =>
          stepLoan(tx, id, {
            step: input.step,
            at: input.at === undefined ? tx.at : Date.parse(input.at),
            by: byHand,
            note: input.note,
            deviceId: input.deviceId ?? null,
          }),
        );
        return { itemId: id, step: input.step };
      });
    });
}
