'use client';

import { useEffect, useRef } from 'react';
import type { StationState } from '@/app/_ui/edge-state';
import { useKept } from './use-kept';

/** Hz of the tones that tell states apart without looking: up for going, down for ending, low for trouble. */
const TONES: Partial<Record<StationState, readonly number[]>> = {
  recording: [660, 880],
  stopped: [880, 660],
  saved: [1046],
  offline: [220, 220],
  refused: [220, 165],
  blocked: [165],
};
const TONE_S = 0.11;

let context: AudioContext | undefined;

function play(tones: readonly number[]): void {
  context ??= new AudioContext();
  const begin = context.currentTime;
  for (const [index, hertz] of tones.entries()) {
    const tone = new OscillatorNode(context, { frequency: hertz });
    const volume = new GainNode(context, { gain: 0.25 });
    tone.connect(volume).connect(context.destination);
    tone.start(begin + index * TONE_S);
    tone.stop(begin + (index + 1) * TONE_S);
  }
}

/** Plays a change of state where this device was told to; returns the choice. */
export function useSound(state: StationState): [boolean, (on: boolean) => void] {
  const [kept, keep] = useKept('rota.sound');
  const on = kept === 'on';
  const before = useRef(state);
  useEffect(() => {
    const changed = before.current !== state;
    before.current = state;
    const tones = TONES[state];
    if (on && changed && tones) play(tones);
  }, [on, state]);
  return [on, (wanted) => keep(wanted ? 'on' : null)];
}
