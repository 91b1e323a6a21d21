/** What a key or a pedal can do, in the order of the list. */
export const ACTS = [
  'startStop',
  'success',
  'failure',
  'discard',
  'undo',
  'pause',
  'next',
  'skip',
  'block',
  'help',
] as const;
export type Act = (typeof ACTS)[number];
export type Keys = Record<Act, string>;

export const USUAL_KEYS: Keys = {
  startStop: ' ',
  success: 's',
  failure: 'f',
  discard: 'd',
  undo: 'u',
  pause: 'p',
  next: 'n',
  skip: 'k',
  block: 'b',
  help: '?',
};

/** Keys with work of their own: answers by number, moving the focus, going back, and keys that only change others. */
const RESERVED = /^([0-9]|Escape|Tab|Shift|Control|Alt|Meta|AltGraph|CapsLock|Dead|Unidentified|Process)$/;

/** Whether a key may be given to an act. */
export const isFree = (key: string) => key !== '' && !RESERVED.test(key);

/** `keys` with `act` on `key`. The act that had it gets the old one: two acts never share a key. */
export function withKey(keys: Keys, act: Act, key: string): Keys {
  const wanted = key.toLowerCase();
  const other = ACTS.find((one) => one !== act && keys[one].toLowerCase() === wanted);
  return { ...keys, ...(other && { [other]: keys[act] }), [act]: key };
}

/** Keys as a device kept them; the usual ones wherever that is not a whole, unambiguous set. */
export function keysFrom(kept: string | null): Keys {
  if (kept === null) return USUAL_KEYS;
  try {
    const read: Partial<Record<Act, unknown>> = JSON.parse(kept);
    const keys = ACTS.map((act) => read[act]);
    const fits = keys.every((key) => typeof key === 'string' && isFree(key));
    const distinct = new Set(keys.map((key) => String(key).toLowerCase())).size === ACTS.length;
    return fits && distinct
      ? { ...USUAL_KEYS, ...Object.fromEntries(ACTS.map((act, i) => [act, keys[i]])) }
      : USUAL_KEYS;
  } catch {
    return USUAL_KEYS;
  }
}
