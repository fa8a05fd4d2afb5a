import type { Words } from '../english.ts';

export const goals: Words['goals'] = {
  title: 'Cele',
  lead: 'Własnymi słowami. Mają dodawać otuchy; z ich powodu nikogo nie wzywamy.',
  none: 'Nie ma jeszcze celów. Porozmawiaj o tym z zespołem.',
  words: 'Mój cel, własnymi słowami',
  save: 'Zapisz',
  saved: 'Zapisane',
  did: 'Dziś się udało',
  didSays: 'Brawo. Liczy się.',
};

export const pause: Words['pause'] = {
  title: 'Wstrzymaj czuwanie',
  lead: 'Na czas poza domem. Przerwa kończy się sama.',
  why: 'Powód',
  reasons: { away: 'Wychodzę z domu', holiday: 'Mam urlop', hospital: 'Jestem w szpitalu', respite: 'Jestem w opiece zastępczej' },
  until: 'Do kiedy',
  start: 'Wstrzymaj',
  change: 'Zmień',
  end: 'Zakończ teraz',
  now: 'Wstrzymane do {time}.',
  rests: 'W tym czasie bez czuwania',
  goesOn: 'Co działa dalej',
  wrong: 'Wybierz chwilę w ciągu najbliższych {days} dni.',
};

export const sharing: Words['sharing'] = {
  title: 'Kto mnie widzi',
  lead: 'To Twoja decyzja, osobno dla każdej osoby. Można ją zmienić w każdej chwili.',
  nobody: 'Nie ma zapisanych bliskich osób.',
  purposes: {
    'see-status': 'Widzi, co u mnie słychać',
    'see-readings': 'Widzi moje pomiary',
    'be-told': 'Dowie się, gdy ktoś jest mi potrzebny',
    'see-attainment': 'Widzi, jak idą moje cele',
  },
  allowed: 'Tak, od {time}',
  ends: 'do {time}',
  notAllowed: 'Nie',
  change: 'Zmień, co widzi {name}',
  what: 'Co to zmieni',
  save: 'Zapisz',
  saveAnyway: 'Zapisz mimo to',
  keep: 'Zostaw, jak jest',
  looks: 'Kto zaglądał',
};

export const looks: Words['looks'] = {
  title: 'Kto zaglądał',
  lead: 'Każdy, kto coś o Tobie otwierał, dzień po dniu.',
  none: 'Nikt jeszcze nie zaglądał.',
  times: { one: 'raz', few: '{n} razy', many: '{n} razy', other: '{n} razy' },
  last: 'ostatnio o {time}',
};

export const plan: Words['plan'] = {
  title: 'Plan opieki',
  none: 'Nie ma jeszcze udostępnionego planu.',
  approved: 'Zatwierdza: {name}. Obowiązuje od {time}.',
  review: 'Następny przegląd: {date}.',
  overdue: 'Przegląd miał być do {date}. Zapytaj zespół.',
};
