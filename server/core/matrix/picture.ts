/** The largest picture of a level, in bytes. */
export const MAX_PICTURE_BYTES = 4 * 1024 * 1024;

const SIGNATURES = [
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
] as const;

/** The media type of a picture by its first bytes, whatever its name says; null for anything else. */
export function pictureType(bytes: Uint8Array): string | null {
  const found = SIGNATURES.find((one) => one.bytes.every((byte, i) => bytes[one.at + i] === byte));
  return found?.type ?? null;
}
