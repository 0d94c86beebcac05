import {
  localStorageColorSchemeManager,
  type MantineColorScheme,
  useMantineColorScheme,
} from '@mantine/core';

// public/color-scheme.js reads the same key before the first paint.
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'gatehouse-color-scheme' });

export type ColorScheme = MantineColorScheme;

/** The chosen colour scheme (`auto` follows the system), and how to choose another. */
export function useColorScheme(): { scheme: ColorScheme; setScheme: (scheme: ColorScheme) => void } {
  // Without keepTransitions Mantine writes a <style> element, which the content security policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return { scheme: colorScheme, setScheme: setColorScheme };
}
