/** What the pages of the gateway have in common: the token, calls, elements, and to look again and again. */

export const byId = id => document.getElementById(id);
export const count = new Intl.NumberFormat('en').format;

/** Makes an element; text is set as text, never as markup. */
export function element(tag, { text, classes, title, style } = {}, ...children) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (classes) made.className = classes;
  if (title) made.title = title;
  if (style) Object.assign(made.style, style);
  made.append(...children);
  return made;
}

const TOKEN = 'weir-token';

/** Shows the form alone, and why the token that was there does not do. */
function askForToken(refusal) {
  sessionStorage.removeItem(TOKEN);
  if (refusal) byId('refused').textContent = refusal;
  byId('sign-in').hidden = false;
  byId('token').focus();
}

/** The token is kept for this tab only. */
export async function get(path) {
  const token = sessionStorage.getItem(TOKEN);
  const response = await fetch(path, { headers: { accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }) } })
    .catch(() => { throw new Error('The gateway does not answer.'); });
  // What stands between may answer by a page of its own.
  const body = await response.json().catch(() => undefined);
  // What comes late about a token says nothing of the one that replaced it.
  if (response.status === 401 && token === sessionStorage.getItem(TOKEN)) askForToken(token && body?.detail);
  if (!response.ok || !body) throw new Error(body?.detail ?? body?.title ?? `The answer is none of the gateway: ${response.status}.`);
  return body;
}

export function duration(millis) {
  if (millis === undefined) return '–';
  if (millis < 1000) return `${Math.round(millis)} ms`;
  if (millis < 60_000) return `${(millis / 1000).toFixed(1)} s`;
  return `${Math.floor(millis / 60_000)} min ${Math.round(millis % 60_000 / 1000)} s`;
}

export const TONES = {
  UP: 'good', ACTIVE: 'good', COMPLETE: 'good', RUNNING: 'busy', DRAINING: 'busy', DOWN: 'bad', FAIL: 'bad', FAILED: 'bad',
  SPLIT_BRAIN: 'bad', ABORT: 'warn', PAUSED: 'warn', DEGRADED: 'warn',
  HEALTHY: 'good', WARNING: 'warn', UNHEALTHY: 'bad', CRITICAL: 'bad', IMPROVING: 'good', STEADY: 'good', WORSENING: 'warn',
};
export const state = (name, title) => element('span', { text: (name ?? '–').toLowerCase(), title, classes: `state ${TONES[name] ?? ''}` });

export function row(...cells) {
  return element('tr', {}, ...cells.map(([content, number]) => content instanceof Node
    ? element('td', {}, content) : element('td', { text: content, classes: number ? 'n' : '' })));
}

export const empty = (text, columns) => columns
  ? element('tr', {}, Object.assign(element('td', { text, classes: 'empty' }), { colSpan: columns }))
  : element('p', { text, classes: 'empty' });

export function figure(name, value) {
  return element('div', {}, element('dt', { text: name }), element('dd', { text: value }));
}

/** Each part by itself: one service that is away empties its own part only. Tells whether it shows what there is. */
export async function part(place, columns, show) {
  try {
    await show();
    return true;
  } catch (problem) {
    byId(place).replaceChildren(empty(problem.message, columns));
    return false;
  }
}

/** Fills a place with the first page of a list, in which each stands by itself: one may go, or be closed to the token. */
export async function fill(place, columns, { items, nextPageToken }, make, none) {
  const made = await Promise.all(items.map(make));
  if (!made.length) made.push(empty(none, columns));
  if (nextPageToken) made.push(empty(`There are more: only the first ${items.length} are shown here.`, columns));
  byId(place).replaceChildren(...made);
}

/** Stands alone on the page as long as no token opens it. */
function signInForm() {
  const code = text => element('code', { text });
  const label = element('label', {}, 'A token opens this page. ', code('./weir up'), ' prints one at its first start; make others with ',
    code('./weir tokens create NAME --scope READ'));
  label.htmlFor = 'token';
  const token = Object.assign(element('input'), { id: 'token', type: 'password', autocomplete: 'off', spellcheck: false, required: true });
  const refused = Object.assign(element('p'), { id: 'refused', role: 'alert' });
  return Object.assign(element('form', {}, label, token, element('button', { text: 'Open' }), refused), { id: 'sign-in', hidden: true });
}

/**
 * Shows the page, and again after some time, once a token opens it and while somebody looks.
 *
 * @param show tells of each part whether it shows what there is
 */
export function open(show, everyMillis) {
  document.querySelector('header').after(signInForm());
  let next;
  async function refresh() {
    clearTimeout(next);
    if (!document.hidden && byId('sign-in').hidden) {
      const shown = await show();
      if (shown.some(Boolean)) byId('refreshed').textContent = `As of ${new Date().toLocaleTimeString()}.`;
    }
    next = setTimeout(refresh, everyMillis);
  }
  byId('sign-in').addEventListener('submit', event => {
    event.preventDefault();
    sessionStorage.setItem(TOKEN, byId('token').value.trim());
    byId('token').value = '';
    byId('refused').textContent = '';
    byId('sign-in').hidden = true;
    refresh();
  });
  get('api/v1/version').then(({ version }) => { byId('version').textContent = version; }).catch(() => {});
  refresh();
}
