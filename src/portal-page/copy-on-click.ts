/** The copy button: `data-copies` names the element whose text it copies. */

const CONFIRMED_MS = 2500;

/** One listener for all, because the content may be replaced at any time. */
export function copyOnClick(): void {
  document.addEventListener('click', (event) => {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copies]') : null;
    const source = button && document.getElementById(button.dataset['copies'] ?? '');
    if (source) void copyAndConfirm(button, source);
  });
}

async function copyAndConfirm(button: HTMLElement, source: HTMLElement): Promise<void> {
  if (await copyText(source)) {
    button.dataset['copied'] = '';
    announce('The link is copied.');
  } else {
    announce('The link is selected: copy it with the keyboard or the menu.');
  }
  setTimeout(() => {
    delete button.dataset['copied'];
    announce(''); // so that the same words are news the next time
  }, CONFIRMED_MS);
}

/** The clipboard may be closed to a frame (no `allow`) or be missing (plain http): then the old way, by selecting. */
async function copyText(source: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    return true;
  } catch {
    getSelection()?.selectAllChildren(source);
    // Deprecated, and the only thing that works here in every browser.
    return document.execCommand('copy');
  }
}

function announce(text: string): void {
  const status = document.getElementById('announcement');
  if (status) status.textContent = text;
}
