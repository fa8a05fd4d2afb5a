import type { Language } from '../../../rules/model/speech.ts';

/** What the app of patients and families is told in words, besides the one sentence. Plain: a reading age of 9 to 11. */
interface Words {
  readonly okTaken: string;
  readonly helpTaken: string;
  readonly repeat: string;
  readonly notForEmergencies: string;
  readonly dose: string;
  readonly takeReading: string;
  readonly takeAgain: string;
  readonly drink: string;
  readonly checkIn: string;
  readonly exercise: string;
  readonly lookAtAlert: string;
  readonly unreadMessage: string;
  readonly onDuty: string;
  readonly timesThisWeek: string;
  readonly stepsToday: string;
  readonly pauseNow: string;
  readonly pauseWould: string;
  readonly alertNeutral: string;
  readonly tried: Readonly<Record<'declined' | 'failed' | 'later' | 'asked', string>>;
  readonly nextFamily: string;
  readonly nextCentre: string;
  readonly nextOthers: string;
}

const en: Words = {
  okTaken: 'Thank you. We have noted that you are OK.',
  helpTaken: 'We have your call for help. Somebody is being told now. If your life is in danger, call 999.',
  repeat: 'We have kept this. It looks different from what is usual for you. Please rest for five minutes and measure again.',
  notForEmergencies:
    'Not for emergencies: we do not read this all the time. We try to answer within 4 hours. If you need help now, press the help button or call 999.',
  dose: 'Take your {words}',
  takeReading: 'Measure your {words}',
  takeAgain: 'Rest a little, then measure your {words} again',
  drink: 'Have something to drink ({words} so far)',
  checkIn: 'Tell us how you feel today',
  exercise: 'Do {words}',
  lookAtAlert: '{name} may need you: please answer',
  unreadMessage: 'Read the message from the team',
  onDuty: 'You are on duty for {name}',
  timesThisWeek: '{done} of {of} times this week',
  stepsToday: '{done} of {of} steps today',
  pauseNow:
    'While you are away we do not watch your home. It ends by itself. A call for help, a fall or a smoke alarm always gets through.',
  pauseWould:
    'Until then we would not watch your home. If you do not move or do not eat, nobody would notice. A call for help, a fall or a smoke alarm always gets through. It ends by itself.',
  alertNeutral: 'We are checking how {name} is.',
  tried: {
    declined: 'cannot see to it',
    failed: 'could not be reached',
    later: 'is told after their quiet hours',
    asked: 'no answer so far',
  },
  nextFamily: 'Then others of the family are asked.',
  nextCentre: 'Then the care centre is asked.',
  nextOthers: 'Then the next people are asked.',
};

const pl: Words = {
  okTaken: 'Dziękujemy. Wiemy, że wszystko w porządku.',
  helpTaken: 'Mamy wezwanie pomocy. Już kogoś zawiadamiamy. Gdy zagrożone jest życie, proszę dzwonić pod 999.',
  repeat: 'Wynik jest zapisany. Różni się od zwykłych. Proszę odpocząć pięć minut i zmierzyć jeszcze raz.',
  notForEmergencies:
    'Nie w nagłych przypadkach: nie czytamy tego cały czas. Staramy się odpowiedzieć w ciągu 4 godzin. Gdy potrzebna jest pomoc, proszę nacisnąć przycisk pomocy albo dzwonić pod 999.',
  dose: 'Czas na leki: {words}',
  takeReading: 'Pomiar: {words}',
  takeAgain: 'Po chwili odpoczynku jeszcze raz pomiar: {words}',
  drink: 'Coś do picia (dotąd {words})',
  checkIn: 'Jakie jest dziś samopoczucie?',
  exercise: 'Ćwiczenia: {words}',
  lookAtAlert: '{name}: proszę odpowiedzieć, może być potrzebna pomoc',
  unreadMessage: 'Wiadomość od zespołu do przeczytania',
  onDuty: '{name}: dziś Twój dyżur',
  timesThisWeek: '{done} z {of} razy w tym tygodniu',
  stepsToday: '{done} z {of} kroków dzisiaj',
  pauseNow: 'W tym czasie nie obserwujemy domu. Przerwa skończy się sama. Wezwanie pomocy, upadek i alarm dymu zawsze docierają.',
  pauseWould:
    'Do tego czasu nie będziemy obserwować domu. Gdyby zabrakło ruchu albo posiłku, nikt tego nie zauważy. Wezwanie pomocy, upadek i alarm dymu zawsze docierają. Przerwa skończy się sama.',
  alertNeutral: '{name}: sprawdzamy, czy wszystko w porządku.',
  tried: {
    declined: 'nie może się tym zająć',
    failed: 'brak kontaktu',
    later: 'dowie się po ciszy nocnej',
    asked: 'na razie bez odpowiedzi',
  },
  nextFamily: 'Potem pytamy innych z rodziny.',
  nextCentre: 'Potem pytamy centrum opieki.',
  nextOthers: 'Potem pytamy następne osoby.',
};

/** The words of a language. */
export const wordsIn: Readonly<Record<Language, Words>> = { en, pl };

/** `{place}` in a text becomes its value; a place without one stays, and a test finds it. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
