/**
 * What family and neighbours are asked by the plans that templates come with, in Polish. To be read by a speaker of it who knows the work
 * before it is used.
 */
export const polishFamily: Readonly<Record<string, string>> = {
  '{name} may not have eaten this mealtime. Could you ring?': '{name}: być może nie było posiłku o zwykłej porze. Czy możesz zadzwonić?',
  'Nothing shows that {name} has been up for a meal today. Could you ring?':
    '{name}: nic nie wskazuje na to, żeby dziś był posiłek. Czy możesz zadzwonić?',
  'There has been no sign of {name} at home for some hours. Could you ring or look in?':
    '{name}: od kilku godzin w domu nic się nie dzieje. Czy możesz zadzwonić albo zajrzeć?',
  '{name} is still in bed this morning. Could you ring?': '{name} dziś rano jeszcze leży w łóżku. Czy możesz zadzwonić?',
  '{name} has not gone to bed tonight. Could you ring?': '{name} dziś wieczorem jeszcze nie śpi. Czy możesz zadzwonić?',
  '{name} got up in the night and is not back in bed. Could you ring?':
    '{name}: w nocy łóżko jest puste od dłuższego czasu. Czy możesz zadzwonić?',
  '{name} has left home and is not back in time. Do you know where {name} is?':
    '{name} nie wraca do domu o zwykłej porze. Czy wiesz, gdzie jest {name}?',
  "{name}'s medicine has not been dispensed. Could you ring or look in?":
    '{name}: leki nie zostały wydane z podajnika. Czy możesz zadzwonić albo zajrzeć?',
  '{name} has gone out in the night and is not back. Can you go?': '{name}: nocne wyjście z domu bez powrotu. Czy możesz pojechać?',
  '{name} has called for help. The care centre has been told.': '{name} wzywa pomocy. Centrum opieki już o tym wie.',
  '{name} has not answered our questions today, or does not feel well. Could you ring?':
    '{name}: dziś nie ma odpowiedzi na nasze pytania albo coś dolega. Czy możesz zadzwonić?',
  "{name}'s blood sugar needs attention. Could you ring or look in now?":
    '{name}: cukier we krwi wymaga uwagi. Czy możesz teraz zadzwonić albo zajrzeć?',
  '{name} may have fallen. The care centre has been told. Can you go there?':
    '{name}: możliwy upadek. Centrum opieki już o tym wie. Czy możesz tam pojechać?',
  "An alarm has gone off at {name}'s. The care centre has been told. Do not go in if there may be fire or gas.":
    '{name}: w domu włączył się alarm. Centrum opieki już o tym wie. Nie wchodź, jeśli może tam być ogień albo gaz.',
  "It has been too cold or too hot at {name}'s for some time. Could you ring or look in?":
    '{name}: w domu od pewnego czasu jest za zimno albo za gorąco. Czy możesz zadzwonić albo zajrzeć?',
  "{name}'s medicine dispenser needs seeing to. Could you ring the care centre about it?":
    '{name}: trzeba zajrzeć do podajnika leków. Czy możesz w tej sprawie zadzwonić do centrum opieki?',
  '{name} may be drinking too little. Could you ring and offer a drink?':
    '{name} być może za mało pije. Czy możesz zadzwonić i zaproponować coś do picia?',
};
