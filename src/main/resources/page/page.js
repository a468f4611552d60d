// Reads /api/status every two seconds and /api/epochs when something has changed.
import {draw, isOutdated} from '/charts.js';
import {PENDING, STEPS, amount, byId, fill, kind, make, number, outcome, row, shorten, span, valueOf} from '/parts.js';

const PERIOD = 2000;
let status = null, receivedAt = 0, rows = [], scores = [], shown = '', fault = '';

// Chain time runs faster than the clock on a simulated network.
const chainNow = () => Date.parse(status.now) + (Date.now() - receivedAt) * status.speed;

function card(topic) {
  const box = make('div', null, 'card');
  box.dataset.topic = topic.topic;
  box.append(make('h3', 'Topic ' + topic.topic + (topic.pair ? ' · ' + topic.pair : '') + ' · ' + topic.target
    + (topic.horizon_seconds ? ' over ' + span(topic.horizon_seconds) : '')));
  if (topic.title) box.append(make('p', shorten(topic.title, 120), 'title quiet'));
  box.append(make('p', '', 'when'));
  if (topic.windows.length === 0) box.append(make('p', 'No window seen yet.', 'quiet'));
  topic.windows.forEach(it => box.append(progress(it, topic.roles.length > 1)));
  const model = topic.model;
  box.append(make('p', (model ? 'Model ' + shorten(model.name, 40) + ' ' + model.sha256.slice(0, 12) + ', '
    + (model.trained_until ? 'trained to ' + model.trained_until.slice(0, 10) + ', ' + span((chainNow() - Date.parse(model.trained_until)) / 1000) + ' old'
      : 'of unknown age') + '. ' : '')
    + 'Data ' + (topic.data_age_seconds == null ? 'of unknown age' : span(topic.data_age_seconds) + ' old')
    + (topic.registered === 0 ? '; NOT registered' : ''), 'detail quiet age'));
  return box;
}

// How far the newest window of a role has come.
function progress(window, showRole) {
  const box = make('div', null, 'role');
  const failed = !STEPS.includes(window.state);
  const reached = failed ? (window.value ? 1 : 0) + (window.tx_hash ? 1 : 0) + (window.sent_at ? 1 : 0)
    : STEPS.indexOf(window.state);
  const steps = make('ul', null, 'steps');
  ['window seen', 'value fixed', 'signed', 'sent', 'accepted'].forEach((name, i) =>
    steps.append(make('li', name, i <= reached ? 'done' : '')));
  if (failed) steps.append(make('li', window.state.replace('_', ' '), 'failed'));
  const value = valueOf(window, 24);
  box.append(make('p', (showRole ? window.role + ', w' : 'W') + 'indow ' + window.nonce
    + (value ? (window.role === 'reputer' ? ', losses sent' : ', value ' + value) : '')
    + (window.seconds_after_open == null ? '' : ', sent ' + span(window.seconds_after_open) + ' after it opened'), 'detail'));
  box.append(steps);
  if (window.why) box.append(make('p', window.why, 'detail'));
  if (window.tx_hash) box.append(make('p', 'Transaction ' + window.tx_hash, 'detail quiet'));
  return box;
}

// Only the countdowns, once a second.
function tick() {
  if (!status) return;
  const age = (Date.now() - receivedAt) / 1000;
  status.topics.forEach((topic, i) => {
    const place = byId('now').children[i]?.querySelector('.when');
    if (!place) return;
    const mine = topic.windows.find(it => it.role === 'worker') || topic.windows[0];
    const left = mine ? (Date.parse(mine.closes_at) - chainNow()) / 1000 : -1;
    const next = topic.next_window_seconds == null ? null : topic.next_window_seconds - age * status.speed;
    place.textContent = left > 0 ? 'Window open, closes in ' + span(left)
      : next == null ? 'Next window: not known yet' : next > 0 ? 'Next window in ' + span(next) : 'Next window is due';
  });
  const live = byId('live');
  const bad = age > 10 || fault !== '';
  live.className = bad ? 'pill bad' : 'pill good';
  live.textContent = age > 10 ? 'no answer for ' + span(age) : fault || 'live';
}

// Epochs, and how long those last with all topics of the wallet.
function runway(wallet) {
  if (wallet.balance_uallo == null || !(wallet.cost_uallo > 0)) return null;
  const epochs = Math.floor(wallet.balance_uallo / wallet.cost_uallo);
  const rate = status.topics.filter(it => it.worker === wallet.address && it.epoch_seconds)
    .reduce((sum, it) => sum + it.roles.length / it.epoch_seconds, 0);
  const days = epochs / rate / 86400;
  return days > 3650 ? 'more than 10 years' : epochs.toLocaleString('en') + ' epochs' + (rate === 0 ? '' : ', ' + span(days * 86400));
}

