'use client';

import { DataTable } from '@/app/_ui/data-table';
import { dayInWords } from '@/server/core/schedule/days-words';
import { assignmentWords, type Days } from './days-words';

/** What shifts of the last days left unfinished, why, and how much; each stands first in a coming shift. */
export function UnfinishedTable({ rows }: { rows: Days['unfinished'] }) {
  return (
    <DataTable
      caption="Left unfinished"
      columns={[
        { key: 'day', head: 'Day', width: 112, cell: (row) => dayInWords(row.day), sortBy: (row) => row.day },
        { key: 'shift', head: 'Shift', cell: (row) => `${row.station}, ${row.shift}` },
        { key: 'levels', head: 'Assignment', cell: assignmentWords },
        { key: 'left', head: 'Left', numeric: true, width: 72, cell: (row) => row.demonstrations },
        { key: 'why', head: 'Why', cell: (row) => row.why },
      ]}
      rows={rows}
      rowKey={(row) => `${row.assignmentId} ${row.shiftId} ${row.day}`}
      empty={null}
      maxHeight={420}
    />
  );
}
