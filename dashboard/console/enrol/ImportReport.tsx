import { Fragment, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportFault, PatientImportReport } from '../../../gateway/contract/patient-imports.ts';
import { refusedPathOf } from '../../shared/api/patient-import-queries.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';

/** Beyond these the file of refused rows is the better place. */
const mostShown = 50;

/** What became of a file: counts, what was refused, what was left out. `children`: what can be done next. */
export function ImportReport({ report, children }: { report: PatientImportReport; children?: ReactNode }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const { id, checkedOnly, refused, leftOut } = report;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every report leads to its heading.
  useEffect(() => heading.current?.focus(), [id]);
  const columns = useMemo(
    (): Column<ImportFault>[] => [
      { id: 'row', header: t('enrol.import.row'), cell: ({ row }) => row.original.row },
      { id: 'column', header: t('enrol.import.column'), cell: ({ row }) => row.original.column },
      { id: 'fault', header: t('enrol.import.fault'), cell: ({ row }) => row.original.message },
    ],
    [t],
  );
  const counts = [
    ['rows', report.rows],
    [checkedOnly ? 'wouldAdd' : 'added', report.added],
    ['alreadyThere', report.alreadyThere],
    ['homes', report.homes],
    ['drafts', report.drafts],
    ['refusedRows', report.refusedRows],
  ] as const;
  return (
    <section className="card" aria-labelledby="report-title">
      <h2 className="card__title" id="report-title" tabIndex={-1} ref={heading}>
        {t(checkedOnly ? 'enrol.import.result' : 'enrol.import.report')}
      </h2>
      {report.underWay && <p className="notice">{t('enrol.import.goesOn')}</p>}
      {report.finishedAt === null && !report.underWay && (
        <p className="notice notice--warn">{t('enrol.import.brokenSays', { count: report.added })}</p>
      )}
      <dl className="pairs">
        {counts.map(([key, count]) => (
          <Fragment key={key}>
            <dt>{t(`enrol.import.${key}`)}</dt>
            <dd>{count}</dd>
          </Fragment>
        ))}
      </dl>
      {leftOut.length > 0 && (
        <>
          <h3>{t('enrol.import.leftOut')}</h3>
          <ul>
            {leftOut.map((one) => (
              <li key={JSON.stringify(one)}>{t('enrol.import.leftOutLine', one)}</li>
            ))}
          </ul>
        </>
      )}
      {refused.length > 0 && (
        <>
          <h3>{t('enrol.import.refused')}</h3>
          <DataTable
            caption={t('enrol.import.refused')}
            columns={columns}
            rows={refused.slice(0, mostShown)}
            rowId={({ row, column, message }) => `${row} ${column} ${message}`}
          />
          {refused.length > mostShown && <p className="quiet">{t('enrol.import.more', { count: refused.length - mostShown })}</p>}
          <p>
            <a href={refusedPathOf(id)} download>
              {t('enrol.import.download')}
            </a>
          </p>
        </>
      )}
      {children}
    </section>
  );
}
