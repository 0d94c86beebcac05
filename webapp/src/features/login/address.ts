/** Whether it can be an e-mail address at all; the server looks closer. */
export function isAddress(typed: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(typed.trim());
}

export const wholeAddress = 'Enter the whole address, such as ann@acme.example.';
