import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import 'virtual:theme-variables.css';
import './styles/base.css';
import { colorSchemeManager } from './colorScheme.ts';
import { theme } from './theme.ts';

/** Theme and colour scheme for everything below. The style elements that Mantine would write are files here. */
export function UiProvider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
