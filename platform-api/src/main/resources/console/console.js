import { TONES, byId, count, duration, element, figure, fill, get, open, part, row, state } from './page.js';

const REFRESH_MILLIS = 2000;

const segment = encodeURIComponent;

function bytes(value) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const power = value > 0 ? Math.min(Math.floor(Math.log10(value) / 3), 4) : 0;
  return `${(value / 1000 ** power).toFixed(power ? 1 : 0)} ${units[power]}`;
}

async function showHealth() {
  const health = await get('api/v1/health');
  byId('health').replaceChildren(...Object.entries(health.services).map(([name, service]) =>
    element('li', { text: name, title: service.detail ?? 'up', classes: TONES[service.status] })));
}

function lane(partition) {
  const done = partition.watermark + 1;
  const share = partition.endOffset > 0 ? Math.min(100, 100 * done / partition.endOffset) : 100;
  return element('div', { classes: 'lane', title: `partition ${partition.partition}: ${count(done)} of ${count(partition.endOffset)}` },
    element('i', { style: { width: `${share}%` } }));
}

function targets(target) {
  return [target?.warehouse && `${target.warehouse.store}/${target.warehouse.table}`, target?.delta && `delta ${target.delta.table}`]
    .filter(Boolean).join(' and ');
}

async function pipelineCard(pipeline) {
  try {
    return progressCard(pipeline, await get(`api/v1/pipelines/${segment(pipeline.name)}/progress`));
  } catch (problem) {
    return element('article', { classes: 'card' }, element('h3', {}, element('span', { text: pipeline.name }), state(pipeline.state)),
      element('p', { text: problem.message, classes: 'failure' }));
  }
}

function progressCard(pipeline, progress) {
  const lag = progress.partitions.reduce((sum, partition) => sum + Math.max(0, partition.lag), 0);
  const card = element('article', { classes: 'card' },
    element('h3', {}, element('span', { text: pipeline.name }), state(progress.state)),
    element('p', { text: `${pipeline.source.store}/${pipeline.source.topic} → ${targets(pipeline.target)}` }),
    element('div', { classes: 'lanes' }, ...progress.partitions.map(lane)),
    element('dl', { classes: 'figures' }, figure('received', count(progress.received)), figure('written', count(progress.written)),
      figure('dead letters', count(progress.deadLettered)), figure('lag', count(lag))));
  if (progress.failure) card.append(element('p', { text: progress.failure, classes: 'failure' }));
  return card;
}

async function showPipelines() {
  await fill('pipelines', 0, await get('api/v1/pipelines?limit=30'), pipelineCard, 'No pipeline yet. weir demo makes one.');
}

async function tableRow(table) {
  const mirror = await get(`api/v1/tables/${segment(table.name)}/mirror`).catch(problem => ({ lastError: problem.message }));
  return row([table.name], [table.mode.toLowerCase()], [count(table.version), true], [count(table.rows), true],
    [count(table.files), true], [bytes(table.bytes), true], [duration(mirror.lagSeconds && mirror.lagSeconds * 1000), true],
    [state(mirror.state, mirror.lastError ?? `published version ${mirror.publishedVersion}`)]);
}

async function showTables() {
  await fill('tables', 8, await get('api/v1/tables?limit=30'), tableRow, 'No table yet.');
}

async function runRow(listed) {
  const run = await get(`api/v1/runs/${segment(listed.runId)}`).catch(() => listed);
  const names = datasets => datasets.map(dataset => dataset.name.split('/').pop()).join(', ') || '–';
  const started = run.startedAt ? new Date(run.startedAt).toLocaleString() : '–';
  return row([run.job], [state(run.state)], [started], [duration(run.durationMillis), true],
    [`${names(run.inputs)} → ${names(run.outputs)}`], [element('code', { text: run.runId.slice(0, 8), title: run.runId })]);
}

async function showRuns() {
  const { items } = await get('api/v1/runs?limit=15');
  await fill('runs', 6, { items }, runRow, 'No run yet.');
}

open(() => Promise.all([part('health', 0, showHealth), part('pipelines', 0, showPipelines),
  part('tables', 8, showTables), part('runs', 6, showRuns)]), REFRESH_MILLIS);
