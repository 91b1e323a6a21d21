'use client';

import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './copy-code.module.css';

/** An id or a command in mono with a button that copies it; `block` for several lines. */
export function CopyCode({ code, label, block = false }: { code: string; label: string; block?: boolean }) {
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
            aria-label={copied ? `${label}: copied` : `Copy ${label}`}
          >
            {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </span>
  );
}
