/** A browser's User-Agent as people name it: "Chrome on Windows". What is not known stays as it was sent. */
export function clientName(userAgent: string): string {
  const browser = first(userAgent, [
    ['Edge', /Edg(?:e|A|iOS)?\//],
    ['Opera', /OPR\//],
    ['Samsung Internet', /SamsungBrowser\//],
    ['Firefox', /(?:Firefox|FxiOS)\//],
    ['Chrome', /(?:Chrome|CriOS|Chromium)\//],
    ['Safari', /Version\/[\d.]+.*Safari\//],
  ]);
  const system = first(userAgent, [
    ['iPhone', /iPhone/],
    ['iPad', /iPad/],
    ['Android', /Android/],
    ['Windows', /Windows/],
    ['Mac', /Macintosh/],
    ['ChromeOS', /CrOS/],
    ['Linux', /Linux/],
  ]);
  if (browser && system) {
    return `${browser} on ${system}`;
  }
  return browser ?? system ?? (userAgent === '' ? 'Unknown device' : userAgent);
}

function first(text: string, kinds: readonly (readonly [string, RegExp])[]): string | undefined {
  return kinds.find(([, pattern]) => pattern.test(text))?.[0];
}
