import {
  convertCssVariables,
  defaultCssVariablesResolver,
  mergeMantineTheme,
  DEFAULT_THEME,
} from '@mantine/core';
import type { Plugin } from 'vite';
import { themeVariablesOf, theme, usedColors } from '../src/ui/theme.ts';

const id = 'virtual:theme-variables.css';

/**
 * Mantine writes its CSS variables into a `<style>` element when the page starts, which `style-src 'self'` refuses.
 * This plugin writes the same variables into a style sheet at build time, without the palettes nobody uses.
 */
export function themeVariables(): Plugin {
  return {
    name: 'gatehouse:theme-variables',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (loaded) => (loaded === `\0${id}` ? themeCss() : null),
  };
}

function themeCss(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const colors = Object.fromEntries(
    Object.entries(merged.colors).filter(([name]) => usedColors.includes(name)),
  );
  const used = { ...merged, colors } as typeof merged;
  const base = defaultCssVariablesResolver(used);
  const own = themeVariablesOf(used);
  return convertCssVariables(
    {
      variables: { ...base.variables, ...own.variables },
      light: { ...base.light, ...own.light },
      dark: { ...base.dark, ...own.dark },
    },
    ':root',
  );
}
