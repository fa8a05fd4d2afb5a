import type { Command } from 'commander';
import { crewOf, dialectList, faultList, httpUrl, mqttUrl, positive, receiver, span, wholeNumber } from './arguments.ts';
import { answerFor } from './centre/run.ts';
import { type FollowedClock, followGateway } from './clock.ts';
import { CredentialsFile } from './credentials.ts';
import { type CrewOf, Crews } from './crews/crews.ts';
import { runCrews } from './crews/run.ts';
import { DeskSession } from './desk-session.ts';
import { arrange, bringServices } from './enrol.ts';
import { enrolMissing } from './enrol-missing.ts';
import { type FaultName, faultNames } from './faults.ts';
import type { DeskRequest } from './homes/desk.ts';
import { writtenHomes } from './homes/everybody.ts';
import { type DialectName, dialectNames, inDialects } from './homes/in-dialects.ts';
import { demoHomes, runHomes } from './run.ts';
import { Play, readScriptFile } from './scenario/play.ts';
import { stage } from './scenario/stage.ts';
import { servicesAsCsv } from './services/as-csv.ts';
import { generatedServices } from './services/generated.ts';
import { type SimReport, Tally } from './tally.ts';

interface SimArguments {
  readonly homes: number;
  readonly seed: number;
  /** How many times as often as usual something goes wrong in the homes that are made up. */
  readonly mishaps: number;
  readonly speed?: number;
  readonly force: boolean;
  readonly faults: readonly FaultName[];
  readonly dialect: readonly DialectName[];
  readonly mqtt: URL;
  readonly http: URL;
  readonly scaip: { readonly host: string; readonly port: number };
  readonly user?: string;
  readonly password?: string;
  readonly reader?: string;
  readonly scenario?: string;
  readonly credentials?: string;
  readonly prefix: string;
  readonly services: number;
  readonly crew: readonly CrewOf[];
  readonly colleague?: string;
  readonly for?: number;
  readonly json: boolean;
  readonly quiet: boolean;
}

const clockRefreshMs = 30_000;
const progressMs = 1_000;
/** How often it is looked whether a scenario is over. */
const lookMs = 50;
/** How long it waits for the gateway to take what was sent before the end, in real milliseconds. */
const patienceMs = 20_000;

/** Adds the options and the action of the simulator itself. */
export function simCommand(program: Command): void {
  program
    .option('--homes <n>', 'homes to live in: first those that are written down, then made-up ones', wholeNumber(1), 20)
    .option('--seed <n>', 'the same seed lives the same days', wholeNumber(0), 7)
    .option('--mishaps <factor>', 'how many times as often as usual something goes wrong in made-up homes', positive, 1)
    .option('--speed <n>', "must be the gateway's speed; left out: taken from it", positive)
    .option('--force', "live the days at --speed although the gateway's clock runs at another; devices stamp the gateway's time", false)
    .option('--faults <list>', `none, all, or some of ${faultNames.join(',')}`, faultList, [])
    .option(
      '--dialect <list>',
      `native, or some of ${dialectNames.join(',')}: each device speaks the first that there is for it`,
      dialectList,
      [],
    )
    .option('--mqtt <url>', 'the broker of the gateway', mqttUrl, new URL('mqtt://127.0.0.1:1883'))
    .option('--http <url>', 'the HTTP API of the gateway', httpUrl, new URL('http://127.0.0.1:8080'))
    .option('--scaip <host:port>', 'the alarm receiver of the gateway, for --dialect scaip', receiver, { host: '127.0.0.1', port: 5060 })
    .option('--user <email>', 'who enrols the homes and arranges what their stories tell (default: HEARTHLINE_SIM_USER)')
    .option('--password <password>', 'better in HEARTHLINE_SIM_PASSWORD, where other users cannot see it')
    .option(
      '--scenario <file>',
      'play a script in YAML or JSON instead of living in homes; exit code 1 unless all that it expects has come',
    )
    .option('--reader <email>', 'who reads the alerts for --scenario (default: HEARTHLINE_SIM_READER; HEARTHLINE_SIM_READER_PASSWORD)')
    .option('--credentials <file>', 'where device secrets are kept (default: data/sim-<host>-<port>.json)')
    .option('--prefix <word>', 'before every id, for a second set of homes in one gateway', '')
    .option('--services <n>', 'made-up services of the neighbourhood, put into the directory', wholeNumber(0), 0)
    .option(
      '--crew <unit=email>',
      'somebody who goes out with a unit of rapid response; may be given again (their password: HEARTHLINE_SIM_CREW_PASSWORD)',
      crewOf,
      [],
    )
    .option(
      '--colleague <email>',
      'a coordinator who answers the alerts of the made-up homes; their people ring now and then (password: HEARTHLINE_SIM_COLLEAGUE_PASSWORD)',
    )
    .option('--for <time>', 'end by itself after a time such as 90s or 5m (real time)', span)
    .option('--json', 'print the final report as one line of JSON on standard output', false)
    .option('--quiet', 'no progress', false)
    .action(simulate);
}

