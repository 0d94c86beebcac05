// The key is the one that src/ui/colorScheme.ts writes. 'auto' and a storage that cannot be read follow the system.
(function () {
  var scheme = 'auto';
  try {
    scheme = localStorage.getItem('gatehouse-color-scheme') || 'auto';
  } catch (unreadable) {
    scheme = 'auto';
  }
  if (scheme !== 'light' && scheme !== 'dark') {
    scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
})();
