'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { v7 as uuidv7 } from 'uuid';
import classes from './notices.module.css';

/** Confirms an action already done and offers to take it back for eight seconds, instead of asking before. */
export function noticeWithUndo(message: string, undo: () => void, label = 'Undo'): void {
  const id = uuidv7();
  notifications.show({
    id,
    autoClose: 8000,
    color: 'var(--rota-active)',
    message: (
      <span className={classes.undo}>
        {message}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {label}
        </Button>
      </span>
    ),
  });
}

/** Says in one sentence that something was done. */
export function noticeDone(message: string): void {
  notifications.show({ message, color: 'var(--rota-success)' });
}

/** Says what went wrong with an action begun on this page; stays until closed. */
export function noticeProblem(message: string, title = 'That did not work'): void {
  notifications.show({ message, title, color: 'var(--rota-failure)', autoClose: false });
}
