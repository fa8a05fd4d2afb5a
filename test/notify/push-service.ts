import { createECDH, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { PushNotice } from '../../gateway/notify/push-words.ts';
import type { PushSubscription } from '../../gateway/store/push-subscriptions.ts';

const { decrypt } = createRequire(import.meta.url)('http_ece') as {
  decrypt(body: Buffer, options: { version: string; privateKey: ECDH; authSecret: string }): Buffer;
};

export interface Pushed {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As the browser reads it. */
  readonly notice: PushNotice;
}

/** A push service, and the browsers that have subscribed there: it decrypts what comes with the keys of the browser, as the browser would. */
export class PushService {
  readonly pushed: Pushed[] = [];
  /** Statuses to answer with, in order; 0: hang up. None left: 201. */
  readonly answers: number[] = [];
  readonly #browsers = new Map<string, { readonly pair: ECDH; readonly auth: string }>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<PushService> {
    const server = createServer();
    const opened = new PushService(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const browser = opened.#browsers.get(request.url!);
        const status = opened.answers.shift() ?? (browser ? 201 : 404);
        if (status === 0) return request.socket.destroy();
        if (status === 201 && browser) {
          const plain = decrypt(Buffer.concat(chunks), { version: 'aes128gcm', privateKey: browser.pair, authSecret: browser.auth });
          opened.pushed.push({ path: request.url!, headers: request.headers, notice: JSON.parse(plain.toString()) });
        }
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return opened;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A browser allows notices. */
  subscribe(name: string): PushSubscription {
    const pair = createECDH('prime256v1');
    const p256dh = pair.generateKeys('base64url');
    const auth = randomBytes(16).toString('base64url');
    this.#browsers.set(`/${name}`, { pair, auth });
    return { endpoint: `${this.url}/${name}`, p256dh, auth };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** What stands in the token of a push service (VAPID), if this public key signed it; null otherwise. */
export function vapidClaims(authorization: string | undefined, publicKey: string): { aud: string; sub: string; exp: number } | null {
  const [, header, claims, signature, key] = /^vapid t=([^.]+)\.([^.]+)\.([^,]+), k=(.+)$/.exec(authorization ?? '') ?? [];
  if (!header || !claims || !signature || key !== publicKey) return null;
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const signer = createPublicKey({ key: jwk, format: 'jwk' });
  const genuine = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: signer, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  return genuine ? JSON.parse(Buffer.from(claims, 'base64url').toString()) : null;
}
