import type { MyMessage } from '../../contract/my-circle.ts';
import type { MessageRow } from '../../store/my/messages.ts';
import { iso, isoOrNull } from '../instant.ts';

/** A message as one side sees it; `byTeam`: the reader is of the team. */
export function toMessage({ id, fromTeam, authorName, text, at, readAt }: MessageRow, reader: { readonly byTeam: boolean }): MyMessage {
  return { id, at: iso(at), text, mine: fromTeam === reader.byTeam, by: authorName, readAt: isoOrNull(readAt) };
}
