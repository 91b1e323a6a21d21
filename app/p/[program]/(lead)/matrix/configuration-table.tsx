'use client';

import type { RouterOutput } from '@/app/_trpc/client';
import type { Column } from '@/app/_ui/data-column';
import tableClasses from '@/app/_ui/data-table.module.css';
import { SortHead } from '@/app/_ui/data-table-head';
import { RowOfCells } from '@/app/_ui/data-table-row';
import { capitalised, valueAndMargin } from '@/app/_ui/figure';
import { Interval } from '@/app/_ui/interval';
import { TextLink } from '@/app/_ui/links';
import type { ConfigurationPageInput } from '@/server/core/matrix/schema';
import classes from './matrix.module.css';
import type { Factors } from './matrix-words';

type Row = RouterOutput['matrix']['configurations']['rows'][number];
type Order = ConfigurationPageInput['order'];

/** One page of configurations. The heads sort on the server; the table never holds more than its page. */
export function ConfigurationTable({
  program,
  factors,
  rows,
  measure,
  order,
  descending,
  onOrder,
}: {
  program: string;
  factors: Factors;
  rows: readonly Row[];
  measure: string | null;
  order: Order;
  descending: boolean;
  onOrder: (order: Order, descending: boolean) => void;
}) {
  const columns = columnsOf(`/p/${program}/imports/episodes`, factors, measure);
  const sort =
    order === 'id' ? null : { key: order, direction: descending ? ('descending' as const) : ('ascending' as const) };
  return (
    <div className={tableClasses.scroll}>
      <table className={tableClasses.table}>
        <caption className={tableClasses.unseen}>Configurations</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <SortHead
                key={column.key}
                column={column}
                sort={sort}
                onSort={(to) => onOrder((to?.key as Order | undefined) ?? 'id', to?.direction === 'descending')}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <RowOfCells key={row.id} row={row} columns={columns} first={index === 0} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function columnsOf(episodes: string, factors: Factors, measure: string | null): Column<Row>[] {
  const names = new Map(factors.flatMap((factor) => factor.levels.map((level) => [level.id, level.name] as const)));
  const levels: Column<Row>[] = factors.map((factor) => ({
    key: factor.key,
    head: factor.name,
    cell: (row) => names.get(row.levelIds[factor.position]) ?? 'unknown',
  }));
  const score: Column<Row> = {
    key: 'score',
    head: capitalised(measure ?? ''),
    numeric: true,
    sortBy: (row) => row.score?.mean ?? null,
    cell: ({ score: s }) =>
      s ? (
        <Interval {...valueAndMargin(s.mean, s.sd)} interpolated={!s.measured} />
      ) : (
        <span className={classes.quiet}>not scored</span>
      ),
  };
  return [
    ...levels,
    {
      key: 'demonstrations',
      head: 'Demonstrations',
      unit: 'confirmed',
      numeric: true,
      sortBy: (row) => row.demonstrations,
      cell: (row) => (
        <Recorded count={row.demonstrations} href={`${episodes}?configuration=${row.id}&kind=demonstration`} />
      ),
    },
    {
      key: 'rollouts',
      head: 'Rollouts',
      numeric: true,
      sortBy: (row) => row.rollouts,
      cell: (row) => <Recorded count={row.rollouts} href={`${episodes}?configuration=${row.id}&kind=probe_rollout`} />,
    },
    { key: 'success', head: 'Success', unit: 'of judged', numeric: true, cell: successWords },
    ...(measure === null ? [] : [score]),
    {
      key: 'why',
      head: 'Cannot be scheduled',
      cell: (row) => row.whyNot && <span className={classes.why}>{row.whyNot}</span>,
    },
  ];
}

/** A count that leads to the episodes it counts. */
function Recorded({ count, href }: { count: number; href: string }) {
  return count === 0 ? '0' : <TextLink href={href}>{count.toLocaleString('en')}</TextLink>;
}

function successWords({ rollouts, judged, successes }: Row): string {
  if (rollouts === 0) return '';
  return judged === 0 ? 'unknown' : `${successes} of ${judged}`;
}
