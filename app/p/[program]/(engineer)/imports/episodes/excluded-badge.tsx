import { StateBadge } from '@/app/_ui/state-badge';

const HELD_BACK = 'cap';

/** Marks an episode that was taken out of use. */
export function ExcludedBadge() {
  return <StateBadge role={HELD_BACK}>excluded</StateBadge>;
}
