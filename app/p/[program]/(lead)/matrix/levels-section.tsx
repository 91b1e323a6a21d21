'use client';

import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { LevelChip } from '@/app/_ui/level-chip';
import { noticeProblem, noticeWithUndo } from '@/app/_ui/notices';
import { Section } from '@/app/_ui/page-head';
import { pictureUrl } from '../../picture-url';
import { AddLevelsDialog } from './add-levels-dialog';
import { EditLevelDialog } from './edit-level-dialog';
import classes from './matrix.module.css';
import type { Factors, StartTemplates } from './matrix-words';
import { StartTemplateDialog } from './start-template-dialog';

type Level = Factors[number]['levels'][number];

/** Factors with their levels; leads add, edit, retire and restore them. */
export function LevelsSection({
  program,
  factors,
  startTemplates,
  startsOf,
  leads,
}: {
  program: string;
  factors: Factors;
  startTemplates: StartTemplates;
  /** A level whose start cards are asked for as the page opens. */
  startsOf: number | null;
  leads: boolean;
}) {
  const trpc = useTRPC();
  const [adding, setAdding] = useState<Factors[number] | null>(null);
  const [editing, setEditing] = useState<Level['id'] | null>(null);
  const [starting, setStarting] = useState<Level | null>(
    (leads && factors.flatMap((factor) => factor.levels).find(({ id }) => id === startsOf)) || null,
  );
  // Read from the matrix at each render: the picture may change while the dialog is open.
  const edited = factors.flatMap((factor) => factor.levels).find((level) => level.id === editing);
  const retire = useMutation(
    trpc.matrix.retireLevel.mutationOptions({ onError: (error) => noticeProblem(error.message) }),
  );
  const setRetired = (level: Level, retired: boolean) =>
    retire.mutate(
      { program, levelId: level.id, retired },
      {
        onSuccess: () =>
          noticeWithUndo(
            `${level.name} is ${retired ? 'retired: its configurations left the matrix' : 'back in the matrix'}.`,
            () => retire.mutate({ program, levelId: level.id, retired: !retired }),
          ),
      },
    );
  return (
    <Section title="Factors and levels">
      <div className={classes.factors}>
        {factors.map((factor) => (
          <div key={factor.key} className={classes.factor}>
            <h3>
              {factor.name}{' '}
              <span className={classes.quiet}>{factor.levels.filter((level) => !level.retired).length} levels</span>
            </h3>
            <ul className={classes.levels}>
              {factor.levels.map((level) => (
                <li key={level.id}>
                  <LevelChip
                    level={level.name}
                    pictureUrl={pictureUrl(program, level.picture)}
                    retired={level.retired}
                  />
                  {leads && (
                    <Menu position="bottom-end">
                      <Menu.Target>
                        <ActionIcon variant="subtle" color="gray" aria-label={`Change ${level.name}`}>
                          <IconDots size={16} aria-hidden />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item onClick={() => setEditing(level.id)}>Edit…</Menu.Item>
                        <Menu.Item onClick={() => setStarting(level)}>Start cards…</Menu.Item>
                        <Menu.Item onClick={() => setRetired(level, !level.retired)}>
                          {level.retired ? 'Restore' : 'Retire'}
                        </Menu.Item>
                      </Menu.Dropdown>
                    </Menu>
                  )}
                </li>
              ))}
            </ul>
            {leads && (
              <Button size="xs" variant="default" onClick={() => setAdding(factor)}>
                Add levels
              </Button>
            )}
          </div>
        ))}
      </div>
      {adding && (
        <AddLevelsDialog program={program} factor={adding} factors={factors} onClose={() => setAdding(null)} />
      )}
      {starting && (
        <StartTemplateDialog
          program={program}
          level={starting}
          template={startTemplates.find((template) => template.levelId === starting.id)}
          onClose={() => setStarting(null)}
        />
      )}
      {edited && <EditLevelDialog program={program} level={edited} onClose={() => setEditing(null)} />}
    </Section>
  );
}
