import { Argument, Command, InvalidArgumentError } from 'commander';
import { receiver, wholeNumber } from '../arguments.ts';
import { AlarmUnit, type Saying, sayings } from './unit.ts';

interface UnitArguments {
  readonly number: string;
  readonly to: { readonly host: string; readonly port: number };
  readonly tcp: boolean;
  readonly zeros: number;
  readonly ref?: string;
}

function digits(text: string): string {
  if (!/^\+?[0-9]{1,20}$/.test(text)) throw new InvalidArgumentError('expected digits.');
  return text;
}

/** `sim alarm-unit`: one message of a social alarm unit, and what the gateway says to it. */
export function alarmUnitCommand(): Command {
  return new Command('alarm-unit')
    .description('a social alarm unit (SCAIP over SIP) says one thing, prints the answer and ends; exit code 1 unless it was accepted')
    .addArgument(new Argument('<what>').choices(Object.keys(sayings)))
    .requiredOption('--number <n>', 'the number by which the unit names itself', digits)
    .option('--to <host:port>', 'the alarm receiver', receiver, { host: '127.0.0.1', port: 5060 })
    .option('--tcp', 'over TCP', false)
    .option('--zeros <n>', 'zeros before every number, as units of some makes write them', wholeNumber(0), 0)
    .option('--ref <ref>', "the unit's own number of the message; left out: a new one")
    .action(async (what: Saying, { number, to, tcp, zeros, ref }: UnitArguments) => {
      const unit = await AlarmUnit.open({ ...to, transport: tcp ? 'TCP' : 'UDP', number, zeros });
      try {
        const { status, mrs } = await unit.say(what, ref);
        const fields = Object.entries(mrs ?? {}).map(([name, value]) => `${name}=${value}`);
        process.stdout.write(`${[`SIP ${status}`, ...fields].join('  ')}\n`);
        if (mrs?.snu !== '0') process.exitCode = 1;
      } finally {
        unit.close();
      }
    });
}
