import type { Notification } from '../model/effect.ts';
import type { Language } from '../model/speech.ts';

/** What is known of one attempt to reach somebody before the reader. */
export type TriedHow = 'declined' | 'failed' | 'planned' | 'asked';

/** Our own words to people around the words of an agreement. `{name}` is the patient, `{who}` somebody else. */
export interface AlertWords {
  /** Fit for a lock screen: a name, that somebody is asked for, and nothing about health. */
  readonly subject: Readonly<Record<Exclude<Notification['purpose'], 'check'>, string>>;
  readonly since: (time: string) => string;
  readonly seeingToIt: (who: string) => string;
  readonly triedBefore: (lines: readonly string[]) => string;
  readonly tried: Readonly<Record<TriedHow, string>>;
  readonly spokenAtHome: (who: string) => string;
  readonly nothingMore: string;
  readonly over: string;
  readonly seenTo: (who: string, time: string) => string;
  readonly handedToYou: (who: string) => string;
  readonly restBegins: (name: string, until: string | null) => string;
  readonly restOver: (name: string) => string;
}

const english: AlertWords = {
  subject: {
    prompt: '{name}: please look',
    escalation: '{name}: please look',
    resolved: '{name}: no longer needed, thank you',
    'handed-over': '{name}: handed over to you',
    reminder: '{name}: please look again',
    rest: '{name}: about monitoring at home',
  },
  since: (time) => `Since ${time}.`,
  seeingToIt: (who) => `${who} has said that they are seeing to it.`,
  triedBefore: (lines) => `Tried before you: ${lines.join('; ')}.`,
  tried: {
    declined: 'cannot see to it',
    failed: 'could not be reached',
    planned: 'is told after their quiet hours',
    asked: 'no answer so far',
  },
  spokenAtHome: (who) => `${who} (spoken at home)`,
  nothingMore: 'Thank you; nothing more is asked of you.',
  over: 'It is over.',
  seenTo: (who, time) => `${who} has seen to it (${time}).`,
  handedToYou: (who) => `${who} has handed this over to you.`,
  restBegins: (name, until) =>
    `${name} is away, so our watch rests until ${until ?? 'we hear more'}: what is usual at home is not looked for. A call for help, a fall or an alarm in the home is answered as always. You will hear when it goes on.`,
  restOver: (name) => `${name} is due at home again: our watch goes on as agreed.`,
};

/** To be read by a speaker of it who knows the work before it is used. */
const polish: AlertWords = {
  subject: {
    prompt: '{name}: proszę zajrzeć',
    escalation: '{name}: proszę zajrzeć',
    resolved: '{name}: już nie trzeba, dziękujemy',
    'handed-over': '{name}: sprawa przekazana Tobie',
    reminder: '{name}: proszę zajrzeć ponownie',
    rest: '{name}: o opiece na odległość',
  },
  since: (time) => `Od ${time}.`,
  seeingToIt: (who) => `Zajmuje się tym: ${who}.`,
  triedBefore: (lines) => `Próbowaliśmy już: ${lines.join('; ')}.`,
  tried: {
    declined: 'nie może się tym zająć',
    failed: 'brak kontaktu',
    planned: 'dostanie wiadomość po swoich cichych godzinach',
    asked: 'na razie brak odpowiedzi',
  },
  spokenAtHome: (who) => `${who} (głosem w domu)`,
  nothingMore: 'Dziękujemy, nic więcej nie trzeba robić.',
  over: 'Sprawa jest zakończona.',
  seenTo: (who, time) => `Zajęła się tym osoba: ${who} (${time}).`,
  handedToYou: (who) => `${who} przekazuje Ci tę sprawę.`,
  restBegins: (name, until) =>
    `${name} jest poza domem i opieka na odległość ma przerwę ${until === null ? 'do odwołania' : `do ${until}`}: nie oczekujemy tego, co zwykle dzieje się w domu. Na wezwanie pomocy, upadek i alarm w domu odpowiadamy jak zawsze. Damy znać, gdy przerwa się skończy.`,
  restOver: (name) => `${name} znów ma być w domu: opieka na odległość działa dalej, jak uzgodniono.`,
};

export const alertWords: Readonly<Record<Language, AlertWords>> = { en: english, pl: polish };