function showTotals() {
  const closed = status.counts.filter(it => !PENDING.includes(it.state));
  const sum = list => list.reduce((total, it) => total + it.count, 0);
  const roles = [...new Set(closed.map(it => it.role))];
  byId('totals').textContent = roles.map(role => {
    const mine = closed.filter(it => it.role === role);
    const missed = mine.filter(it => it.state !== 'accepted').map(it => [it, it.count]);
    const why = new Map();
    missed.forEach(it => why.set(outcome(it[0]), (why.get(outcome(it[0])) || 0) + it[1]));
    return (roles.length > 1 ? role + ': ' : '') + sum(mine.filter(it => it.state === 'accepted')) + ' of ' + sum(mine)
      + ' closed epochs accepted' + [...why].map(it => '; ' + it[1] + ' ' + it[0]).join('');
  }).join(' · ') || 'No epoch is closed yet.';
}

// What the chain tells of the worker; what it does not tell is said.
function judged(topic) {
  const box = make('div', null, 'card');
  box.append(make('h3', 'Topic ' + topic.topic));
  const it = topic.network;
  if (!it) {
    box.append(make('p', 'Not asked yet: heartbeat.standing says how often.', 'quiet'));
    return box;
  }
  if (it.nonce == null) {
    box.append(make('p', 'No window was closed with reputers’ losses yet.', 'quiet'));
    return box;
  }
  const short = value => value == null ? 'the chain does not tell' : String(Number(Number(value).toPrecision(5)));
  const facts = make('dl', null, 'facts');
  const say = (name, text) => facts.append(make('dt', name), make('dd', text));
  say('window', String(it.nonce));
  say('score', short(it.score) + (it.rank == null ? '' : ', rank ' + it.rank + ' of ' + it.scored));
  say('running score (EMA)', short(it.running_score));
  say('to stay in the set', it.least_in_set == null ? 'no threshold: the set has room' : 'above ' + short(it.least_in_set));
  say('one-out effect', it.loss_without == null ? 'the chain does not tell' : 'loss ' + short(it.combined_loss) + ' with us, ' + short(it.loss_without) + ' without');
  say('own loss', short(it.loss));
  say('regret', short(it.regret));
  say('rewards', it.rewards.length === 0 ? 'not told: only an rpc+https:// endpoint shows them'
    : it.rewards.map(r => amount(r.paid_uallo) + (r.pool_uallo > 0 ? ' (' + (100 * r.paid_uallo / r.pool_uallo).toFixed(1) + ' %)' : '')).join(', ') + ', newest first');
  (it.tasks || []).forEach(t => say('as ' + t.as, 'score ' + short(t.score) + (t.rank == null ? '' : ', rank ' + t.rank + ' of ' + t.scored)
    + '; running ' + short(t.running_score) + '; paid ' + (t.rewards.length === 0 ? 'not told' : t.rewards.map(r => amount(r.paid_uallo)).join(', '))));
  say('fees per accepted', it.fee_per_accepted_uallo == null ? 'none accepted yet' : amount(it.fee_per_accepted_uallo));
  box.append(facts);
  return box;
}

function showStatus() {
  byId('instance').textContent = status.instance;
  document.title = status.instance + ' · dromedary';
  byId('network').textContent = status.network + ' · ' + status.chain_id + ' · height ' + status.height
    + (status.dry_run ? ' · DRY RUN' : '') + (status.speed === 1 ? '' : ' · simulated, ' + status.speed + ' times as fast');
  fill('now', status.topics.map(card));
  showTotals();
  fill('wallets', status.wallets.map(it => row([it.address, number(amount(it.balance_uallo)),
    number(amount(it.cost_uallo)), number(runway(it)),
    status.replicas.length === 0 ? 'not shared' : it.held ? 'held here' : 'held by another replica or nobody'])));
  fill('judged', status.topics.filter(it => it.roles.includes('worker')).map(judged));
  fill('endpoints', status.endpoints.map(it => row([it.endpoint,
    it.healthy == null ? 'not checked yet' : it.healthy ? 'healthy' : 'NOT healthy', number(it.lag_blocks),
    number(it.calls.toLocaleString('en')), number(Math.round(it.bytes / 1000).toLocaleString('en'))])));
  byId('replicas-section').hidden = status.replicas.length === 0;
  fill('replicas', status.replicas.map(it => row([it.id, it.name, it.alive ? 'alive' : 'gone'])));
  fill('warnings', status.warnings.length ? status.warnings.map(it =>
    make('li', new Date(it.at).toLocaleTimeString() + ' ' + it.level + ' ' + it.message)) : [make('li', 'none', 'quiet')]);
  byId('about').textContent = 'Version ' + status.version + ', running since ' + new Date(status.started).toLocaleString()
    + '. ' + (status.heartbeat || 'No heartbeat yet.');
  tick();
}

