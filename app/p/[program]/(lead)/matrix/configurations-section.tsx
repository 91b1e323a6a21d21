'use client';

import { Button, MultiSelect, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { EmptyState } from '@/app/_ui/empty-state';
import { Section } from '@/app/_ui/page-head';
import { Pages } from '@/app/_ui/pages';
import { Problem } from '@/app/_ui/problem';
import { TableSkeleton } from '@/app/_ui/skeletons';
import { ConfigurationTable } from './configuration-table';
import classes from './matrix.module.css';
import type { Factors } from './matrix-words';
import { useMatrixUrl } from './use-matrix-url';

/** The configurations themselves, filtered and sorted on the server, a page at a time. */
export function ConfigurationsSection({
  program,
  factors,
  measure,
}: {
  program: string;
  factors: Factors;
  /** What their scores are, in a word; null before any are. */
  measure: string | null;
}) {
  const trpc = useTRPC();
  const { list, set } = useMatrixUrl(factors, measure !== null);
  const page = useQuery(
    trpc.matrix.configurations.queryOptions({ program, ...list }, { placeholderData: keepPreviousData }),
  );
  const pick = (factor: Factors[number], ids: readonly string[]) => {
    const own = new Set(factor.levels.map((level) => level.id));
    const kept = list.levelIds.filter((id) => !own.has(id)).map(String);
    set({ levels: [...kept, ...ids].join(','), page: null });
  };
  const filtered = list.levelIds.length > 0 || list.only !== 'all';
  const total = page.data?.total ?? 0;
  const pages = Math.ceil(total / (page.data?.pageSize ?? 50));
  return (
    <Section
      title="Configurations"
      aside={
        page.data &&
        !page.isPlaceholderData && (
          <span className={classes.quiet}>
            {total.toLocaleString('en')} {filtered ? 'match' : 'in all'}
          </span>
        )
      }
    >
      <div className={classes.filters}>
        {factors.map((factor) => (
          <MultiSelect
            key={factor.key}
            size="xs"
            aria-label={`Levels of ${factor.name}`}
            placeholder={chosenOf(factor, list.levelIds).length ? undefined : `Any ${factor.name.toLowerCase()}`}
            data={factor.levels.map((level) => ({ value: String(level.id), label: level.name }))}
            value={chosenOf(factor, list.levelIds)}
            onChange={(ids) => pick(factor, ids)}
            searchable
            clearable
            limit={100}
          />
        ))}
        <SegmentedControl
          aria-label="Which configurations"
          size="xs"
          value={list.only}
          onChange={(only) => set({ only: only === 'all' ? null : only, page: null })}
          data={[
            { value: 'all', label: 'All' },
            { value: 'recorded', label: 'Recorded' },
            { value: 'unrecorded', label: 'Never recorded' },
            { value: 'held_back', label: 'Cannot be scheduled' },
          ]}
        />
        {filtered && (
          <Button size="xs" variant="subtle" onClick={() => set({ levels: null, only: null, page: null })}>
            Clear filters
          </Button>
        )}
      </div>
      {page.error ? (
        <Problem what={page.error.message} />
      ) : !page.data ? (
        <TableSkeleton rows={25} columns={8} />
      ) : total === 0 ? (
        <EmptyState title="No configuration passes these filters.">Clear a filter to see more.</EmptyState>
      ) : (
        <ConfigurationTable
          program={program}
          factors={factors}
          rows={page.data.rows}
          measure={measure}
          order={list.order}
          descending={list.descending}
          onOrder={(order, descending) => set({ order, descending: descending ? 'yes' : null, page: null })}
        />
      )}
      <Pages
        what="configurations"
        total={pages}
        value={Math.min(list.page, Math.max(1, pages))}
        onChange={(to) => set({ page: to === 1 ? null : String(to) })}
      />
    </Section>
  );
}

function chosenOf(factor: Factors[number], levelIds: readonly number[]): string[] {
  return factor.levels.filter((level) => levelIds.includes(level.id)).map((level) => String(level.id));
}
