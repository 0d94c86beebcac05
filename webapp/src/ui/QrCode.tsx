import { useMemo } from 'react';
import { encode } from 'uqr';
import classes from './QrCode.module.css';

interface QrCodeProps {
  /** What the code says, such as an otpauth URI. */
  text: string;
  label: string;
}

/** A QR code drawn in the page: dark on white in both colour schemes, since cameras expect it so. */
export function QrCode({ text, label }: QrCodeProps) {
  const { path, size } = useMemo(() => drawn(text), [text]);
  return (
    <svg
      className={classes.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function drawn(text: string): { path: string; size: number } {
  // Four modules of quiet ground around the code, as ISO/IEC 18004 asks.
  const { data, size } = encode(text, { border: 4, ecc: 'M' });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { path, size };
}
