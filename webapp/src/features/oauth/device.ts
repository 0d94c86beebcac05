import type { paths } from '../../api/schema.d.ts';

/** How many letters the code has that a device shows. */
export const codeLength = 8;

/** A device that wants to be let in, as far as it can be recognised. */
export type Device =
  paths['/api/v1/oauth/devices/check']['post']['responses']['200']['content']['application/json'];

/** The code as devices show it: WDJB-MJHT. */
export function shownCode(code: string): string {
  return `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}`;
}
