import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { absences } from './en/absences.ts';
import { account } from './en/account.ts';
import { agreements } from './en/agreements.ts';
import { alert } from './en/alert.ts';
import { answering } from './en/answering.ts';
import { apps } from './en/apps.ts';
import { carePlan } from './en/care-plan.ts';
import { consents } from './en/consents.ts';
import { contacts } from './en/contacts.ts';
import { enrol } from './en/enrol.ts';
import { deviceHealth, equipment } from './en/equipment.ts';
import { figures } from './en/figures.ts';
import { frame } from './en/frame.ts';
import { handOver } from './en/hand-over.ts';
import { homeKit } from './en/home-kit.ts';
import { installer } from './en/installer.ts';
import { kit } from './en/kit.ts';
import { load } from './en/load.ts';
import { localities } from './en/localities.ts';
import { messages } from './en/messages.ts';
import { patients } from './en/patients.ts';
import { record } from './en/record.ts';
import { response } from './en/response.ts';
import { rotas } from './en/rotas.ts';
import { services } from './en/services.ts';
import { terms } from './en/terms.ts';
import { training } from './en/training.ts';
import { users } from './en/users.ts';
import { ward } from './en/ward.ts';
import { watch } from './en/watch.ts';
import { worklist } from './en/worklist.ts';

const english = {
  frame,
  terms,
  worklist,
  alert,
  answering,
  patients,
  carePlan,
  absences,
  consents,
  messages,
  agreements,
  deviceHealth,
  equipment,
  kit,
  homeKit,
  apps,
  enrol,
  localities,
  load,
  figures,
  ward,
  watch,
  handOver,
  training,
  response,
  rotas,
  services,
  account,
  users,
  contacts,
  record,
  installer,
} as const;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof english };
  }
}

/** Loads the words; React escapes what is put into them. */
export function startWords(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: english } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}
