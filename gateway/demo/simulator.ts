import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { demoCrews } from './crews.ts';
import { demoColleague, demoPassword } from './people.ts';

const main = join(import.meta.dirname, '../../device-sim/main.ts');

/** Every home that is written down (`device-sim/homes/everybody.ts`), and some neighbours. */
export const demoHomeCount = 18;

/** As many groups as a borough's directory has. */
const demoServiceCount = 700;

export interface DemoSimulator {
  stop(): Promise<void>;
}

/** Starts the simulator as its own process: real MQTT clients that know the gateway only by its ports. */
export function startDemoSimulator(options: {
  readonly mqttPort: number;
  readonly httpPort: number;
  readonly dataDir: string;
  /** Whether the simulator's crews go out and its coordinator answers; in training people do. */
  readonly goOut: boolean;
  readonly log: Logger;
}): DemoSimulator {
  const { mqttPort, httpPort, dataDir, goOut, log } = options;
  const args = ['--homes', String(demoHomeCount), '--seed', '7', '--quiet', '--credentials', join(dataDir, 'sim.json')];
  args.push('--services', String(demoServiceCount));
  args.push('--mqtt', `mqtt://127.0.0.1:${mqttPort}`, '--http', `http://127.0.0.1:${httpPort}`);
  if (goOut) args.push('--colleague', demoColleague.email, ...demoCrews.flatMap(({ unitId, email }) => ['--crew', `${unitId}=${email}`]));
  const env = {
    ...process.env,
    HEARTHLINE_SIM_USER: 'admin@example.org',
    HEARTHLINE_SIM_PASSWORD: demoPassword,
    HEARTHLINE_SIM_CREW_PASSWORD: demoPassword,
    HEARTHLINE_SIM_COLLEAGUE_PASSWORD: demoPassword,
  };
  const child: ChildProcess = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let stopping = false;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => log.info(`simulator: ${text.trim()}`));
  child.on('exit', (code) => {
    if (!stopping) log.warn(`the simulator ended with ${code}; the homes stand still. Start it again with npm run sim`);
  });
  return {
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
