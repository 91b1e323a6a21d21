import { v7 as uuidv7 } from 'uuid';

/** The random name of this browser, made once. */
export function deviceName(): string {
  const kept = localStorage.getItem('rota.device');
  if (kept) return kept;
  // Not crypto.randomUUID: browsers withhold it from pages served without TLS, as in many labs.
  const device = uuidv7();
  localStorage.setItem('rota.device', device);
  return device;
}

/** The name of this browser and the next number in the order of its attempts. */
export function nextOnDevice(): { device: string; sequence: number } {
  const sequence = Number(localStorage.getItem('rota.sequence') ?? 0) + 1;
  localStorage.setItem('rota.sequence', String(sequence));
  return { device: deviceName(), sequence };
}
