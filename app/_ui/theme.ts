import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { colourVariables } from './colour-roles';

const active: MantineColorsTuple = [
  '#eff3fe',
  '#dde6fd',
  '#bccdfa',
  '#8cabff',
  '#7398fa',
  '#426de0',
  '#2a55c9',
  '#2349ad',
  '#1d3d90',
  '#173174',
];

const gray: MantineColorsTuple = [
  '#f7f7f5',
  '#f0f0ee',
  '#e6e7ea',
  '#d8dade',
  '#c3c7cd',
  '#9aa1aa',
  '#666c75',
  '#4a5058',
  '#33383e',
  '#1a1d21',
];

const dark: MantineColorsTuple = [
  '#e9ebee',
  '#c8cdd4',
  '#a3aab4',
  '#868e99',
  '#3a4149',
  '#2b3037',
  '#1f2328',
  '#191c20',
  '#121417',
  '#0c0e10',
];

const sans = "'Geist Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";

/** The page stays where it is below a dialog by its events alone: a style for it would come without the policy's nonce. */
const removeScrollProps = { removeScrollBar: false };

/** One sans family, six sizes from 12 to 28 px, small radii, one accent. */
export const theme = createTheme({
  primaryColor: 'active',
  primaryShade: { light: 6, dark: 5 },
  colors: { active, gray, dark },
  white: '#ffffff',
  black: '#1a1d21',
  fontFamily: sans,
  fontFamilyMonospace: "'Geist Mono Variable', ui-monospace, 'SF Mono', Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    fontFamily: sans,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1rem', lineHeight: '1.4' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Kbd: { styles: { root: { fontSize: '0.6875rem' } } },
    TextInput: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    Notification: { defaultProps: { withBorder: true, closeButtonProps: { 'aria-label': 'Close' } } },
    Modal: { defaultProps: { centered: true, closeButtonProps: { 'aria-label': 'Close' }, removeScrollProps } },
    Spotlight: { defaultProps: { removeScrollProps } },
  },
});

/** Adds the colour roles to Mantine's variables and lifts its quiet text to a contrast of 4.5:1. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-dimmed': 'var(--rota-ink-quiet)',
    '--mantine-color-placeholder': 'var(--rota-ink-quiet)',
    '--mantine-color-error': 'var(--rota-failure)',
    '--mantine-color-text': 'var(--rota-ink)',
  };
  return {
    variables: {},
    light: { ...colourVariables('light'), ...shared, '--mantine-color-body': '#ffffff' },
    dark: { ...colourVariables('dark'), ...shared, '--mantine-color-body': '#191c20' },
  };
};
