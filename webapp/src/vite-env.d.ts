declare module 'virtual:theme-variables.css';

// The icons are imported one by one, past the index of six thousand, which has the only type declarations.
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { FunctionComponent, SVGProps } from 'react';

  const icon: FunctionComponent<
    Omit<SVGProps<SVGSVGElement>, 'stroke'> & { size?: number | string; stroke?: number }
  >;
  export default icon;
}
