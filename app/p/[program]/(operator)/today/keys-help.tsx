import { Modal } from '@mantine/core';
import classes from './today.module.css';

const KEYS = [
  ['Space', 'Start, then stop a recording'],
  ['S', 'Success'],
  ['F', 'Failure, then 1 to 9 for what went wrong, 0 for not named'],
  ['D', 'Discard: it never counts'],
  ['U', 'Undo the last attempt'],
  ['N', 'Give me next'],
  ['K', 'Skip, with a reason: it goes behind the others'],
  ['B', 'Block, with a reason: it waits for the lead'],
  ['Esc', 'Back'],
  ['?', 'This list'],
] as const;

/** The keys of the page. Foot pedals send the same ones. */
export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="One key each" size="md">
      <dl className={classes.keys}>
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
