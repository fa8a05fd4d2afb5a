/** What devices say to the patient, in Polish, by our own words for it. To be read by a speaker of it who knows the work before it is used. */
export const polish: Readonly<Record<string, string>> = {
  // Medicine
  "It's time for your {medicines}, {name}.": '{name}, czas na leki: {medicines}.',
  "It's time for your medicine, {name}. It is ready in the dispenser.": '{name}, czas na leki. Czekają w podajniku.',
  'Your medicine is still waiting for you, {name}. Please go to the dispenser.': '{name}, leki nadal czekają. Proszę podejść do podajnika.',
  // Meals and drinks
  'Good morning, {name}. It is time for something to eat. Is there something nice in the fridge?':
    'Dzień dobry, {name}. Czas coś zjeść. Może w lodówce jest coś dobrego?',
  'Hello, {name}. Please have a bite to eat and something to drink.': '{name}, proszę coś zjeść i wypić.',
  'Hello, {name}. It is time for something to drink. Would you like a cup of tea or a glass of water?':
    '{name}, czas się czegoś napić. Może filiżanka herbaty albo szklanka wody?',
  'Hello, {name}. Have you had something to eat and drink? Please have a bite now, or say that you are fine.':
    '{name}, czy był już posiłek i coś do picia? Proszę teraz coś zjeść albo powiedzieć, że wszystko jest w porządku.',
  // Night and morning
  "It's night, {name}. It is dark and cold outside. Please come back in.":
    '{name}, jest noc. Na dworze jest ciemno i zimno. Proszę wrócić do domu.',
  'It is night, {name}. Are you all right? Please say so, press "I\'m OK", or go back to bed.':
    "{name}, jest noc. Czy wszystko w porządku? Proszę to powiedzieć, nacisnąć „I'm OK” albo wrócić do łóżka.",
  'It is late, {name}. Are you all right? Please say so, or press "I\'m OK". It is time for bed.':
    "{name}, jest późno. Czy wszystko w porządku? Proszę to powiedzieć albo nacisnąć „I'm OK”. Czas do łóżka.",
  'Good morning, {name}. It is getting late. Are you all right? Please say so, or press "I\'m OK".':
    "Dzień dobry, {name}. Robi się późno. Czy wszystko w porządku? Proszę to powiedzieć albo nacisnąć „I'm OK”.",
  'Good morning, {name}. Did you sleep badly? Please drink enough today, and tell somebody if you do not feel well.':
    'Dzień dobry, {name}. Czy to była zła noc? Proszę dziś dużo pić i powiedzieć komuś, jeśli coś dolega.',
  // Safety
  'Hello, {name}. We have not noticed you for a while. Are you all right? Please say so, or press "I\'m OK".':
    "{name}, od pewnego czasu nic nie zauważyliśmy. Czy wszystko w porządku? Proszę to powiedzieć albo nacisnąć „I'm OK”.",
  'The temperature at home is not good for you, {name}. Please see to the heating, or to fresh air if it is hot.':
    '{name}, temperatura w domu jest niezdrowa. Proszę włączyć ogrzewanie, a gdy jest gorąco, przewietrzyć.',
  'Are you all right, {name}? If you are, please say so, or press "I\'m OK".':
    "{name}, czy wszystko w porządku? Jeśli tak, proszę to powiedzieć albo nacisnąć „I'm OK”.",
  'The smoke alarm has gone off, {name}. Please leave the house now, and stay outside. We are calling for help.':
    '{name}, włączył się alarm dymu. Proszę natychmiast wyjść z domu i zostać na zewnątrz. Wzywamy pomoc.',
  'There is poisonous gas in the house, {name}. Please leave the house now and stay in the fresh air. We are calling for help.':
    '{name}, w domu jest trujący gaz. Proszę natychmiast wyjść z domu i zostać na świeżym powietrzu. Wzywamy pomoc.',
  'There is gas in the house, {name}. Do not touch any switch. Please leave the house now and stay outside. We are calling for help.':
    '{name}, w domu ulatnia się gaz. Proszę nie dotykać żadnych włączników, natychmiast wyjść z domu i zostać na zewnątrz. Wzywamy pomoc.',
  'There is water on the floor, {name}. Please mind that you do not slip, and turn the tap off if you can.':
    '{name}, na podłodze jest woda. Proszę uważać, żeby się nie poślizgnąć, i zakręcić kran, jeśli to możliwe.',
  'The house alarm has gone off, {name}. We are letting somebody know.': '{name}, włączył się alarm domowy. Zawiadamiamy kogoś.',
  // Readings
  'Please sit down and rest, {name}. We are asking somebody to ring you.':
    '{name}, proszę usiąść i odpocząć. Prosimy kogoś, żeby zadzwonił.',
  'That weight is very different from the last one, {name}. Please step on the scales again, on your own.':
    '{name}, ta waga bardzo różni się od ostatniej. Proszę jeszcze raz stanąć na wadze, bez nikogo.',
  'Hello, {name}. We have not heard from you today. Could you take your readings now?':
    '{name}, nie mamy dziś od Ciebie wiadomości. Czy możesz teraz wykonać pomiary?',
  'Hello, {name}. How are you? A few steps today would be good.': '{name}, jak się masz? Dziś dobrze byłoby trochę pospacerować.',
};
