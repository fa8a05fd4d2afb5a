import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WardBoard, WardStay } from '../../../gateway/contract/ward.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useWards } from '../../shared/api/ward-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { AdmitDialog } from './AdmitDialog.tsx';
import { BoardTable } from './BoardTable.tsx';
import { DecideDialog } from './DecideDialog.tsx';
import { RoundList } from './RoundList.tsx';
import { WardDialog } from './WardDialog.tsx';

type Ward = WardBoard[number];
type Open = { readonly admitTo: Ward } | { readonly edit: Ward | null } | { readonly stayId: string };

/** Virtual wards: the board of each, and the list for today's round. */
export function WardPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useWards();
  const role = useMe().data?.role;
  const [view, setView] = useState<'board' | 'rounds'>('board');
  const [open, setOpen] = useState<Open | null>(null);
  const decides = mayDo(role, 'decideStay');
  const runs = mayDo(role, 'runWards');
  const close = () => setOpen(null);
  // As it is now, not as it was when the dialog opened: what is decided must be about what is seen.
  const stay = open && 'stayId' in open ? data?.flatMap(({ stays }) => stays).find(({ id }) => id === open.stayId) : undefined;
  return (
    <Page
      title={t('ward.title')}
      className="page--ward"
      aside={
        <div className="tools no-print">
          <fieldset className="segmented">
            <legend className="nhsuk-u-visually-hidden">{t('ward.view')}</legend>
            {(['board', 'rounds'] as const).map((each) => (
              <label key={each} className={each === view ? 'is-chosen' : undefined}>
                <input type="radio" name="ward-view" checked={each === view} onChange={() => setView(each)} />
                {t(`ward.${each}`)}
              </label>
            ))}
          </fieldset>
          <button type="button" className="tool" onClick={() => window.print()}>
            {t('ward.print')}
          </button>
          {runs && (
            <button type="button" className="tool" onClick={() => setOpen({ edit: null })}>
              {t('ward.newWard')}
            </button>
          )}
        </div>
      }
    >
      <p className="quiet">{t(view === 'board' ? 'ward.lead' : 'ward.roundLead')}</p>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <p className="empty__title">{t('ward.none')}</p>
      ) : (
        data.map((ward) => (
          <section className="card" key={ward.id}>
            <WardHead
              ward={ward}
              admit={decides && ward.taken < ward.beds ? () => setOpen({ admitTo: ward }) : null}
              edit={runs ? () => setOpen({ edit: ward }) : null}
            />
            {ward.stays.length === 0 ? (
              <p>{t('ward.empty')}</p>
            ) : view === 'board' ? (
              <BoardTable ward={ward} decide={decides ? ({ id }: WardStay) => setOpen({ stayId: id }) : null} />
            ) : (
              <RoundList ward={ward} decides={decides} />
            )}
          </section>
        ))
      )}
      {open && 'admitTo' in open && <AdmitDialog ward={open.admitTo} onClose={close} />}
      {open && 'edit' in open && <WardDialog ward={open.edit} onClose={close} />}
      {stay && <DecideDialog stay={stay} onClose={close} />}
    </Page>
  );
}

function WardHead({ ward, admit, edit }: { ward: Ward; admit: (() => void) | null; edit: (() => void) | null }) {
  const { t } = useTranslation();
  return (
    <div className="card__head">
      <h2 className="card__title">
        {ward.name}{' '}
        <span className="quiet">
          {t('ward.beds', { taken: ward.taken, beds: ward.beds })}
          {ward.taken >= ward.beds && `, ${t('ward.full')}`}
        </span>
      </h2>
      <div className="tools no-print">
        {edit && (
          <button type="button" className="tool" onClick={edit}>
            {t('ward.editWard')}
            <span className="nhsuk-u-visually-hidden"> {ward.name}</span>
          </button>
        )}
        {admit && (
          <button type="button" className="take" onClick={admit}>
            {t('ward.admit')}
            <span className="nhsuk-u-visually-hidden"> {ward.name}</span>
          </button>
        )}
      </div>
    </div>
  );
}
