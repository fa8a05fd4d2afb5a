import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type TLSSocket } from 'node:tls';
import type { Logger } from 'pino';
import { day } from '../../rules/model/time.ts';
import { certificateSha256 } from '../identity/certificate.ts';
import { type MqttListener, openPort, socketOptions } from './listener.ts';

/** PEM files, as a certificate authority or an ACME client writes them. */
export interface TlsFiles {
  /** The gateway's certificate and those between it and its authority. */
  readonly certFile: string;
  readonly keyFile: string;
}

export interface TlsListener extends MqttListener {
  /** Takes the files again, for connections from now on. What cannot be used is logged, and what was in use stays. */
  reload(): void;
}

interface Options {
  readonly port: number;
  readonly host: string;
  readonly files: TlsFiles;
  readonly now: () => number;
  readonly log: Logger;
  /** `certificateSha256`: of the certificate that the machine has shown and holds the key of; null: it has shown none. */
  readonly handle: (socket: TLSSocket, remoteAddress: string, certificateSha256: Buffer | null) => void;
}

/** The end of a certificate that nobody renews is said so long before. */
const warnBeforeMs = 21 * day;

/**
 * Listens for MQTT over TLS 1.2 and 1.3. Machines may show a certificate of any issuer, also their own: it is compared with the one that
 * was enrolled. Rejects with one line that names the setting when a file cannot be used or the port cannot be had.
 */
export async function listenMqttTls({ port, host, files, now, log, handle }: Options): Promise<TlsListener> {
  const server = createServer(
    {
      ...socketOptions,
      ...readFiles(files, now, log),
      minVersion: 'TLSv1.2',
      handshakeTimeout: 10_000,
      requestCert: true,
      rejectUnauthorized: false,
    },
    (socket) => handle(socket, socket.remoteAddress ?? '', shown(socket, now)),
  );
  server.on('tlsClientError', (error, socket) =>
    log.debug({ address: socket.remoteAddress, reason: error.message }, 'TLS connection ended before it was secured'),
  );
  return {
    ...(await openPort(server, { port, host }, 'HEARTHLINE_MQTT_TLS_PORT')),
    reload() {
      try {
        server.setSecureContext({ ...readFiles(files, now, log), minVersion: 'TLSv1.2' });
        log.info('the TLS certificate was read again');
      } catch (error) {
        log.error({ reason: (error as Error).message }, 'the TLS certificate could not be read again; the one before is still in use');
      }
    },
  };
}

/** A certificate that has ended, or not begun, is as good as none. */
function shown(socket: TLSSocket, now: () => number): Buffer | null {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return null;
  const isValid = Date.parse(certificate.validFrom) <= now() && now() < Date.parse(certificate.validTo);
  return isValid ? certificateSha256(certificate) : null;
}

function readFiles({ certFile, keyFile }: TlsFiles, now: () => number, log: Logger): { readonly cert: Buffer; readonly key: Buffer } {
  const cert = read(certFile, 'HEARTHLINE_MQTT_TLS_CERT');
  const key = read(keyFile, 'HEARTHLINE_MQTT_TLS_KEY');
  const certificate = parse(() => new X509Certificate(cert), 'HEARTHLINE_MQTT_TLS_CERT', 'holds no certificate in PEM form');
  const own = parse(() => createPrivateKey(key), 'HEARTHLINE_MQTT_TLS_KEY', 'holds no private key in PEM form without a password');
  if (!certificate.checkPrivateKey(own))
    throw new Error('HEARTHLINE_MQTT_TLS_KEY is not the key of the certificate in HEARTHLINE_MQTT_TLS_CERT');
  const endsAt = Date.parse(certificate.validTo);
  if (endsAt - now() < warnBeforeMs)
    log.warn({ endsAt: new Date(endsAt).toISOString() }, 'the TLS certificate of the broker ends soon, or has ended');
  return { cert, key };
}

function read(file: string, setting: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${setting} cannot be read (${(error as NodeJS.ErrnoException).code})`, { cause: error });
  }
}

function parse<T>(make: () => T, setting: string, fault: string): T {
  try {
    return make();
  } catch (error) {
    throw new Error(`${setting} ${fault}`, { cause: error });
  }
}
