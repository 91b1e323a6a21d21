/** What a colour may mean in Rota. Nothing is coloured for decoration; each role keeps its hue on every screen and chart. */
export const COLOUR_ROLES = {
  /** The active arm, and the one accent of the interface. */
  active: { light: '#2a55c9', dark: '#8cabff' },
  /** The random arm. */
  random: { light: '#666c75', dark: '#a6adb7' },
  success: { light: '#0a7350', dark: '#4fcb9c' },
  failure: { light: '#b03f0c', dark: '#ff9a70' },
  unknown: { light: '#6a569b', dark: '#bba9ea' },
  /** Caps, limits and whatever is held back by them. */
  cap: { light: '#835400', dark: '#e3b453' },
  recording: { light: '#c40f2f', dark: '#ff7285' },
  /** Text and marks that carry no other meaning. */
  ink: { light: '#1a1d21', dark: '#e9ebee' },
  'ink-quiet': { light: '#596069', dark: '#a3aab4' },
  axis: { light: '#7b828b', dark: '#868e99' },
  grid: { light: '#e6e7ea', dark: '#2b3037' },
  surface: { light: '#ffffff', dark: '#191c20' },
  page: { light: '#f7f7f5', dark: '#121417' },
} as const satisfies Record<string, { light: string; dark: string }>;

export type ColourRole = keyof typeof COLOUR_ROLES;
export type ColourScheme = 'light' | 'dark';

/** The CSS value of a role, right in both themes: for styles and SVG. */
export function colourOf(role: ColourRole): string {
  return `var(--rota-${role})`;
}

/** The hex colour of a role in one theme: for canvas, which resolves no CSS variables. */
export function hexOf(role: ColourRole, scheme: ColourScheme): string {
  return COLOUR_ROLES[role][scheme];
}

/** All roles as CSS custom properties of one theme. */
export function colourVariables(scheme: ColourScheme): Record<string, string> {
  return Object.fromEntries(
    Object.entries(COLOUR_ROLES).map(([role, colour]) => [`--rota-${role}`, colour[scheme]] as const),
  );
}
