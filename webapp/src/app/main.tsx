import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { MantineProvider } from '@mantine/core';
import 'virtual:theme-variables.css';
import { theme } from '../ui/theme.ts';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} withCssVariables={false} withGlobalClasses={false}>
        <main>Gatehouse</main>
      </MantineProvider>
    </StrictMode>,
  );
}
