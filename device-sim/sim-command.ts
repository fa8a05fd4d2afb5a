import type { Command } from 'commander';
import { faultList, httpUrl, mqttUrl, positive, span, wholeNumber } from './arguments.ts';
import { type FollowedClock, followGateway } from './clock.ts';
import { CredentialsFile } from './credentials.ts';
import { arrange, enrolHome, signIn } from './enrol.ts';
import { type FaultName, faultNames } from './faults.ts';
import type { DeskRequest } from './homes/desk.ts';
import type { SimHome } from './homes/home.ts';
import { demoHomes, runHomes } from './run.ts';
import { type SimReport, Tally } from './tally.ts';

interface SimArguments {
  readonly homes: number;
  readonly seed: number;
  readonly speed?: number;
  readonly force: boolean;
  readonly faults: readonly FaultName[];
  readonly mqtt: URL;
  readonly http: URL;
  readonly user?: string;
  readonly password?: string;
  readonly credentials?: string;
  readonly prefix: string;
  readonly for?: number;
  readonly json: boolean;
  readonly quiet: boolean;
}

const clockRefreshMs = 30_000;
const progressMs = 1_000;

/** Adds the options and the action of the simulator itself. */
export function simCommand(program: Command): void {
  program
    .option('--homes <n>', 'homes to live in: first those that are written down, then made-up ones', wholeNumber(1), 20)
    .option('--seed <n>', 'the same seed lives the same days', wholeNumber(0), 7)
    .option('--speed <n>', "must be the gateway's speed; left out: taken from it", positive)
    .option('--force', "live the days at --speed although the gateway's clock runs at another; devices stamp the gateway's time", false)
    .option('--faults <list>', `none, all, or some of ${faultNames.join(',')}`, faultList, [])
    .option('--mqtt <url>', 'the broker of the gateway', mqttUrl, new URL('mqtt://127.0.0.1:1883'))
    .option('--http <url>', 'the HTTP API of the gateway', httpUrl, new URL('http://127.0.0.1:8080'))
    .option('--user <email>', 'who enrols the homes and arranges what their stories tell (default: HEARTHLINE_SIM_USER)')
    .option('--password <password>', 'better in HEARTHLINE_SIM_PASSWORD, where other users cannot see it')
    .option('--credentials <file>', 'where device secrets are kept (default: data/sim-<host>-<port>.json)')
    .option('--prefix <word>', 'before every id, for a second set of homes in one gateway', '')
    .option('--for <time>', 'end by itself after a time such as 90s or 5m (real time)', span)
    .option('--json', 'print the final report as one line of JSON on standard output', false)
    .option('--quiet', 'no progress', false)
    .action(simulate);
}

async function simulate(args: SimArguments): Promise<void> {
  const clock = await followGateway(args.http.href, args.speed);
  if (clock.speed !== clock.gatewaySpeed && !args.force) {
    process.stderr.write(
      `sim: --speed is ${clock.speed}, but the gateway at ${args.http.origin} runs at ${clock.gatewaySpeed}; leave --speed out, or use --force\n`,
    );
    process.exitCode = 2;
    return;
  }
  const homes = demoHomes(args.seed, args.homes, args.prefix);
  const file = await CredentialsFile.open(args.credentials ?? `data/sim-${args.http.hostname}-${portOf(args.http)}.json`);
  await enrolMissing(homes, file, args);

  const stop = new AbortController();
  const end = () => stop.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  const devices = homes.reduce((sum, home) => sum + home.devices.length, 0);
  const tally = new Tally(homes.length, devices);
  const timers = [setInterval(() => refresh(clock), clockRefreshMs)];
  if (!args.quiet) timers.push(setInterval(() => process.stderr.write(`${progressLine(tally.report, clock)}\n`), progressMs));
  if (args.for !== undefined) timers.push(setTimeout(end, args.for * 1_000));
  const report = await runHomes({
    homes,
    mqttUrl: args.mqtt.href,
    clock,
    credentials: file.devices,
    faults: args.faults,
    seed: args.seed,
    signal: stop.signal,
    stamp: clock.speed === clock.gatewaySpeed ? undefined : clock.gatewayNow,
    onEvent: (event) => tally.take(event),
    arrange: (request) => atTheDesk(request, args),
  });
  for (const timer of timers) clearInterval(timer);
  process.off('SIGINT', end).off('SIGTERM', end);
  process.stdout.write(args.json ? `${JSON.stringify(report)}\n` : `${finalLines(report, file.path)}\n`);
}

function whoEnrols(args: SimArguments): { readonly user?: string; readonly password?: string } {
  return { user: args.user ?? process.env.HEARTHLINE_SIM_USER, password: args.password ?? process.env.HEARTHLINE_SIM_PASSWORD };
}

/** Some weeks pass between two of these, so each signs in anew. Without a user nothing is arranged. */
function atTheDesk(request: DeskRequest, args: SimArguments): void {
  const { user, password } = whoEnrols(args);
  if (!user || !password) return;
  signIn(args.http.href, user, password)
    .then((session) => arrange(session, request))
    .catch((error: Error) => process.stderr.write(`sim: ${error.message}\n`));
}

async function enrolMissing(homes: readonly SimHome[], file: CredentialsFile, args: SimArguments): Promise<void> {
  const missing = homes.filter((home) => !file.hasHome(home.id));
  if (missing.length === 0) return;
  const { user, password } = whoEnrols(args);
  if (!user || !password)
    throw new Error(
      `${missing.length} homes are not enrolled yet: give --user and --password, or set HEARTHLINE_SIM_USER and HEARTHLINE_SIM_PASSWORD`,
    );
  const session = await signIn(args.http.href, user, password);
  let enrolled = 0;
  try {
    for (const home of missing) {
      file.add(await enrolHome(session, home.enrolment));
      enrolled++;
      if (!args.quiet && enrolled % 50 === 0) process.stderr.write(`sim: enrolled ${enrolled} of ${missing.length} homes\n`);
    }
  } finally {
    if (enrolled > 0) await file.save();
  }
}

/** The gateway may be away for a while: the clock then runs on, and progress shows the lost connections. */
function refresh(clock: FollowedClock): void {
  clock.refresh().catch((error: Error) => process.stderr.write(`sim: the gateway's time could not be read: ${error.message}\n`));
}

function progressLine(report: SimReport, clock: FollowedClock): string {
  const { homes, connected, devices, sent, acknowledged, refused, prompts } = report;
  const time = new Date(clock.now()).toISOString().slice(0, 16).replace('T', ' ');
  return `${time}Z  homes ${homes}  connected ${connected}/${devices}  sent ${sent}  acknowledged ${acknowledged}  refused ${refused}  prompts heard ${prompts}`;
}

function finalLines(report: SimReport, credentialsPath: string): string {
  const lines = [
    `${report.homes} homes with ${report.devices} devices`,
    `sent          ${report.sent}`,
    `acknowledged  ${report.acknowledged}`,
    `refused       ${report.refused}`,
    `prompts heard ${report.prompts}`,
  ];
  if (report.lastProblem !== null) lines.push(`problems      ${report.problems}, the last one: ${report.lastProblem}`);
  if (/not authori[sz]ed|bad user ?name/i.test(report.lastProblem ?? ''))
    lines.push(`If the gateway's data was deleted since, its devices are unknown: delete ${credentialsPath} and start again.`);
  return lines.join('\n');
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}
