'use client';

import { Modal, NativeSelect, Switch } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { LANGUAGE_NAMES, LANGUAGES } from '@/app/_messages/languages';
import { useChooseLanguage, useLanguage, useSay } from '@/app/_messages/say';
import { keyName } from './key-name';
import { ACTS, type Act, isFree, type Keys, withKey } from './keys';
import classes from './today.module.css';

/** The keys of the page, each of which a device may change (foot pedals type keys), its language and its sound. */
export function KeysHelp({
  keys,
  onChange,
  sound,
  onSound,
  onClose,
}: {
  keys: Keys;
  onChange: (keys: Keys | null) => void;
  sound: boolean;
  onSound: (on: boolean) => void;
  onClose: () => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const chooseLanguage = useChooseLanguage();
  const [changing, setChanging] = useState<Act | null>(null);
  const [reserved, setReserved] = useState(false);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (changing === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setChanging(null);
    if (!isFree(event.key)) return setReserved(true);
    onChange(withKey(keys, changing, event.key));
    setChanging(null);
  });
  useEffect(() => {
    // Before the dialog and the page see it: a key that is being given out must not act.
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener, true);
    return () => window.removeEventListener('keydown', listener, true);
  }, []);

  return (
    <Modal
      opened
      onClose={onClose}
      title={say('keys.title')}
      size="lg"
      classNames={{ title: classes.dialogTitle }}
      closeButtonProps={{ 'aria-label': say('act.back') }}
    >
      <div lang={language} className={classes.help}>
        <dl className={classes.keys}>
          {ACTS.map((act) => (
            <div key={act}>
              <dt>
                <kbd>{keyName(say, keys[act])}</kbd>
              </dt>
              <dd>{say(`keys.${act}`)}</dd>
              <dd>
                <button
                  type="button"
                  className={classes.keyButton}
                  aria-label={say('keys.change', { act: say(`keys.${act}`) })}
                  onClick={() => {
                    setReserved(false);
                    setChanging(act);
                  }}
                >
                  {say('keys.changeShort')}
                </button>
              </dd>
            </div>
          ))}
        </dl>
        <p role="status">{changing !== null && say(reserved ? 'keys.reserved' : 'keys.press')}</p>
        <p className={classes.quiet}>{say('keys.device')}</p>
        <button type="button" className={classes.keyButton} onClick={() => onChange(null)}>
          {say('keys.reset')}
        </button>
        <Switch
          size="lg"
          label={say('sound')}
          description={say('sound.what')}
          checked={sound}
          onChange={(event) => onSound(event.currentTarget.checked)}
        />
        <NativeSelect
          size="lg"
          label={say('language')}
          value={language}
          onChange={(event) => {
            const chosen = LANGUAGES.find((one) => one === event.currentTarget.value);
            if (chosen) chooseLanguage(chosen);
          }}
          data={LANGUAGES.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
        />
        <p className={classes.quiet}>{say(navigator.serviceWorker?.controller ? 'offline.ready' : 'offline.not')}</p>
      </div>
    </Modal>
  );
}
