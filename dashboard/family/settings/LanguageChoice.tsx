import { languageNames, languages, useWords } from '../words/language.tsx';

/** The languages, each by its own name. */
export function LanguageChoice() {
  const { chosen, speak, words } = useWords();
  return (
    <fieldset className="languages">
      <legend>{words.settings.language}</legend>
      {languages.map((each) => (
        <label key={each} className="choice" lang={each}>
          <input type="radio" name="language" checked={each === chosen} onChange={() => speak(each)} />
          {languageNames[each]}
        </label>
      ))}
    </fieldset>
  );
}
