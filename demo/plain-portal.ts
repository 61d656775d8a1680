/**
 * A portal that knows nothing of this package: a plain page of the kind that Refport and Dub have today, with the token in
 * its URL, which posts `PAGE_HEIGHT` and `ERROR` to its host. For `delivery=url`.
 */
const PAGE = /* html */ `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <meta name="color-scheme" content="light dark">
  <title>A plain portal</title>
  <style>body { font: 16px/1.5 system-ui, sans-serif; margin: 24px } button { font: inherit; padding: 6px 14px }</style>
  <h1>A plain portal</h1>
  <p id="token"></p>
  <p><button id="more">Grow</button> <button id="expire">Say that the token has expired</button></p>
  <script>
    const say = (event, data) => parent.postMessage({ event, data }, '*');
    const sayHeight = () => say('PAGE_HEIGHT', { height: Math.ceil(document.documentElement.getBoundingClientRect().height) });
    const token = new URLSearchParams(location.search).get('token') ?? '';
    document.getElementById('token').textContent = token ? 'It got a token in its URL.' : 'It got no token.';
    document.getElementById('more').onclick = () => {
      document.body.append(Object.assign(document.createElement('p'), { textContent: 'There is more now.' }));
    };
    document.getElementById('expire').onclick = () => say('ERROR', 'TOKEN_EXPIRED');
    sayHeight();
    new ResizeObserver(sayHeight).observe(document.documentElement);
  </script>
</html>`;

export function plainPortal(): Response {
  return new Response(PAGE, {
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Referrer-Policy': 'no-referrer' },
  });
}
