// The colours that the reader chose, before anything is drawn (src/state/theme.ts keeps them).
try {
  const theme = localStorage.getItem('maillage-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Where the browser keeps nothing, the page follows the system.
}
