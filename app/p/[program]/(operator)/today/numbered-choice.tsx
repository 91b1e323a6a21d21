'use client';

import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSay } from '@/app/_messages/say';
import { useShortcut } from '@/app/_ui/shortcut';
import classes from './today.module.css';
import { usualWord } from './usual-word';

/**
 * Asks one question whose answers are the keys 1 to 9, or free words; Escape goes back. With `none` the key 0
 * answers without words.
 */
export function NumberedChoice({
  question,
  choices,
  none,
  onChoose,
  onBack,
}: {
  question: string;
  choices: readonly string[];
  none?: string;
  onChoose: (answer: string | undefined) => void;
  onBack: () => void;
}) {
  const say = useSay();
  const [words, setWords] = useState('');
  useShortcut('Escape', onBack);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (words.trim().length >= 2) onChoose(words.trim());
  };
  return (
    <section className={classes.choice} aria-label={question}>
      <h2 className={classes.question}>{question}</h2>
      <div className={classes.answers}>
        {choices.slice(0, 9).map((choice, index) => (
          <Answer
            key={choice}
            hotkey={String(index + 1)}
            label={usualWord(say, choice)}
            onPress={() => onChoose(choice)}
          />
        ))}
        {none && <Answer hotkey="0" label={none} onPress={() => onChoose(undefined)} />}
      </div>
      <form className={classes.own} onSubmit={submit}>
        <TextInput
          size="lg"
          aria-label={say('own')}
          placeholder={say('own')}
          maxLength={80}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <button type="submit" className={classes.keyButton} disabled={words.trim().length < 2}>
          {say('own.use')}
        </button>
        <button type="button" className={classes.keyButton} onClick={onBack}>
          <span>{say('act.back')}</span>
          <kbd aria-hidden>{say('key.esc')}</kbd>
        </button>
      </form>
    </section>
  );
}

function Answer({ hotkey, label, onPress }: { hotkey: string; label: string; onPress: () => void }) {
  useShortcut(hotkey, onPress);
  return (
    <button type="button" className={classes.keyButton} aria-keyshortcuts={hotkey} onClick={onPress}>
      <kbd aria-hidden>{hotkey}</kbd>
      <span>{label}</span>
    </button>
  );
}
