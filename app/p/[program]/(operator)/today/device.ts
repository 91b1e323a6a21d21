import { v7 as uuidv7 } from 'uuid';

/** The random name of this browser, made once, and the next number in the order of its attempts. */
export function nextOnDevice(): { device: string; sequence: number } {
  let device = localStorage.getItem('rota.device');
  if (!device) {
    // Not crypto.randomUUID: browsers withhold it from pages served without TLS, as in many labs.
    device = uuidv7();
    localStorage.setItem('rota.device', device);
  }
  const sequence = Number(localStorage.getItem('rota.sequence') ?? 0) + 1;
  localStorage.setItem('rota.sequence', String(sequence));
  return { device, sequence };
}
