'use client';

import { useEffect, useRef } from 'react';
import type { StationState } from '@/app/_ui/edge-state';
import { useKept } from './use-kept';

const SAVED = [1046];

/** Hz of the tones that tell states apart without looking: up for going, down for ending, low for trouble. */
const TONES: Partial<Record<StationState, readonly number[]>> = {
  recording: [660, 880],
  stopped: [880, 660],
  saved: SAVED,
  offline: [220, 220],
  refused: [220, 165],
  blocked: [165],
};
const TONE_S = 0.11;

let context: AudioContext | undefined;

/** Browsers let a page sound only once it was touched; what happened before stays silent and is not played late. */
async function play(tones: readonly number[]): Promise<void> {
  if (!navigator.userActivation?.hasBeenActive) return;
  context ??= new AudioContext();
  await context.resume();
  const begin = context.currentTime;
  for (const [index, hertz] of tones.entries()) {
    const tone = new OscillatorNode(context, { frequency: hertz });
    const volume = new GainNode(context, { gain: 0.25 });
    tone.connect(volume).connect(context.destination);
    tone.start(begin + index * TONE_S);
    tone.stop(begin + (index + 1) * TONE_S);
  }
}

/** Plays a change of state where this device was told to; returns the choice. Switched on, it sounds once, so that the volume can be set. */
export function useSound(state: StationState): [boolean, (on: boolean) => void] {
  const [kept, keep] = useKept('rota.sound');
  const on = kept === 'on';
  const before = useRef(state);
  useEffect(() => {
    const changed = before.current !== state;
    before.current = state;
    const tones = TONES[state];
    if (on && changed && tones) void play(tones);
  }, [on, state]);
  const choose = (wanted: boolean) => {
    keep(wanted ? 'on' : null);
    if (wanted) void play(SAVED);
  };
  return [on, choose];
}
