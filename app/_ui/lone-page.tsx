import type { ReactNode } from 'react';
import classes from './lone-page.module.css';

/** A page with nothing around it: sign-in, nothing found, an error. */
export function LonePage({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <p className={classes.name}>
          {/* biome-ignore lint/performance/noImgElement: a 400-byte svg */}
          <img src="/icon.svg" alt="" width={24} height={24} /> Rota
        </p>
        <h1 className={classes.title}>{title}</h1>
        {lead && <p className={classes.lead}>{lead}</p>}
        {children}
      </div>
    </main>
  );
}
