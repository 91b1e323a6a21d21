import { Pagination } from '@mantine/core';

/** Steps through the pages of `what`; nothing where one page holds all. */
export function Pages({
  what,
  total,
  value,
  onChange,
}: {
  what: string;
  total: number;
  value: number;
  onChange: (page: number) => void;
}) {
  if (total <= 1) return null;
  return (
    <Pagination
      size="sm"
      total={total}
      value={value}
      onChange={onChange}
      aria-label={`Pages of ${what}`}
      getControlProps={(control) => ({ 'aria-label': `${control} page` })}
      getItemProps={(number) => ({ 'aria-label': `Page ${number}` })}
    />
  );
}
