/** Why an attempt did not go through, in words for the alert's timeline: no secrets, no health detail. */
export class DeliveryError extends Error {
  /** Trying again on this channel is of no use. */
  readonly permanent: boolean;
  /** It may have arrived all the same; the next try says that it is a repeat. */
  readonly ambiguous: boolean;

  constructor(message: string, options: { readonly permanent?: boolean; readonly ambiguous?: boolean; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'DeliveryError';
    this.permanent = options.permanent ?? false;
    this.ambiguous = options.ambiguous ?? false;
  }
}
