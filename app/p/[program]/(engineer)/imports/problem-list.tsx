import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { RouterOutput } from '@/app/_trpc/client';
import classes from './imports.module.css';

type Problem = RouterOutput['imports']['show']['left'][number];

/** Problems of a recording, each with its file. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  return (
    <ul className={classes.problems}>
      {problems.map((problem, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
        <li key={i}>
          {problem.severity === 'error' ? (
            <IconAlertTriangle size={16} color="var(--rota-failure)" aria-label="left out" />
          ) : (
            <IconInfoCircle size={16} color="var(--rota-cap)" aria-label="worth knowing" />
          )}
          <span>
            {problem.message}
            {problem.file && !problem.message.includes(problem.file) && <code>{problem.file}</code>}
          </span>
        </li>
      ))}
    </ul>
  );
}
