'use client';

import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './copy-code.module.css';

/** An id or a command in mono with a button that copies it; `block` for several lines. */
export function CopyCode({
  code,
  label,
  words = { copy: `Copy ${label}`, copied: `${label}: copied` },
  block = false,
}: {
  code: string;
  label?: string;
  /** What the button says, in another language. */
  words?: { copy: string; copied: string };
  block?: boolean;
}) {
  return (
    <span className={classes.code} data-block={block || undefined}>
      {block ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and a scrolling region must be reachable by keyboard
        <code className={classes.text} tabIndex={0}>
          {code}
        </code>
      ) : (
        <code className={classes.text}>{code}</code>
      )}
      <CopyButton value={code} timeout={1500}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            onClick={copy}
            aria-label={copied ? words.copied : words.copy}
          >
            {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </span>
  );
}
