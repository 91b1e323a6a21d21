import type { ReactNode } from 'react';
import classes from './page-head.module.css';

/**
 * The top of a page: its name, state and one primary action on a line, then the page's one question answered in
 * words (`answer`), then the filters, which live in the URL.
 */
export function PageHead({
  title,
  answer,
  state,
  action,
  filters,
}: {
  title: string;
  answer: ReactNode;
  state?: ReactNode;
  action?: ReactNode;
  filters?: ReactNode;
}) {
  return (
    <header className={classes.head}>
      <div className={classes.line}>
        <h1 className={classes.title}>{title}</h1>
        {state}
        {action && <div className={classes.action}>{action}</div>}
      </div>
      <p className={classes.answer}>{answer}</p>
      {filters && <div className={classes.filters}>{filters}</div>}
    </header>
  );
}

/** A titled part of a page; `aside` sits at the right end of its heading. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.line}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {aside && <div className={classes.action}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}
