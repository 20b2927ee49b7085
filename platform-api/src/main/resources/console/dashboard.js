import { byId, count, duration, element, empty, figure, get, open, part, row, state } from './page.js';

const REFRESH_MILLIS = 5000;
const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 240;
const HEIGHT = 44;
const MOST_OPERATIONS = 20;

const percent = share => `${(100 * share).toFixed(share === 1 || share === 0 ? 0 : 1)} %`;
const perSecond = rate => `${rate.toFixed(rate < 10 ? 1 : 0)}/s`;

function drawn(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

/** A line from the earliest figure to the latest, from nothing at the bottom to the largest of them, or `least`, at the top. */
function chart(name, points, figureOf, written, least) {
  const values = points.map(figureOf);
  const top = Math.max(least, ...values);
  const line = values.map((value, index) =>
    `${(index * WIDTH / Math.max(1, values.length - 1)).toFixed(1)},${(HEIGHT - 1 - (HEIGHT - 4) * value / top).toFixed(1)}`);
  const svg = drawn('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img',
    'aria-label': `${name}: ${written(values.at(-1) ?? 0)} now, ${written(Math.max(0, ...values))} at most` });
  svg.append(drawn('polyline', { points: line.join(' '), fill: 'none', stroke: 'currentColor', 'vector-effect': 'non-scaling-stroke' }));
  return element('figure', { classes: 'chart' },
    element('figcaption', {}, element('span', { text: name }), element('b', { text: written(values.at(-1) ?? 0) })), svg);
}

function parts(vitals) {
  return element('ul', { classes: 'parts' }, ...vitals.parts.map(({ kind, level, detail }) =>
    element('li', { title: detail }, state(level), element('span', { text: kind.toLowerCase() }))));
}

function charts({ points }) {
  return element('div', { classes: 'charts' },
    chart('calls', points, point => point.callsPerSecond, perSecond, 1),
    chart('p95', points, point => point.p95Millis, duration, 10),
    chart('failed', points, point => 1 - point.successRate, percent, 0.01),
    chart('pool', points, point => point.poolUse, percent, 1));
}

function pool({ pool: use }) {
  return use ? [element('dl', { classes: 'figures' }, figure('connections', `${use.open} of ${use.size}`),
    figure('active', count(use.active)), figure('waiting', count(use.waiting)), figure('timeouts', count(use.timeouts)))] : [];
}

function serviceCard(name, { level, detail, vitals }) {
  const head = element('h3', {}, element('span', { text: name }), state(level, detail));
  const card = element('article', { classes: 'card' }, head);
  card.dataset.service = name;
  card.append(...(vitals ? [parts(vitals), charts(vitals), ...pool(vitals)] : [element('p', { text: detail, classes: 'failure' })]));
  return card;
}

function operationRow([service, operation]) {
  return row([element('code', { text: operation.operation })], [service], [count(operation.calls), true],
    [percent(operation.successRate), true], [duration(operation.p50Millis), true], [duration(operation.p95Millis), true],
    [duration(operation.p99Millis), true]);
}

function showOperations(services) {
  const operations = services.flatMap(([name, { vitals }]) => (vitals?.operations ?? []).map(operation => [name, operation]))
    .sort(([, one], [, other]) => other.calls - one.calls).slice(0, MOST_OPERATIONS);
  byId('operations').replaceChildren(...(operations.length ? operations.map(operationRow) : [empty('No call yet.', 7)]));
}

async function show() {
  const health = await get('api/v1/health/detailed').catch(problem => {
    byId('overall').replaceChildren();
    byId('operations').replaceChildren(empty(problem.message, 7));
    throw problem;
  });
  const services = Object.entries(health.services);
  byId('overall').replaceChildren(state(health.level), ' ', state(health.trend));
  byId('services').replaceChildren(...services.map(([name, service]) => serviceCard(name, service)));
  showOperations(services);
}

open(() => Promise.all([part('services', 0, show)]), REFRESH_MILLIS);
