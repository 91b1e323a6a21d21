import {
  IconAlertTriangleFilled,
  IconBan,
  IconCircleCheck,
  IconCloudOff,
  IconHandClick,
  IconHourglassEmpty,
  IconPlayerRecordFilled,
  IconPlayerStopFilled,
  IconSquareCheckFilled,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './edge-state.module.css';

const STATES = {
  idle: { icon: IconHandClick, word: 'Ready' },
  waiting: { icon: IconHourglassEmpty, word: 'Waiting' },
  done: { icon: IconCircleCheck, word: 'All done' },
  recording: { icon: IconPlayerRecordFilled, word: 'Recording' },
  stopped: { icon: IconPlayerStopFilled, word: 'Stopped' },
  saved: { icon: IconSquareCheckFilled, word: 'Saved' },
  offline: { icon: IconCloudOff, word: 'Offline' },
  refused: { icon: IconAlertTriangleFilled, word: 'Refused' },
  blocked: { icon: IconBan, word: 'Blocked' },
} as const;

export type StationState = keyof typeof STATES;

/**
 * The state of a station around the whole screen, to be read at three metres by the edge's colour and pattern,
 * the shape and the word. `detail` is the sentence for whoever stands near ("2 attempts wait to be sent").
 */
export function EdgeState({ state, detail, children }: { state: StationState; detail?: string; children: ReactNode }) {
  const { icon: Icon, word } = STATES[state];
  return (
    <div className={classes.station} data-state={state}>
      <div className={classes.edge} aria-hidden />
      <div className={classes.plaque} role="status">
        <Icon size={44} stroke={2.2} aria-hidden />
        <span className={classes.word}>{word}</span>
        {detail && <span className={classes.detail}>{detail}</span>}
      </div>
      {children}
    </div>
  );
}
