import type { Words } from '../english.ts';

export const messages: Words['messages'] = {
  title: 'Wiadomości',
  write: 'Napisz do zespołu',
  send: 'Wyślij',
  empty: 'Nie ma jeszcze wiadomości.',
  you: 'Ty',
  read: 'Przeczytane',
  waiting: 'Czeka na wysłanie',
  refused: 'Nie wysłano: {detail}',
};

export const rota: Words['rota'] = {
  title: 'Kto ma dyżur',
  lead: 'Osobę na dyżurze pytamy pierwszą, przed resztą rodziny. Gdy nikt nie ma dyżuru, zostaje zwykła kolejność.',
  weekend: 'Mam dyżur w ten weekend',
  nextWeekend: 'Mam dyżur w weekend od {date}',
  weeks: 'Najbliższe cztery tygodnie',
  weekOf: 'Tydzień od {date}',
  nobody: 'Nikt się jeszcze nie zgłosił',
  you: 'Ty',
  from: '{from} – {until}',
  stop: 'Wycofaj',
  other: 'Inny czas',
  fromField: 'Od',
  untilField: 'Do',
  add: 'Mam wtedy dyżur',
  wrong: 'Koniec musi być po początku, najwyżej {days} dni później.',
};
