import type { MyAlert } from '../../../gateway/contract/my-circle.ts';

/** What an alert says, with whose it is in front where the sentence does not name them. */
export function aboutWhom({ knownAs, text }: Pick<MyAlert, 'knownAs' | 'text'>): string {
  const words = text.split(/[^\p{L}\p{M}-]+/u);
  const named = knownAs.split(/[^\p{L}\p{M}-]+/u).every((part) => words.includes(part));
  return named ? text : `${knownAs}: ${text}`;
}
