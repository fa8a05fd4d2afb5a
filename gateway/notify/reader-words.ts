import type { Language } from '../../rules/model/speech.ts';

/** Our own words around what a person is told, in each way by which they are told it. `{code}`: three digits; `{who}`: the reader. */
export interface ReaderWords {
  readonly tag: string;
  readonly repeat: string;
  readonly mail: {
    readonly hello: string;
    readonly repeat: string;
    readonly seeAndAnswer: { readonly before: string; readonly on: string };
    readonly seeHowItEnded: { readonly before: string; readonly on: string };
    readonly sentBy: string;
    readonly oneLink: string;
    readonly manyLinks: string;
    readonly together: (count: number) => string;
    readonly togetherSubject: (count: number) => string;
  };
  readonly text: { readonly to: string; readonly reply: string };
  readonly push: { readonly open: string };
  readonly voice: { readonly hello: string; readonly keys: string; readonly goodbye: string };
}

const english: ReaderWords = {
  tag: 'en',
  repeat: 'Repeat',
  mail: {
    hello: 'Hello {who},',
    repeat: 'We are not sure that our first message reached you, so this is a repeat.',
    seeAndAnswer: { before: 'See what is happening, and tell us whether you can help:', on: 'See what is happening and answer' },
    seeHowItEnded: { before: 'See how it ended:', on: 'See how it ended' },
    sentBy: 'Sent by Hearthline, the home-monitoring service.',
    oneLink: 'The link is for you alone: please do not forward it.',
    manyLinks: 'The links are for you alone: please do not forward them.',
    together: (count) => `Here are ${count} messages from the last hour. None of them is urgent, so we have put them together.`,
    togetherSubject: (count) => `${count} messages, none urgent`,
  },
  text: { to: 'For {who}.', reply: 'Reply YES {code} if you will see to it, NO {code} if you cannot.' },
  push: { open: 'Open Hearthline to see what it is about.' },
  voice: {
    hello: 'Hello. This is Hearthline, with a message for {who}.',
    keys: 'Press 1 if you will see to it. Press 2 if you cannot.',
    goodbye: 'Thank you. Goodbye.',
  },
};

/** To be read by a speaker of it who knows the work before it is used. */
const polish: ReaderWords = {
  tag: 'pl',
  repeat: 'Ponownie',
  mail: {
    hello: 'Dzień dobry, {who},',
    repeat: 'Nie mamy pewności, czy pierwsza wiadomość dotarła, dlatego wysyłamy ją ponownie.',
    seeAndAnswer: { before: 'Zobacz, co się dzieje, i powiedz nam, czy możesz pomóc:', on: 'Zobacz, co się dzieje, i odpowiedz' },
    seeHowItEnded: { before: 'Zobacz, jak się skończyło:', on: 'Zobacz, jak się skończyło' },
    sentBy: 'Wysłane przez Hearthline, opiekę na odległość.',
    oneLink: 'Ten link jest tylko dla Ciebie, nie przekazuj go dalej.',
    manyLinks: 'Te linki są tylko dla Ciebie, nie przekazuj ich dalej.',
    together: (count) => `Wiadomości z ostatniej godziny: ${count}. Żadna nie jest pilna, dlatego są razem.`,
    togetherSubject: (count) => `Wiadomości: ${count}, żadna nie jest pilna`,
  },
  text: { to: 'Do: {who}.', reply: 'Odpowiedz TAK {code}, jeśli się tym zajmiesz, albo NIE {code}, jeśli nie możesz.' },
  push: { open: 'Otwórz Hearthline, aby zobaczyć, o co chodzi.' },
  voice: {
    hello: 'Dzień dobry. Tu Hearthline, mamy wiadomość. Odbiorca: {who}.',
    keys: 'Naciśnij 1, jeśli się tym zajmiesz. Naciśnij 2, jeśli nie możesz.',
    goodbye: 'Dziękujemy. Do widzenia.',
  },
};

export const readerWords: Readonly<Record<Language, ReaderWords>> = { en: english, pl: polish };