async function simulate(args: SimArguments): Promise<void> {
  const script = args.scenario === undefined ? undefined : await readScriptFile(args.scenario);
  if (script === null) {
    process.exitCode = 2;
    return;
  }
  const reader = new DeskSession(args.http.href, {
    user: args.reader ?? process.env.HEARTHLINE_SIM_READER,
    password: process.env.HEARTHLINE_SIM_READER_PASSWORD,
  });
  if (script && !reader.exists)
    throw new Error('a scenario is checked by reading alerts: give --reader and HEARTHLINE_SIM_READER_PASSWORD of a user who may');
  const clock = await followGateway(args.http.href, args.speed);
  if (clock.speed !== clock.gatewaySpeed && !args.force) {
    process.stderr.write(
      `sim: --speed is ${clock.speed}, but the gateway at ${args.http.origin} runs at ${clock.gatewaySpeed}; leave --speed out, or use --force\n`,
    );
    process.exitCode = 2;
    return;
  }
  const toEnrol = script
    ? [stage(script, clock.now(), args.prefix).home]
    : demoHomes(args.seed, args.homes, args.prefix, args.mishaps).map((home) => inDialects(home, args.dialect));
  const desk = new DeskSession(args.http.href, whoEnrols(args));
  const file = await CredentialsFile.open(args.credentials ?? `data/sim-${args.http.hostname}-${portOf(args.http)}.json`);
  await enrolMissing({
    homes: toEnrol,
    file,
    session: (missing) => {
      if (!desk.exists) throw new Error(nobodyEnrols(missing));
      return desk.get();
    },
    progress: (enrolled, missing) => {
      if (!args.quiet && enrolled % 50 === 0) process.stderr.write(`sim: enrolled ${enrolled} of ${missing} homes\n`);
    },
  });

  if (args.services > 0) await bringServices(await desk.get(), 'neighbourhood', servicesAsCsv(generatedServices(args.services, args.seed)));

  // Only now: enrolling takes its time.
  const play = script && new Play(script, clock.now(), args.prefix);
  const homes = play ? [play.staged.home] : toEnrol;
  const stop = new AbortController();
  const end = () => stop.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  const devices = homes.reduce((sum, home) => sum + home.devices.length, 0);
  const tally = new Tally(homes.length, devices);
  const timers = [setInterval(() => refresh(clock), clockRefreshMs)];
  if (!args.quiet) timers.push(setInterval(() => process.stderr.write(`${progressLine(tally.report, clock)}\n`), progressMs));
  if (args.for !== undefined) timers.push(setTimeout(end, args.for * 1_000));
  let looks = 0;
  const look = (over: Play) => {
    if (!over.isOver(clock.now())) return;
    const { sent, acknowledged } = tally.report;
    if (acknowledged >= sent || ++looks * lookMs > patienceMs) end();
  };
  if (play) timers.push(setInterval(look, lookMs, play));
  const goOut = sendCrews(args, clock, stop.signal);
  const answer = answerFor(homes.slice(writtenHomes().length), { ...args, clock, signal: stop.signal });
  const report = await runHomes({
    homes,
    mqttUrl: args.mqtt.href,
    httpUrl: args.http.href,
    scaip: { ...args.scaip, transport: 'UDP' },
    clock,
    credentials: file.devices,
    faults: play?.faults ?? args.faults,
    seed: args.seed,
    signal: stop.signal,
    stamp: clock.speed === clock.gatewaySpeed ? undefined : clock.gatewayNow,
    onEvent: (event) => {
      tally.take(event);
      play?.take(event, clock.now());
    },
    arrange: deskWork(desk),
  });
  await goOut;
  await answer;
  for (const timer of timers) clearInterval(timer);
  process.off('SIGINT', end).off('SIGTERM', end);
  process.stdout.write(args.json ? `${JSON.stringify(report)}\n` : `${finalLines(report, file.path)}\n`);
  if (play) await sayVerdict(play, clock, reader);
}

async function sayVerdict(play: Play, clock: FollowedClock, reader: DeskSession): Promise<void> {
  if (!play.isOver(clock.now())) throw new Error('ended before the scenario was over; nothing was judged');
  const { isMet, text } = await play.judged(await reader.get());
  process.stdout.write(`${text}\n`);
  if (!isMet) process.exitCode = 1;
}

/** Has the crews do their work, if there are any, until the signal aborts. Throws where their password is missing. */
function sendCrews({ crew, http, seed }: SimArguments, clock: FollowedClock, signal: AbortSignal): Promise<void> {
  const password = process.env.HEARTHLINE_SIM_CREW_PASSWORD;
  if (crew.length === 0) return Promise.resolve();
  if (!password) throw new Error('crews sign in: set HEARTHLINE_SIM_CREW_PASSWORD');
  const crews = new Crews({ baseUrl: http.href, crews: crew, password, seed, now: () => clock.gatewayNow() });
  return runCrews({ crews, clock, signal, complain: (reason) => void process.stderr.write(`sim: crews stand still: ${reason}\n`) });
}

function whoEnrols(args: SimArguments): { readonly user?: string; readonly password?: string } {
  return { user: args.user ?? process.env.HEARTHLINE_SIM_USER, password: args.password ?? process.env.HEARTHLINE_SIM_PASSWORD };
}

/** What is arranged is arranged one thing after another, as people do. Without a user nothing is. */
function deskWork(desk: DeskSession): (request: DeskRequest) => void {
  let before: Promise<void> = Promise.resolve();
  return (request) => {
    if (!desk.exists) return;
    before = before
      .then(async () => arrange(await desk.get(), request))
      .catch((error: Error) => void process.stderr.write(`sim: ${error.message}\n`));
  };
}

const nobodyEnrols = (missing: number) =>
  `${missing} homes are not enrolled yet: give --user and --password, or set HEARTHLINE_SIM_USER and HEARTHLINE_SIM_PASSWORD`;

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
