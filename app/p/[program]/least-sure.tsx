'use client';

import { useRouter } from 'next/navigation';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { capitalised, valueAndMargin } from '@/app/_ui/figure';
import { Interval } from '@/app/_ui/interval';
import { TextLink } from '@/app/_ui/links';
import { Section } from '@/app/_ui/page-head';
import { unitWords } from './(engineer)/scoring/scoring-words';
import type { LeadHomeData } from './lead-words';

type Row = LeadHomeData['leastSure'][number];

/** The configurations the policy is least sure about, measured ones alone, with how sure that is itself. */
export function LeastSure({ base, home }: { base: string; home: LeadHomeData }) {
  const router = useRouter();
  const { leastSure, threshold, scoringForm, scored } = home;
  if (leastSure.length === 0 || !scoringForm) return null;
  return (
    <Section
      title={`Where ${scored?.checkpointName} is least sure`}
      aside={<TextLink href={`${base}/matrix`}>The whole matrix</TextLink>}
    >
      <DataTable
        caption={`Configurations with the highest measured ${scored?.measure}`}
        rows={leastSure}
        rowKey={(row) => row.configurationId}
        onOpen={(row) => router.push(`${base}/matrix?levels=${row.levelIds.join(',')}`)}
        empty={null}
        columns={columnsOf(scored?.measure ?? 'disagreement', unitWords(scoringForm), threshold)}
      />
    </Section>
  );
}

function columnsOf(measure: string, unit: string, threshold: number | null): Column<Row>[] {
  return [
    { key: 'levels', head: 'Configuration', cell: (row) => row.levels.join(' · ') },
    {
      key: 'mean',
      head: capitalised(measure),
      unit,
      numeric: true,
      cell: (row) => <Interval {...valueAndMargin(row.mean, row.sd)} />,
    },
    ...(threshold === null || threshold <= 0
      ? []
      : [
          {
            key: 'threshold',
            head: 'Of the threshold',
            unit: 'multiples',
            numeric: true,
            cell: (row: Row) => (row.mean / threshold).toFixed(2),
          },
        ]),
    { key: 'rollouts', head: 'Rollouts', numeric: true, cell: (row) => row.rollouts.toLocaleString('en') },
    {
      key: 'successes',
      head: 'Success',
      unit: 'of judged',
      numeric: true,
      cell: (row) => (row.judged === 0 ? '–' : `${row.successes} of ${row.judged}`),
    },
  ];
}
