/** What nobody may build a password on, whoever they are. */
const service = 'hearthline';
/** Of 0 to 4, as zxcvbn judges: 3 withstands who has the hash for a while. */
const leastScore = 3;
/** Beginnings of passwords that are judged; the time that it takes grows faster than the length. */
const judgedLength = 40;
/** Shorter words and parts of names are found in good passwords too. */
const shortestWord = 4;
/** How words are disguised, and what is meant; `1` and `!` are read both ways. */
const disguises: Readonly<Record<string, string>> = { '@': 'a', '0': 'o', '3': 'e', '5': 's', $: 's' };

const letters = /\p{L}/u;
const otherThanLetters = /[^\p{L}]+/u;

type Judge = (password: string, words: readonly string[]) => { readonly score: number; readonly isKnown: boolean };
let judge: Promise<Judge> | undefined;

/** The lists are large: they are read when the first password is chosen. */
async function readLists(): Promise<Judge> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: judgedLength });
  const common = new Set<string>(dictionary['passwords-common']);
  return (password, words) => ({
    score: zxcvbn.check(password, [...words]).score,
    isKnown: undisguised(password).some((word) => common.has(word) || words.includes(word.split(otherThanLetters).join(''))),
  });
}

/**
 * Why a password must not be used, as a sentence; null: it may be. It is refused when it is easily guessed, by what is known from
 * breaches and `about` its owner (their name and e-mail address), or is one of those words with disguises and with signs around it.
 */
export async function weakness(password: string, about: readonly string[]): Promise<string | null> {
  judge ??= readLists();
  const { score, isKnown } = (await judge)(password.normalize('NFKC'), wordsOf(about));
  if (score >= leastScore && !isKnown) return null;
  return 'This password is easily guessed: it is close to a well-known one, or to a name. Choose several words that do not belong together.';
}

/** The service's name, each word of a name or of an address, and all words of a name without what is between them. */
function wordsOf(about: readonly string[]): string[] {
  const parts = about.flatMap((text) => text.split('@')).map((text) => text.normalize('NFKC').toLowerCase().split(otherThanLetters));
  return [service, ...parts.flat(), ...parts.map((words) => words.join(''))].filter((word) => word.length >= shortestWord);
}

/** What a password may be in plain letters: with more or fewer of the signs at both ends taken off, since a sign may stand for a letter. */
function undisguised(password: string): string[] {
  const signs = [...password.toLowerCase()];
  const first = signs.findIndex((sign) => letters.test(sign));
  const last = signs.findLastIndex((sign) => letters.test(sign));
  if (first === -1) return [];
  const words: string[] = [];
  for (let from = 0; from <= first; from++)
    for (let to = last + 1; to <= signs.length; to++)
      for (const one of ['i', 'l']) {
        const plain = signs.slice(from, to).map((sign) => (sign === '1' || sign === '!' ? one : (disguises[sign] ?? sign)));
        if (plain.length >= shortestWord) words.push(plain.join(''));
      }
  return words;
}
