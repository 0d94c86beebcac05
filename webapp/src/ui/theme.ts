import {
  createTheme,
  type ConvertCSSVariablesInput,
  type MantineColorsTuple,
  type MantineTheme,
} from '@mantine/core';

// Read by the browser bundle and by vite.config.ts (which writes the CSS variables): no JSX and no style sheets here.

const teal: MantineColorsTuple = [
  '#effbf9',
  '#d3f4ee',
  '#a7e8de',
  '#6fd6c9',
  '#38bdaf',
  '#17a296',
  '#0e867c',
  '#0f766e',
  '#105f59',
  '#124c48',
];

const gray: MantineColorsTuple = [
  '#f6f8f8',
  '#eef1f1',
  '#e2e7e7',
  '#d2d9d9',
  '#b9c3c4',
  '#869194',
  '#5f6b6e',
  '#4a5558',
  '#333c3e',
  '#1b2224',
];

const dark: MantineColorsTuple = [
  '#e4e9ea',
  '#c5ced1',
  '#9fabb0',
  '#7d8a90',
  '#3b474c',
  '#2c363b',
  '#20282c',
  '#181e21',
  '#111618',
  '#0b0f10',
];

const red: MantineColorsTuple = [
  '#fdeeed',
  '#fad6d3',
  '#f5ada7',
  '#ef8078',
  '#e6594f',
  '#d93f34',
  '#c52d23',
  '#b42318',
  '#901b12',
  '#6e150e',
];

/** The palettes that reach the style sheet; a `color` prop can name no other. */
const colors = { teal, gray, dark, red };
export const usedColors: readonly string[] = Object.keys(colors);

declare module '@mantine/core' {
  export interface MantineThemeColorsOverride {
    // 'dimmed' is no palette, but a word that Mantine's colour props know.
    colors: Record<keyof typeof colors | 'dimmed', MantineColorsTuple>;
  }
  export interface MantineThemeSizesOverride {
    spacing: Record<'xs' | 'sm' | 'md' | 'lg' | 'xl' | 'xxl', string>;
  }
}

const fontFamily =
  "Inter, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif, " +
  "'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji'";

const dialogDefaults = {
  centered: true,
  padding: 'xl',
  // The lock writes a <style> element, which the content security policy refuses; styles/app.css locks instead.
  lockScroll: false,
  transitionProps: { duration: 120 },
  overlayProps: { backgroundOpacity: 0.4 },
  closeButtonProps: { 'aria-label': 'Close' },
};

export const theme = createTheme({
  colors,
  primaryColor: 'teal',
  primaryShade: 7,
  white: '#ffffff',
  black: '#1b2224',
  fontFamily,
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.4', xl: '1.25' },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem', xxl: '2rem' },
  radius: { xs: '0.25rem', sm: '0.375rem', md: '0.5rem', lg: '0.75rem', xl: '1rem' },
  defaultRadius: 'md',
  shadows: {
    xs: '0 1px 2px rgb(12 24 26 / 6%)',
    sm: '0 1px 3px rgb(12 24 26 / 8%)',
    md: '0 4px 16px rgb(12 24 26 / 10%)',
    lg: '0 8px 28px rgb(12 24 26 / 14%)',
    xl: '0 16px 48px rgb(12 24 26 / 18%)',
  },
  headings: {
    fontFamily,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.4' },
      h3: { fontSize: '1rem', lineHeight: '1.5' },
      h4: { fontSize: '0.875rem', lineHeight: '1.45' },
      h5: { fontSize: '0.875rem', lineHeight: '1.45' },
      h6: { fontSize: '0.75rem', lineHeight: '1.35' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Plain objects: importing the components here would put all of them into the first chunk.
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Text: { defaultProps: { size: 'sm' } },
    Anchor: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { shadow: 'md' } } },
    Checkbox: { defaultProps: { size: 'xs', radius: 'xs' } },
    Modal: { defaultProps: dialogDefaults },
    Drawer: { defaultProps: { ...dialogDefaults, position: 'right' } },
    // A <header> in a dialog would be a second banner of the page.
    ModalHeader: { defaultProps: { component: 'div' } },
    DrawerHeader: { defaultProps: { component: 'div' } },
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-end',
        transitionProps: { duration: 100 },
        // In a portal the menu would stand outside every landmark; the placeholder is no menu item.
        withinPortal: false,
        withInitialFocusPlaceholder: false,
      },
    },
    Tooltip: { defaultProps: { transitionProps: { duration: 100 }, openDelay: 300 } },
  },
});

/** Colours of our own, by role. `theme.test.ts` holds the text ones to a contrast of 4.5, the outlines to 3. */
export const roles = {
  light: {
    ground: '#f4f6f6',
    surface: '#ffffff',
    raised: '#ffffff',
    hover: '#f0f3f3',
    line: '#dfe5e5',
    field: '#7d898c',
    text: '#1b2224',
    dimmed: '#5a666a',
    accent: '#0f766e',
    'accent-soft': '#e3f4f1',
    'held-text': '#84480a',
    'held-soft': '#fdf1dc',
    'blocked-text': '#a82015',
    'blocked-soft': '#fdeeed',
    'clean-text': '#1a6a3a',
    'clean-soft': '#e6f4eb',
    'info-text': '#1b5a9c',
    'info-soft': '#e8f1fb',
  },
  dark: {
    ground: '#111618',
    surface: '#181e21',
    raised: '#20282c',
    hover: '#222b2f',
    line: '#2c363b',
    field: '#6b787e',
    text: '#e4e9ea',
    dimmed: '#a3afb4',
    accent: '#5fd0c3',
    'accent-soft': '#12322f',
    'held-text': '#f2b866',
    'held-soft': '#33270f',
    'blocked-text': '#ff9f96',
    'blocked-soft': '#3a1b18',
    'clean-text': '#82d6a2',
    'clean-soft': '#143020',
    'info-text': '#92c5f8',
    'info-soft': '#152b42',
  },
} as const;

type Role = keyof (typeof roles)['light'];

/** What Gatehouse adds to Mantine's CSS variables and overrides in them. */
export function themeVariablesOf(merged: MantineTheme): ConvertCSSVariablesInput {
  return {
    variables: { '--mantine-spacing-xxl': merged.spacing.xxl },
    light: schemeVariables(roles.light),
    dark: {
      ...schemeVariables(roles.dark),
      '--mantine-color-teal-light': 'var(--gh-accent-soft)',
      '--mantine-color-teal-light-color': 'var(--gh-accent)',
      '--mantine-color-red-light-color': 'var(--gh-blocked-text)',
      '--mantine-color-red-outline': 'var(--gh-blocked-text)',
    },
  };
}

function schemeVariables(role: Record<Role, string>): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(role).map(([name, value]) => [`--gh-${name}`, value])),
    '--mantine-color-body': 'var(--gh-surface)',
    '--mantine-color-text': 'var(--gh-text)',
    '--mantine-color-dimmed': 'var(--gh-dimmed)',
    '--mantine-color-placeholder': 'var(--gh-dimmed)',
    '--mantine-color-anchor': 'var(--gh-accent)',
    '--mantine-color-error': 'var(--gh-blocked-text)',
    '--mantine-color-default-border': 'var(--gh-line)',
    '--mantine-color-default-hover': 'var(--gh-hover)',
  };
}
