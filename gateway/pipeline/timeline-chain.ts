import { hash } from 'node:crypto';
import type { TimelineEntry } from '../../rules/model/alert.ts';

export interface ChainedEntry {
  readonly entry: TimelineEntry;
  /** Canonical JSON, exactly as hashed. */
  readonly text: string;
  /** SHA-256 of the previous hash and the text, hex. */
  readonly hash: string;
}

/** The link after `previous` ('' for the first): whoever changes an entry breaks every later hash. */
export function chain(previous: string, entry: TimelineEntry): ChainedEntry {
  const text = JSON.stringify(entry);
  return { entry, text, hash: hash('sha256', previous + text) };
}

/** The newest hash of each alert that is not closed. */
export class TimelineHeads {
  readonly #heads = new Map<string, string>();

  restore(alertId: string, head: string): void {
    this.#heads.set(alertId, head);
  }

  /** Chains the entries of one batch without moving the heads: it may still fail. */
  link(entries: readonly TimelineEntry[]): { readonly rows: ChainedEntry[]; readonly heads: ReadonlyMap<string, string> } {
    const heads = new Map<string, string>();
    const rows = entries.map((entry) => {
      const row = chain(heads.get(entry.alertId) ?? this.#heads.get(entry.alertId) ?? '', entry);
      heads.set(entry.alertId, row.hash);
      return row;
    });
    return { rows, heads };
  }

  /** The batch is stored; closed alerts are forgotten. */
  moved(heads: ReadonlyMap<string, string>, closed: ReadonlySet<string>): void {
    for (const [alertId, head] of heads) {
      if (closed.has(alertId)) this.#heads.delete(alertId);
      else this.#heads.set(alertId, head);
    }
  }
}
