import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const serviceId = '11111111-1111-4111-8111-111111111111';
const secret = '22222222-2222-4222-8222-222222222222';

/** As the page of a service shows its key. */
export const apiKey = `hearthline-${serviceId}-${secret}`;
export const template = '33333333-3333-4333-8333-333333333333';

export interface NotifyMessage {
  readonly path: string;
  readonly template_id: string;
  readonly phone_number?: string;
  readonly email_address?: string;
  readonly reference: string;
  readonly personalisation: Readonly<Record<string, string>>;
}

/** A server that speaks what GOV.UK Notify documents: a token signed with the key's last UUID, issued by the service, and its answers. */
export class NotifyServer {
  readonly messages: NotifyMessage[] = [];
  /** Statuses to refuse with, in order; 0: hang up. None left: 201. */
  readonly refusals: number[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<NotifyServer> {
    const server = createServer();
    const opened = new NotifyServer(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const status = opened.refusals.shift() ?? (isGenuine(request.headers.authorization) ? 201 : 403);
        if (status === 0) return request.socket.destroy();
        const body = JSON.parse(Buffer.concat(chunks).toString());
        if (status === 201) opened.messages.push({ path: request.url!, ...body });
        const error = { status_code: status, errors: [{ error: 'Refused', message: `to ${body.phone_number ?? body.email_address}` }] };
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(status === 201 ? { id: secret } : error));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return opened;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function isGenuine(authorization = ''): boolean {
  const [head, claims, signature] = authorization.replace(/^Bearer /, '').split('.');
  if (!head || !claims || !signature) return false;
  const { iss, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss: string; iat: number };
  const mac = createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url');
  return mac === signature && iss === serviceId && Math.abs(iat - Date.now() / 1_000) < 30;
}
