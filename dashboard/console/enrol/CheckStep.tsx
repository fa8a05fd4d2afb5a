import { useTranslation } from 'react-i18next';
import { gapsOf, hasPlan, waysOf } from './draft.ts';
import type { StepProps } from './EnrolForm.tsx';

/** Before it is done: what will happen, and what is missing, in plain words. */
export function CheckStep({ draft, packs, me }: StepProps) {
  const { t } = useTranslation();
  const { person, home, kit, contacts, agreements } = draft;
  const told = contacts.filter((one) => one.allowed.includes('be-told') && waysOf(one).length > 0);
  const inForce = agreements.filter(({ approveNow }) => approveNow).length;
  const will = [
    t('enrol.check.person', { name: `${person.givenName} ${person.familyName}`, address: home.address }),
    t('enrol.check.standing'),
    ...(kit.length > 0 ? [t('enrol.check.kit', { count: kit.length })] : []),
    ...told.map((contact, n) =>
      t('enrol.check.asked', {
        ...{ name: contact.name, relationship: contact.relationship },
        how: n === 0 ? t('enrol.check.first') : t('enrol.check.nth', { n: n + 1 }),
        ways: waysOf(contact)
          .map(([kind]) => t(`enrol.check.way.${kind}`))
          .join(', '),
      }),
    ),
    ...(inForce > 0 ? [t('enrol.check.inForce', { count: inForce, name: me.name })] : []),
    ...(agreements.length > inForce ? [t('enrol.check.drafts', { count: agreements.length - inForce })] : []),
    ...(hasPlan(draft) && me.role !== 'administrator' ? [t('enrol.check.plan')] : []),
  ];
  const gaps = gapsOf(draft, packs, me.role);
  return (
    <>
      <h3>{t('enrol.check.will')}</h3>
      <ul>
        {will.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <h3>{t('enrol.check.gaps')}</h3>
      {gaps.length === 0 ? (
        <p>{t('enrol.check.noGaps')}</p>
      ) : (
        <>
          <p className="quiet">{t('enrol.check.gapsSay')}</p>
          <ul className="enrol__gaps">
            {gaps.map(([key, name]) => (
              <li key={`${key} ${name}`}>{t(`enrol.check.gap.${key}`, { name })}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
