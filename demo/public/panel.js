// Shows what the embed tells its host: each of its events, when it came and what it said. A host would send these to its own
// monitoring. Loaded in the head and not async, so that it listens before the first event.
'use strict';

/** The fields worth showing, by event. There is no token in any event, and none would be shown here. */
const TELL = {
  'refport-status': ({ status }) => status,
  'refport-ready': () => '',
  'refport-token': () => 'delivered',
  'refport-resize': ({ height }) => `${height} px`,
  'refport-error': ({ code, status, retryable }) =>
    [code, status && `HTTP ${status}`, retryable && 'may pass'].filter(Boolean).join(', '),
};

/** What happened so far; the list on the page is drawn from it as soon as there is a list. */
const happened = [];
let timeline = null;

for (const type of Object.keys(TELL)) {
  document.addEventListener(type, (event) => {
    const embeds = [...document.querySelectorAll('refport-embed')];
    const which = embeds.length > 1 ? ` #${embeds.indexOf(event.target) + 1}` : '';
    note(type + which, TELL[type](event), type === 'refport-error');
  });
}
document.addEventListener('securitypolicyviolation', (event) =>
  note('policy violation', `${event.effectiveDirective} ${event.blockedURI}`, true),
);

function note(what, said, isFailure) {
  const entry = { ms: Math.round(performance.now()), what, said, isFailure };
  const last = happened.at(-1);
  // An animation in the portal resizes the frame many times: the last height says it all.
  if (what.startsWith('refport-resize') && last?.what === what) Object.assign(last, entry);
  else happened.push(entry);
  draw();
}

function draw() {
  if (!timeline) return;
  timeline.replaceChildren(
    ...happened.map(({ ms, what, said, isFailure }) => {
      const row = document.createElement('li');
      row.classList.toggle('failure', isFailure);
      const time = document.createElement('time');
      time.textContent = ms < 10_000 ? `${ms} ms` : `${Math.round(ms / 1000)} s`;
      const text = document.createElement('span');
      text.textContent = `${what} ${said}`.trim();
      row.append(time, text);
      return row;
    }),
  );
  timeline.scrollTop = timeline.scrollHeight;
}

document.addEventListener('DOMContentLoaded', () => {
  timeline = document.getElementById('timeline');
  draw();
  // Knobs in their normal position need not stand in the URL.
  document.querySelector('.panel form').addEventListener('formdata', ({ formData }) => {
    for (const [name, value] of Array.from(formData)) if (value === '') formData.delete(name);
  });
});
