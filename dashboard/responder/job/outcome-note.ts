import { say } from '../../shared/words/say.ts';
import { words } from '../words.ts';

/** What was written about the end of a visit, as one note; what was left empty is left out. */
export function outcomeNote({ found, withThem, followUp }: { found: string; withThem: string; followUp: string }): string {
  const lines = [
    found,
    withThem && say(words.outcome.withLine, { text: withThem }),
    followUp && say(words.outcome.followUpLine, { text: followUp }),
  ];
  return lines.filter(Boolean).join('\n');
}