function showEpochs() {
  const topics = status.topics.map(it => it.topic);
  showHeat();
  fill('rows', rows.slice(0, 20).map(it => row([it.topic, it.role, number(it.nonce), outcome(it), number(valueOf(it, 12)),
    number(it.truth == null ? null : Number(it.truth.toPrecision(6))), number(it.seconds_after_open == null ? null : span(it.seconds_after_open)),
    it.artifact_hash ? it.artifact_hash.slice(0, 12) : '-', it.data_until ? it.source + ' to ' + it.data_until.slice(0, 16) : '-'])));
  const choice = byId('topic');
  byId('topic-choice').hidden = topics.length < 2;
  if (choice.options.length !== topics.length) {
    choice.replaceChildren(...topics.map(it => make('option', it)));
  }
  drawChosen();
}

function drawChosen() {
  const topic = Number(byId('topic').value || status.topics[0].topic);
  draw(status.topics.find(it => it.topic === topic), rows, scores.find(it => it.topic === topic)?.loss_method);
}

// A line of cells for each day, a block of lines for each topic and role.
function showHeat() {
  const counts = new Map();
  rows.forEach(it => counts.set(outcome(it), (counts.get(outcome(it)) || 0) + 1));
  const reasons = [...counts.keys()].filter(it => it.startsWith('missed')).sort((a, b) => counts.get(b) - counts.get(a));
  const look = it => 'cell ' + kind(it.state) + (it.state === 'missed' ? ' reason' + Math.min(4, reasons.indexOf(outcome(it))) : '');
  const places = [...new Set(rows.map(it => it.topic + ' ' + it.role))]
    .sort((a, b) => parseInt(a) - parseInt(b) || b.localeCompare(a));
  fill('heat', places.map(place => {
    const block = make('div', null, 'heat');
    if (places.length > 1) block.append(make('p', 'Topic ' + place, 'quiet'));
    const days = new Map();
    rows.filter(it => it.topic + ' ' + it.role === place).reverse().forEach(it => {
      const opened = new Date(it.opened_at);
      const day = String(opened.getMonth() + 1).padStart(2, '0') + '-' + String(opened.getDate()).padStart(2, '0');
      if (!days.has(day)) days.set(day, make('div', null, 'cells'));
      const cell = make('i', null, look(it));
      cell.title = opened.toLocaleString() + ', window ' + it.nonce + ': ' + outcome(it) + (it.why ? ': ' + it.why : '');
      days.get(day).append(cell);
    });
    days.forEach((cells, day) => {
      const line = make('div', null, 'day');
      line.append(make('time', day), cells);
      block.append(line);
    });
    return block;
  }));
  const legend = new Map(rows.map(it => [PENDING.includes(it.state) ? 'under way' : outcome(it), look(it)]));
  const pending = rows.filter(it => PENDING.includes(it.state)).length;
  const total = name => name === 'under way' ? pending : counts.get(name);
  fill('legend', [...legend].sort((a, b) => total(b[0]) - total(a[0])).map(([name, cell]) => {
    const item = make('li');
    item.append(make('i', null, cell), total(name) + ' ' + name);
    return item;
  }));
}

function showScores() {
  const percent = it => it.value == null ? '-' : (100 * it.value).toFixed(1)
    + (it.low == null ? ' (too short for an interval)' : ' [' + (100 * it.low).toFixed(1) + ', ' + (100 * it.high).toFixed(1) + ']');
  const loss = it => it.value.toPrecision(3) + (it.low == null ? '' : ' [' + it.low.toPrecision(3) + ', ' + it.high.toPrecision(3) + ']');
  const lines = scores.flatMap(topic => topic.periods.map(it => row([topic.topic, it.period, number(it.windows), number(it.rmse.toPrecision(3)),
    topic.loss_method, number(loss(it.loss)), number(percent(it.skill)), number(it.compared), number(percent(it.skill_against_network))])));
  const waiting = scores.reduce((total, it) => total + it.waiting, 0);
  fill('scores', lines.length ? lines : [row(['-', waiting + ' submissions wait for their truth', ...Array(7).fill(number(null))])]);
}

async function fetchJson(path) {
  const reply = await fetch(path, {cache: 'no-store'});
  if (!reply.ok) throw new Error(path + ' answered ' + reply.status);
  return reply.json();
}

async function update() {
  try {
    status = await fetchJson('/api/status');
    receivedAt = Date.now();
    showStatus();
    const revision = JSON.stringify([status.counts, status.topics.map(it => it.windows)]);
    if (revision !== shown) {
      rows = (await fetchJson('/api/epochs')).rows;
      scores = (await fetchJson('/api/score')).topics;
      showEpochs();
      showScores();
      shown = revision;
    }
    fault = '';
  } catch (problem) {
    fault = problem.message;
  }
  tick();
  setTimeout(update, PERIOD);
}

byId('topic').addEventListener('change', drawChosen);
addEventListener('resize', () => {
  if (status && isOutdated()) drawChosen();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => status && drawChosen());
setInterval(tick, 1000);
update();
