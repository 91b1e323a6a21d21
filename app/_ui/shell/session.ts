const KEY = 'rota.session';

/** Who uses this browser, for pages that open without a network. */
export function keepSession(person: { id: number; name: string }): void {
  localStorage.setItem(KEY, JSON.stringify({ id: person.id, name: person.name }));
}

/** The person whose session was seen last; null before the first visit and after signing out. */
export function keptSession(): { id: number; name: string } | null {
  const kept = localStorage.getItem(KEY);
  return kept === null ? null : JSON.parse(kept);
}

export function dropSession(): void {
  localStorage.removeItem(KEY);
}
