import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { OwnGateway } from './node-api.ts';
import type { EditorSignIn } from './sign-in.ts';

/** A line of Node-RED's log; `id` and `type` are there when a node of a flow has written it. */
interface LogLine {
  readonly level: number;
  readonly msg?: unknown;
  readonly id?: string;
  readonly type?: string;
}

interface Options {
  readonly userDir: string;
  readonly port: number;
  readonly own: OwnGateway;
  /** The gateway's. Node-RED gets a key made from it, never the secret itself. */
  readonly serverSecret: string;
  readonly signIn: EditorSignIn;
  readonly log: Pick<Logger, 'error' | 'warn' | 'info'>;
}

/** Only this machine reaches the editor; for others, put a proxy that ends TLS in front. */
export const flowsHost = '127.0.0.1';

/** These reach the files and the programs of the machine, with the rights of whoever runs it. */
const excluded = ['90-exec.js', '10-file.js', '23-watch.js'];

/** Words of a flow may hold readings and names: they are in the editor's debug panel, and not here. */
function writeLine(log: Options['log'], { level, msg, id, type }: LogLine): void {
  const severity = level <= 20 ? 'error' : level === 30 ? 'warn' : 'info';
  if (id !== undefined) {
    if (severity !== 'info') log[severity]({ node: id, type }, 'a node of a flow complains; the editor shows of what');
    return;
  }
  const words = (msg instanceof Error ? msg.message : String(msg)).trim();
  if (words !== '') log[severity](`Node-RED: ${words}`);
}

/** The settings of Node-RED: signed in with the gateway's users, and nothing to or from the internet. */
export function editorSettings({ userDir, port, own, serverSecret, signIn, log }: Options): object {
  return {
    userDir,
    flowFile: 'flows.json',
    flowFilePretty: true,
    nodesDir: [import.meta.dirname],
    nodesExcludes: excluded,
    hearthline: own,
    uiHost: flowsHost,
    uiPort: port,
    httpAdminRoot: '/',
    // Nothing is served to whoever is not signed in.
    httpNodeRoot: false,
    adminAuth: signIn,
    credentialSecret: createHmac('sha256', serverSecret).update('hearthline node-red credentials, version 1').digest('base64url'),
    logging: { gateway: { level: 'info', metrics: false, audit: false, handler: () => (line: LogLine) => writeLine(log, line) } },
    paletteCategories: ['Hearthline', 'common', 'function', 'network', 'sequence', 'parser'],
    telemetry: { enabled: false, updateNotification: false },
    diagnostics: { enabled: false, ui: false },
    functionExternalModules: false,
    externalModules: {
      autoInstall: false,
      palette: { allowInstall: false, allowUpdate: false, allowUpload: false },
      modules: { allowInstall: false },
    },
    editorTheme: {
      page: { title: 'Hearthline flows' },
      header: { title: 'Hearthline flows' },
      tours: false,
      projects: { enabled: false },
      palette: { catalogues: [] },
    },
  };
}

/** Where Node-RED keeps its flows and their credentials. */
export const flowsDir = (dataDir: string): string => join(dataDir, 'node-red');
