/** Wall-clock time, injected so that decisions can be tested. */
export interface Clock {
  now(): Date;
}

/** Content-addressed bytes outside the database. Keys are the hex SHA-256 of the content. */
export interface ArtifactStore {
  /** Stores the bytes (once) and returns their key. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes under `key`. Throws DomainError not_found. */
  get(key: string): Promise<Uint8Array>;
  has(key: string): Promise<boolean>;
  /** Absolute path of the stored file, for readers that need one. Throws DomainError not_found. */
  path(key: string): Promise<string>;
}
