import { type CommandResult, type DeviceCommand, deviceCommand } from '../../gateway/contract/messages.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { DeviceModel } from './device.ts';

export interface CommandAnswer {
  readonly commandId: string;
  readonly result: CommandResult;
  /** Set the first time only: what the people in the home hear or see. */
  readonly heard: DeviceCommand | null;
}

/** How many answers are kept for commands that come again. */
const remembered = 200;

/** What a device makes of its commands: each is obeyed once, and answered the same way each time it comes. */
export class CommandDesk {
  readonly #model: DeviceModel;
  readonly #answered = new Map<string, CommandResult>();

  constructor(model: DeviceModel) {
    this.#model = model;
  }

  /** `at` is the device's time. Throws when the payload is no command of the contract: there is no id to answer to. */
  take(payload: string, at: Instant): CommandAnswer {
    const command = deviceCommand.parse(JSON.parse(payload));
    if (command.type === 'cancel') return this.#cancelled(command.id);
    const known = this.#answered.get(command.id);
    if (known) return { commandId: command.id, result: known, heard: null };
    const result = this.#judge(command, at);
    this.#remember(command.id, result);
    return { commandId: command.id, result, heard: result.status === 'delivered' ? command : null };
  }

  /** The person has done what the command asked for; the same result is given if it comes again. */
  done(commandId: string, detail: string): CommandResult {
    const result: CommandResult = { status: 'done', detail };
    this.#remember(commandId, result);
    return result;
  }

  /** What has not been done will not be; what comes again after it is not obeyed any more. */
  #cancelled(commandId: string): CommandAnswer {
    const known = this.#answered.get(commandId);
    const result: CommandResult = known?.status === 'done' ? known : { status: 'expired', detail: 'taken back' };
    this.#remember(commandId, result);
    return { commandId, result, heard: null };
  }

  #judge(command: DeviceCommand, at: Instant): CommandResult {
    if (Date.parse(command.expiresAt) <= at) return { status: 'expired' };
    if (command.type === 'test') return { status: 'done' };
    if (command.type === 'prompt')
      return this.#model.prompts ? { status: 'delivered' } : { status: 'failed', detail: `a ${this.#model.kind} cannot speak` };
    const wanted = command.kind ?? this.#model.measures[0];
    if (this.#model.measures.some((kind) => kind === wanted)) return { status: 'delivered' };
    return { status: 'failed', detail: `a ${this.#model.kind} cannot measure ${wanted ?? 'anything'}`.slice(0, 200) };
  }

  #remember(commandId: string, result: CommandResult): void {
    this.#answered.delete(commandId);
    this.#answered.set(commandId, result);
    if (this.#answered.size <= remembered) return;
    const oldest = this.#answered.keys().next().value;
    if (oldest !== undefined) this.#answered.delete(oldest);
  }
}
