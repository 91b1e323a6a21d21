'use client';

import { NativeSelect } from '@mantine/core';
import { useRef } from 'react';
import { useSay } from '@/app/_messages/say';
import { useAwake } from '@/app/_ui/use-awake';

/** Which station this device stands at. Shown only where the program has stations. */
export function StationChoice({
  stations,
  stationId,
  onChoose,
}: {
  stations: readonly { id: number; name: string }[];
  stationId: number | null;
  onChoose: (stationId: number | null) => void;
}) {
  const say = useSay();
  // What is chosen before the page has come alive would be lost.
  const awake = useAwake();
  const touched = useRef(false);
  if (stations.length === 0) return null;
  const known = stations.some((station) => station.id === stationId);
  return (
    <NativeSelect
      size="lg"
      aria-label={say('station')}
      disabled={!awake}
      value={known ? String(stationId) : ''}
      onPointerDown={() => {
        touched.current = true;
      }}
      onKeyDown={() => {
        touched.current = false;
      }}
      onChange={(event) => {
        onChoose(event.currentTarget.value === '' ? null : Number(event.currentTarget.value));
        // A touched list must not keep the focus: the next key of a pedal would choose another station.
        if (touched.current) event.currentTarget.blur();
      }}
      data={[
        { value: '', label: say('station.none') },
        ...stations.map((station) => ({ value: String(station.id), label: station.name })),
      ]}
    />
  );
}
