'use client';

import { SegmentedControl } from '@mantine/core';
import { usePathname, useRouter } from 'next/navigation';
import type { EfficiencyData } from './efficiency-answer';

/** Chooses the frozen panel the curves are measured on; the choice stands in the URL. */
export function PanelSwitch({ panels, selected }: { panels: EfficiencyData['panels']; selected: number | null }) {
  const router = useRouter();
  const path = usePathname();
  return (
    <SegmentedControl
      aria-label="Panel"
      value={String(selected ?? '')}
      data={panels.map((panel) => ({ value: String(panel.id), label: `${panel.name} (${panel.evaluations})` }))}
      onChange={(value) => router.replace(`${path}?panel=${value}`)}
    />
  );
}
