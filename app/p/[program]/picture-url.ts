/** Address of a level's picture in the program's own store; null where none was uploaded. */
export function pictureUrl(program: string, key: string | null): string | null {
  return key && `/api/pictures/${program}/${key}`;
}
