/** What we use of Node-RED's interface for nodes. It comes without types of its own. */

export interface FlowMessage {
  topic?: string;
  payload?: unknown;
  [property: string]: unknown;
}

/** One node of a running flow. */
export interface FlowNode {
  readonly id: string;
  /** Kept by Node-RED apart from the flow, encrypted. */
  readonly credentials?: Readonly<Record<string, string | undefined>>;
  on(event: 'input', take: (message: FlowMessage, send: (message: FlowMessage) => void, done: (error?: Error) => void) => void): this;
  on(event: 'close', end: (done: () => void) => void): this;
  send(message: FlowMessage): void;
  /** What stands below the node in the editor. */
  status(status: { readonly fill?: 'red' | 'yellow' | 'green'; readonly shape?: 'dot' | 'ring'; readonly text?: string }): void;
  /** Shown in the editor, and given to the catch nodes of the flow. */
  error(message: string): void;
}

/** The gateway that has started this Node-RED, and the credential that it has for it. */
export interface OwnGateway {
  readonly mqttUrl: string;
  readonly httpUrl: string;
  readonly username: string;
  readonly secret: string;
}

/** `RED`, as each file of nodes gets it. */
export interface NodeApi {
  readonly nodes: {
    createNode(node: FlowNode, definition: object): void;
    getNode(id: string): FlowNode | null;
    registerType<D extends object>(
      type: string,
      make: (this: FlowNode, definition: D) => void,
      options?: { readonly credentials: Readonly<Record<string, { readonly type: 'text' | 'password' }>> },
    ): void;
  };
  /** `hearthline` is there when `npm run flows` has started it, and not in a Node-RED of somebody else. */
  readonly settings: { readonly hearthline?: OwnGateway };
}
