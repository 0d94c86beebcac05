import { ForgotPassword } from './ForgotPassword.tsx';
import { useLinkToken } from './linkToken.ts';
import { ResetPassword } from './ResetPassword.tsx';

/** Where the mailed link leads, and where one asks for it. */
export function ResetPage() {
  return useLinkToken() === '' ? <ForgotPassword /> : <ResetPassword />;
}
