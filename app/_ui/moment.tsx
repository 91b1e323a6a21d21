'use client';

import { useAwake } from './use-awake';

/** A moment to the minute in the reader's own time; in UTC, and saying so, on the server, which does not know it. */
export function Moment({ at }: { at: Date }) {
  const awake = useAwake();
  const utc = at.toISOString();
  return (
    <time dateTime={utc} title={utc}>
      {/* Swedish writes dates as ISO 8601 does. */}
      {awake
        ? at.toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' })
        : `${utc.slice(0, 16).replace('T', ' ')} UTC`}
    </time>
  );
}
