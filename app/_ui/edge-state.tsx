import {
  IconAlertTriangleFilled,
  IconBan,
  IconCircleCheck,
  IconCloudOff,
  IconHandClick,
  IconHourglassEmpty,
  IconPlayerPauseFilled,
  IconPlayerRecordFilled,
  IconPlayerStopFilled,
  IconSquareCheckFilled,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './edge-state.module.css';

const ICONS = {
  idle: IconHandClick,
  waiting: IconHourglassEmpty,
  done: IconCircleCheck,
  recording: IconPlayerRecordFilled,
  paused: IconPlayerPauseFilled,
  stopped: IconPlayerStopFilled,
  saved: IconSquareCheckFilled,
  offline: IconCloudOff,
  refused: IconAlertTriangleFilled,
  blocked: IconBan,
} as const;

export type StationState = keyof typeof ICONS;

/**
 * The state of a station around the whole screen, to be read at three metres by the edge's colour and pattern,
 * the shape and the `word`. `detail` is the sentence for whoever stands near ("2 attempts wait to be sent").
 */
export function EdgeState({
  state,
  word,
  detail,
  children,
}: {
  state: StationState;
  word: string;
  detail?: string;
  children: ReactNode;
}) {
  const Icon = ICONS[state];
  return (
    <div className={classes.station} data-state={state} data-operator>
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
