import type { Certificate } from '@/server/core/schedule/certificate';

export interface CapWayOut {
  /** A factor's key, or `configuration` for the cap of every single one. */
  subject: string;
  percent: number | null;
  label: string;
}

/** The standing caps that would let a batch fit: for each short factor, or each configuration, the smallest that holds, and none. */
export function capWaysOut(
  { kind, factors, shortages, smallestPercent }: Certificate,
  nameOf: (key: string) => string,
): CapWayOut[] {
  if (kind === 'money' || kind === 'hours') return [];
  if (kind === 'room') {
    const subject = 'configuration';
    if (smallestPercent === null) return [];
    return [
      {
        subject,
        percent: smallestPercent,
        label: `Cap each configuration at ${smallestPercent} %, the smallest that holds`,
      },
      { subject, percent: null, label: 'No cap for a single configuration' },
    ];
  }
  return factors.flatMap((subject): CapWayOut[] => {
    const shortage = shortages.find(({ factor }) => factor === subject);
    const least = shortage ? shortage.smallestPercent : smallestPercent;
    const none = { subject, percent: null, label: `No cap for ${nameOf(subject)}` };
    if (least === null) return shortage?.floor === null ? [] : [none];
    return [{ subject, percent: least, label: `Cap ${nameOf(subject)} at ${least} %, the smallest that holds` }, none];
  });
}

/** The one cap for all capped factors alike that would hold; null where there is none. */
export function uniformSentence({ batch, smallestUniform }: Certificate): string | null {
  if (smallestUniform === null) return null;
  const percent = Math.ceil((100 * smallestUniform) / batch);
  return `One cap for all capped factors would hold from ${smallestUniform.toLocaleString('en')} of ${batch.toLocaleString('en')} demonstrations a level, ${percent} %.`;
}
