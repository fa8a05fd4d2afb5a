import type { Words } from '../english.ts';

export const frame: Words['frame'] = {
  product: 'Hearthline',
  skip: 'Przejdź do treści',
  navigation: 'Strony',
  home: 'Start',
  alerts: 'Alarmy',
  settings: 'Ustawienia',
  loading: 'Chwileczkę…',
  failed: 'Nie udało się',
  again: 'Spróbuj ponownie',
  reload: 'Załaduj stronę ponownie',
  nowhere: 'Nie ma takiej strony',
  toHome: 'Do strony głównej',
  back: 'Wstecz',
  backTo: 'Wróć: {name}',
  notForYou: 'Te informacje nie są udostępnione albo już nie są.',
  offline: 'Brak połączenia. To, co widać, może być nieaktualne. Wpisane rzeczy czekają w telefonie na połączenie.',
  late: 'Słabe połączenie. To, co widać, może być trochę nieaktualne.',
  waiting: {
    one: '{n} wpis czeka na wysłanie',
    few: '{n} wpisy czekają na wysłanie',
    many: '{n} wpisów czeka na wysłanie',
    other: '{n} wpisu czeka na wysłanie',
  },
  removed: {
    one: 'W tym telefonie był {n} wpis innej osoby. Nie został wysłany i jest już usunięty.',
    few: 'W tym telefonie były {n} wpisy innej osoby. Nie zostały wysłane i są już usunięte.',
    many: 'W tym telefonie było {n} wpisów innej osoby. Nie zostały wysłane i są już usunięte.',
    other: 'W tym telefonie było {n} wpisu innej osoby. Nie zostały wysłane i są już usunięte.',
  },
  demo: 'Wersja pokazowa: te osoby są zmyślone.',
  demoTime: 'W ich domach jest {time}.',
  staff: 'Ta aplikacja jest dla pacjentów i rodzin. Praca zespołu odbywa się w konsoli.',
  toConsole: 'Do konsoli',
  ringCentre: 'Centrum opieki: {number}',
  ring999: 'W nagłym wypadku: 999',
};

export const entrance: Words['entrance'] = {
  lead: 'Dla osób w domu i dla ich bliskich.',
  emergency: 'W nagłym wypadku dzwoń pod 999.',
};
