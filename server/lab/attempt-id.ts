import { v5 as uuidv5 } from 'uuid';

const ATTEMPTS = '7b0c4e86-6a57-4b52-9b0b-0d5a3a1f6f7e';

/** What one control step takes in the recordings, ms. */
export const MS_PER_STEP = 100;

/** The id of the attempt of that name in one program: sent twice it is stored once. */
export const attemptId = (name: string) => uuidv5(name, ATTEMPTS);
