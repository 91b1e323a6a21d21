'use client';

import { Button, FileButton, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LevelPicture } from '@/app/_ui/level-chip';
import { noticeProblem } from '@/app/_ui/notices';
import { MAX_PICTURE_BYTES } from '@/server/core/matrix/picture';
import { pictureUrl } from './picture-url';

/** Shows the picture of a level and lets a lead set, replace or take it away; at most 4 MB. */
export function LevelPictureUpload({
  program,
  level,
}: {
  program: string;
  level: { id: number; name: string; picture: string | null };
}) {
  const queries = useQueryClient();
  const set = useMutation({
    mutationFn: (file: File | null) => send(program, level.id, file),
    onError: (error) => noticeProblem(error.message),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <Group gap="xs" style={{ '--level-picture': '36px' }}>
      <LevelPicture level={level.name} pictureUrl={pictureUrl(program, level.picture)} />
      <FileButton accept="image/png,image/jpeg,image/webp,image/gif" onChange={(file) => file && set.mutate(file)}>
        {(props) => (
          <Button {...props} variant="default" size="compact-sm" loading={set.isPending}>
            {level.picture ? 'Replace picture' : 'Add picture'}
          </Button>
        )}
      </FileButton>
      {level.picture && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => set.mutate(null)}>
          Take away
        </Button>
      )}
    </Group>
  );
}

async function send(program: string, levelId: number, file: File | null): Promise<void> {
  if (file && file.size > MAX_PICTURE_BYTES)
    throw new Error('A picture may have 4 MB. Make it smaller and add it again; nothing was changed.');
  const answer = await fetch(`/api/pictures/${program}/${levelId}`, { method: 'PUT', body: file });
  if (!answer.ok) throw new Error(((await answer.json()) as { message: string }).message);
}
