/** The figures of a chart as texts, one click behind it. */
export interface ChartTable {
  readonly columns: readonly { readonly label: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

/** Why a chart has nothing to draw, and what will make it appear. */
export interface ChartEmpty {
  readonly title: string;
  readonly text: string;
}

/** What the frame of a chart says by itself, where a page speaks another language than English. */
export interface ChartWords {
  readonly chart: string;
  readonly table: string;
  /** Name of the table for screen readers. */
  readonly figures: string;
}

/** What every prepared chart carries for its frame. */
export interface ChartAbout {
  /** What is shown and on what it was measured. */
  readonly title: string;
  /** Corner note: the number of seeds, the basis, "simulated". */
  readonly corner: string;
  readonly table: ChartTable;
  readonly empty: ChartEmpty | null;
  /** English without. */
  readonly frameWords?: ChartWords;
  /** How the numbers along the axes are written; as in English without. */
  readonly locale?: string;
}
