import { rmSync } from 'node:fs';

/** Removes the data of the installation that the browser tests ran against; traces and the report stay. */
export default function removeData(): void {
  if (process.env.ROTA_E2E_DATA) rmSync(process.env.ROTA_E2E_DATA, { recursive: true, force: true });
}
