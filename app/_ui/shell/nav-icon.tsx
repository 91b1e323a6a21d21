import {
  IconBrain,
  IconCalendarCheck,
  IconCalendarTime,
  IconChartLine,
  IconDatabaseImport,
  IconFlask,
  IconGavel,
  IconGridDots,
  IconHome,
  IconListDetails,
  IconMessageQuestion,
  IconMovie,
  IconRobot,
  IconRotateClockwise2,
  IconTerminal2,
  IconUsers,
  IconWaveSine,
} from '@tabler/icons-react';
import type { NavIcon } from './navigation';

const ICONS = {
  home: IconHome,
  today: IconListDetails,
  why: IconMessageQuestion,
  round: IconRotateClockwise2,
  days: IconCalendarTime,
  matrix: IconGridDots,
  recordings: IconDatabaseImport,
  judge: IconGavel,
  episodes: IconMovie,
  checkpoints: IconBrain,
  scoring: IconWaveSine,
  rollouts: IconRobot,
  plan: IconCalendarCheck,
  efficiency: IconChartLine,
  experiments: IconFlask,
  people: IconUsers,
  api: IconTerminal2,
} as const satisfies Record<NavIcon, typeof IconHome>;

/** The picture of a place, beside its name and never instead of it. */
export function NavPicture({ icon }: { icon: NavIcon }) {
  const Icon = ICONS[icon];
  return <Icon size={20} stroke={1.6} aria-hidden />;
}
