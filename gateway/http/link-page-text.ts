import type { OutcomeCode } from '../../rules/model/alert.ts';
import type { Language } from '../../rules/model/speech.ts';

/** What the pages behind links say. `{name}`: somebody; `{until}`: a time. */
export interface LinkPageText {
  /** BCP 47, of the page and of its times. */
  readonly tag: string;
  readonly danger: string;
  readonly thanks: Readonly<Record<'acknowledge' | 'decline' | 'snooze' | 'unsnooze' | 'unacknowledge' | 'close', string>>;
  readonly over: string;
  readonly settled: string;
  readonly nothingAsked: string;
  readonly nobodyYet: string;
  readonly yours: string;
  readonly theirs: string;
  readonly buttons: Readonly<Record<'go' | 'longer' | 'mistake' | 'cannot' | 'cannotAfterAll' | 'notMe' | 'askMeAgain', string>>;
  readonly closing: Readonly<Record<'title' | 'how' | 'note' | 'close', string>>;
  /** How it ended, as family and neighbours would say it. What only a professional can know is left to them. */
  readonly outcomes: readonly (readonly [OutcomeCode, string])[];
  readonly headline: Readonly<Record<'over' | 'settled' | 'yours' | 'theirs' | 'ask', string>>;
  readonly since: string;
  readonly onDay: string;
  readonly ago: string;
  readonly momentAgo: string;
  readonly whoWasTried: string;
  readonly plan: string;
  readonly chooseOutcome: string;
  readonly useButtons: string;
  readonly changed: string;
}

const english: LinkPageText = {
  tag: 'en-GB',
  danger: 'If someone is in danger now, call 999. This page is for you alone: please do not pass it on.',
  thanks: {
    acknowledge: 'Thank you, {name}. Everyone can see that you are on it.',
    decline: 'Thank you for telling us. We are asking the next person.',
    snooze: 'Thank you for telling us. We do not ask you again until {until}, unless it gets worse.',
    unsnooze: 'Thank you. We may ask you again.',
    unacknowledge: 'You have taken it back. We go on asking.',
    close: 'Thank you, {name}. It is closed, and those who were told know it.',
  },
  over: 'This is over. Nothing more is asked of you.',
  settled: 'It has settled since. Someone still records how it ended.',
  nothingAsked: 'Nothing more is asked of you.',
  nobodyYet: 'Nobody has taken this on yet.',
  yours: 'You are seeing to it. We keep it for you until {until}; then we ask again.',
  theirs: '{name} is seeing to it until {until}.',
  buttons: {
    go: "I'm going – I've got this",
    longer: 'Keep it longer for me',
    mistake: 'I pressed that by mistake',
    cannot: "I can't",
    cannotAfterAll: "I can't after all",
    notMe: 'Not me, for 2 hours',
    askMeAgain: 'You may ask me again',
  },
  closing: {
    title: 'All is well?',
    how: 'How did it end?',
    note: 'Anything others should know? (optional)',
    close: 'All is well: close',
  },
  outcomes: [
    ['reassurance', 'I spoke to them and all is well'],
    ['keyholder-attending', 'I went there and all is well'],
    ['advice', 'They needed some advice'],
    ['accidental', 'It was set off by accident'],
    ['equipment-fault', 'Something with the equipment is wrong'],
    ['test', 'It was a test'],
  ],
  headline: {
    over: 'it is over',
    settled: 'it has settled',
    yours: 'you are seeing to it',
    theirs: '{name} is seeing to it',
    ask: 'can you help?',
  },
  since: 'Since',
  onDay: '{time} on {day}',
  ago: '{age} ago',
  momentAgo: 'less than a minute ago',
  whoWasTried: 'Who has been tried',
  plan: '{name}’s plan: {part}',
  chooseOutcome: 'Please choose how it ended.',
  useButtons: 'Please use one of the buttons below.',
  changed: 'Something has changed meanwhile. Please look again.',
};

/** To be read by a speaker of it who knows the work before it is used. */
const polish: LinkPageText = {
  tag: 'pl-PL',
  danger: 'Jeśli ktoś jest w bezpośrednim niebezpieczeństwie, zadzwoń pod 999. Ta strona jest tylko dla Ciebie, nie przekazuj jej dalej.',
  thanks: {
    acknowledge: 'Dziękujemy, {name}. Wszyscy widzą, że się tym zajmujesz.',
    decline: 'Dziękujemy za wiadomość. Pytamy następną osobę.',
    snooze: 'Dziękujemy za wiadomość. Nie zapytamy ponownie do {until}, chyba że będzie gorzej.',
    unsnooze: 'Dziękujemy. Możemy zapytać ponownie.',
    unacknowledge: 'Wycofano odpowiedź. Pytamy dalej.',
    close: 'Dziękujemy, {name}. Sprawa jest zamknięta, a osoby, które o niej wiedziały, już o tym wiedzą.',
  },
  over: 'To już koniec. Nic więcej nie trzeba robić.',
  settled: 'Sytuacja się uspokoiła. Ktoś jeszcze zapisze, jak się skończyła.',
  nothingAsked: 'Nic więcej nie trzeba robić.',
  nobodyYet: 'Nikt się tym jeszcze nie zajął.',
  yours: 'Zajmujesz się tym. Sprawa jest Twoja do {until}, potem zapytamy znowu.',
  theirs: 'Zajmuje się tym {name}, do {until}.',
  buttons: {
    go: 'Jadę – zajmę się tym',
    longer: 'Potrzebuję więcej czasu',
    mistake: 'To była pomyłka',
    cannot: 'Nie mogę',
    cannotAfterAll: 'Jednak nie mogę',
    notMe: 'Nie ja, przez 2 godziny',
    askMeAgain: 'Możecie znów mnie pytać',
  },
  closing: {
    title: 'Wszystko w porządku?',
    how: 'Jak się skończyło?',
    note: 'Czy inni powinni coś wiedzieć? (nieobowiązkowe)',
    close: 'Wszystko w porządku: zamknij',
  },
  outcomes: [
    ['reassurance', 'Rozmowa się odbyła i wszystko jest w porządku'],
    ['keyholder-attending', 'Byłem lub byłam na miejscu i wszystko jest w porządku'],
    ['advice', 'Potrzebna była rada'],
    ['accidental', 'To był przypadek'],
    ['equipment-fault', 'Coś jest nie tak ze sprzętem'],
    ['test', 'To była próba'],
  ],
  headline: {
    over: 'sprawa zakończona',
    settled: 'sytuacja się uspokoiła',
    yours: 'zajmujesz się tym',
    theirs: 'zajmuje się tym {name}',
    ask: 'czy możesz pomóc?',
  },
  since: 'Od',
  onDay: '{time}, {day}',
  ago: '{age} temu',
  momentAgo: 'przed chwilą',
  whoWasTried: 'Kogo już pytaliśmy',
  plan: '{name}, plan: {part}',
  chooseOutcome: 'Proszę wybrać, jak się skończyło.',
  useButtons: 'Proszę użyć jednego z przycisków poniżej.',
  changed: 'Coś się w międzyczasie zmieniło. Proszę zobaczyć jeszcze raz.',
};

export const linkPageText: Readonly<Record<Language, LinkPageText>> = { en: english, pl: polish };

/** Words with their places filled in. */
export function filled(text: string, places: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, place: string) => places[place] ?? whole);
}
