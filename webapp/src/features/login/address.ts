/** Whether it can be an e-mail address at all; the server looks closer. */
export function isAddress(typed: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(typed.trim());
}

export const wholeAddress = 'Enter the whole address, such as ann@acme.example.';

/** What stands behind the @ of an address. */
export function domainOf(address: string): string {
  return address.trim().replace(/^.*@/, '');
}

/** The domain of an organisation's own sign-in link (`?domain=`). */
export function linkedDomain(search: string): string | null {
  return new URLSearchParams(search).get('domain');
}
