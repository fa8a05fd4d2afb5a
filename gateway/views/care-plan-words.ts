import type { Language } from '../../rules/model/speech.ts';
import type { CarePlanSections, PlanSection } from '../contract/care-plan.ts';

type Document = CarePlanSections['wishes']['documents'][number];

/** A plan's titles and fixed words; what people wrote stays as they wrote it. */
export interface PlanWords {
  readonly locale: string;
  readonly titles: Readonly<Record<PlanSection, string>>;
  readonly notRecorded: string;
  readonly cpr: Readonly<Record<CarePlanSections['wishes']['cpr'], string>>;
  readonly hospital: Readonly<Record<CarePlanSections['wishes']['hospital'], string>>;
  readonly documentKinds: Readonly<Record<Document['kind'], string>>;
  readonly document: (kind: string, kept: string, by: string, on: string) => string;
  readonly holders: (names: string) => string;
  readonly noHolders: string;
  readonly self: string;
  readonly formerContact: string;
  readonly due: (on: string) => string;
  readonly done: string;
  readonly agreedByPatient: (on: string) => string;
  readonly agreedByOthers: (by: string, on: string, reference: string) => string;
}

export const planWords: Readonly<Record<Language, PlanWords>> = {
  en: {
    locale: 'en-GB',
    titles: {
      mattersToMe: 'What matters to me',
      normalForMe: 'What is normal for me',
      okToStay: 'When it is OK for me to stay at home',
      wishes: 'My wishes, and the limits of treatment',
      risks: 'Risks to know of',
      keyAccess: 'How to get in',
      actions: 'Who does what, by when',
    },
    notRecorded: 'Not recorded.',
    cpr: {
      yes: 'Resuscitation (CPR): yes.',
      no: 'Resuscitation (CPR): no.',
      'not-recorded': 'Resuscitation (CPR): not recorded.',
    },
    hospital: {
      yes: 'Hospital: yes.',
      no: 'Hospital: no.',
      'only-if': 'Hospital: only if',
      'not-recorded': 'Hospital: not recorded.',
    },
    documentKinds: {
      respect: 'ReSPECT form',
      dnacpr: 'DNACPR form',
      'advance-decision': 'Advance decision',
      'lasting-power-of-attorney': 'Lasting power of attorney',
      other: 'Document',
    },
    document: (kind, kept, by, on) => `${kind}: kept ${kept}; decided by ${by} on ${on}.`,
    holders: (names) => `Has a key: ${names}.`,
    noHolders: 'No key holder is recorded.',
    self: 'the person themselves',
    formerContact: 'a former contact',
    due: (on) => `by ${on}`,
    done: 'done',
    agreedByPatient: (on) => `Agreed by the person on ${on}.`,
    agreedByOthers: (by, on, reference) => `Decided in the person's best interest by ${by} on ${on} (${reference}).`,
  },
  pl: {
    locale: 'pl-PL',
    titles: {
      mattersToMe: 'Co jest dla mnie ważne',
      normalForMe: 'Co jest u mnie normalne',
      okToStay: 'Kiedy mogę bezpiecznie zostać w domu',
      wishes: 'Moje życzenia i granice leczenia',
      risks: 'Na co uważać',
      keyAccess: 'Jak wejść do domu',
      actions: 'Kto, co i do kiedy robi',
    },
    notRecorded: 'Nie zapisano.',
    cpr: {
      yes: 'Resuscytacja: tak.',
      no: 'Resuscytacja: nie.',
      'not-recorded': 'Resuscytacja: nie zapisano.',
    },
    hospital: {
      yes: 'Szpital: tak.',
      no: 'Szpital: nie.',
      'only-if': 'Szpital: tylko jeśli',
      'not-recorded': 'Szpital: nie zapisano.',
    },
    documentKinds: {
      respect: 'Formularz ReSPECT',
      dnacpr: 'Formularz DNACPR',
      'advance-decision': 'Oświadczenie na przyszłość (advance decision)',
      'lasting-power-of-attorney': 'Trwałe pełnomocnictwo',
      other: 'Dokument',
    },
    document: (kind, kept, by, on) => `${kind}: gdzie jest: ${kept}; decyzja: ${by}, ${on}.`,
    holders: (names) => `Klucz ma: ${names}.`,
    noHolders: 'Nie zapisano, kto ma klucz.',
    self: 'sama osoba',
    formerContact: 'były kontakt',
    due: (on) => `do ${on}`,
    done: 'zrobione',
    agreedByPatient: (on) => `Zgoda osoby z dnia ${on}.`,
    agreedByOthers: (by, on, reference) => `Decyzja w najlepszym interesie osoby: ${by}, ${on} (${reference}).`,
  },
};
