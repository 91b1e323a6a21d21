import { significant } from '../_ui/figure';

/** Bytes in GB, or in MB below one, to three digits. */
export function gigabytes(bytes: number): string {
  return bytes >= 1e9 ? `${significant(bytes / 1e9)} GB` : `${significant(bytes / 1e6)} MB`;
}
