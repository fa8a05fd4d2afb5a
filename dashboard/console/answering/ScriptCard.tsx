import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import type { AnsweringView, ScriptStepView } from '../../../gateway/contract/answering.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useCanAct } from '../../shared/live/use-live.tsx';
import { mayDo } from '../../shared/roles.ts';
import { DispatchDialog } from '../response/DispatchDialog.tsx';
import { Assessment } from './Assessment.tsx';
import { StepAnswers } from './StepAnswers.tsx';
import { Walked } from './Walked.tsx';

/**
 * The call script of an alert: the step that comes next with its answers, and what was answered so far. Of a closed alert only the latter.
 */
export function ScriptCard({ alert, answering }: { alert: AlertDetail; answering: AnsweringView }) {
  const { t } = useTranslation();
  const [again, setAgain] = useState<ScriptStepView | null>(null);
  const [assessing, setAssessing] = useState(false);
  const open = alert.status !== 'closed';
  const step = again ?? answering.current;
  const isAssessed = open && (assessing || step?.kind === 'assess');
  return (
    <section className="card script" aria-labelledby="script-title">
      <div className="card__head">
        <h2 className="card__title" id="script-title">
          {t('answering.script', { title: answering.script.title })}
        </h2>
        {open && !isAssessed && (
          <button type="button" className="tool" onClick={() => setAssessing(true)}>
            {t('answering.assess')}
          </button>
        )}
      </div>
      {open && (
        <>
          {again && <p className="notice">{t('answering.correcting')}</p>}
          {isAssessed ? (
            <Assessment
              alert={alert}
              answering={answering}
              onDone={() => {
                setAssessing(false);
                setAgain(null);
              }}
              {...(assessing || again ? { onCancel: () => (again ? setAgain(null) : setAssessing(false)) } : {})}
            />
          ) : step ? (
            <>
              <StepAnswers key={step.id} alertId={alert.id} step={step} onDone={() => setAgain(null)} />
              {step.kind === 'dispatch' && <SendTeam alert={alert} />}
              {step.id === 'care.advise' && <OfferService alert={alert} />}
            </>
          ) : (
            <p className="script__end">
              {answering.suggestedOutcome
                ? t('answering.atEndWith', { outcome: t(`terms.outcome.${answering.suggestedOutcome}`) })
                : t('answering.atEnd')}
            </p>
          )}
          {again && (
            <button type="button" className="tool" onClick={() => setAgain(null)}>
              {t('answering.back')}
            </button>
          )}
        </>
      )}
      <Walked answering={answering} folded={isAssessed} {...(open ? { onCorrect: setAgain } : {})} />
      <p className="quiet script__source">{t('answering.source', { source: answering.script.source })}</p>
    </section>
  );
}

function SendTeam({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation();
  const canAct = useCanAct();
  const maySend = mayDo(useMe().data?.role, 'dispatch');
  const [open, setOpen] = useState(false);
  if (!maySend) return null;
  return (
    <>
      <button type="button" className="nhsuk-button nhsuk-button--small" disabled={!canAct} onClick={() => setOpen(true)}>
        {t('answering.sendTeam')}
      </button>
      {open && <DispatchDialog alert={alert} onClose={() => setOpen(false)} />}
    </>
  );
}

function OfferService({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation();
  return (
    <p>
      <Link to={`/services?${new URLSearchParams({ patient: alert.patientId, alert: alert.id })}`}>{t('answering.offer')}</Link>
    </p>
  );
}
