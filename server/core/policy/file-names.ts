/** The last part of a path with slashes. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path of `location` as seen from the folder that `path` lies in. */
export function beside(path: string, location: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + location;
}
