'use strict';
// Reads /api/status every two seconds and /api/epochs when something has changed. All text from
// outside goes in as text, never as markup.
(() => {
  const PERIOD = 2000;
  const STEPS = ['open', 'claimed', 'signed', 'sent', 'accepted'];
  const PENDING = ['open', 'claimed', 'signed', 'sent'];
  const byId = id => document.getElementById(id);
  let status = null, receivedAt = 0, rows = [], scores = [], shown = '', fault = '', charts = [], drawnWidth = 0;

  const make = (tag, text, name) => {
    const element = document.createElement(tag);
    if (text !== undefined && text !== null) element.textContent = text;
    if (name) element.className = name;
    return element;
  };
  const fill = (id, children) => byId(id).replaceChildren(...children);
  const row = cells => {
    const tr = make('tr');
    cells.forEach(cell => tr.append(
      typeof cell === 'object' && cell ? make('td', cell.text, cell.name) : make('td', cell ?? '-')));
    return tr;
  };
  const number = text => ({text: text ?? '-', name: 'number'});

  const span = seconds => {
    const s = Math.max(0, Math.round(seconds));
    const d = Math.floor(s / 86400), h = Math.floor(s % 86400 / 3600), m = Math.floor(s % 3600 / 60);
    const two = (large, name, small, rest) => large + ' ' + name + (small ? ' ' + small + ' ' + rest : '');
    return d ? two(d, 'd', h, 'h') : h ? two(h, 'h', m, 'min') : m ? two(m, 'min', s % 60, 's') : s + ' s';
  };
  const allo = uallo => uallo == null ? null : Number((Number(uallo) / 1e18).toPrecision(4)).toString();
  const shorten = (text, length) => text == null ? '-' : text.length > length ? text.slice(0, length) + '…' : text;
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const kind = state => PENDING.includes(state) ? 'pending'
    : state === 'included_rejected' || state === 'accepted_missing' ? 'rejected' : state;
  // Chain time runs faster than the clock on a simulated network.
  const chainNow = () => Date.parse(status.now) + (Date.now() - receivedAt) * status.speed;

  function card(topic) {
    const box = make('div', null, 'card');
    box.dataset.topic = topic.topic;
    box.append(make('h3', 'Topic ' + topic.topic + (topic.pair ? ' · ' + topic.pair : '') + ' · ' + topic.target
      + (topic.horizon_seconds ? ' over ' + span(topic.horizon_seconds) : '')));
    box.append(make('p', '', 'when'));
    const window = topic.window;
    if (!window) {
      box.append(make('p', 'No window seen yet.', 'quiet'));
      return box;
    }
    const failed = !STEPS.includes(window.state);
    const reached = failed ? (window.value ? 1 : 0) + (window.tx_hash ? 1 : 0) + (window.sent_at ? 1 : 0)
      : STEPS.indexOf(window.state);
    const steps = make('ul', null, 'steps');
    ['window seen', 'value fixed', 'signed', 'sent', 'stored'].forEach((name, i) =>
      steps.append(make('li', name, i <= reached ? 'done' : '')));
    if (failed) steps.append(make('li', window.state.replace('_', ' '), 'failed'));
    box.append(steps);
    box.append(make('p', 'Window ' + window.nonce + (window.value ? ', value ' + window.value : '')
      + (window.seconds_after_open == null ? '' : ', sent ' + span(window.seconds_after_open) + ' after it opened'), 'detail'));
    if (window.why) box.append(make('p', window.why, 'detail'));
    if (window.tx_hash) box.append(make('p', 'Transaction ' + window.tx_hash, 'detail quiet'));
    box.append(make('p', 'Data ' + (topic.data_age_seconds == null ? 'of unknown age' : span(topic.data_age_seconds) + ' old')
      + (topic.registered === 0 ? '; NOT registered' : ''), 'detail quiet'));
    return box;
  }

  // Only the countdowns, once a second.
  function tick() {
    if (!status) return;
    const age = (Date.now() - receivedAt) / 1000;
    status.topics.forEach((topic, i) => {
      const place = byId('now').children[i]?.querySelector('.when');
      if (!place) return;
      const left = topic.window ? (Date.parse(topic.window.closes_at) - chainNow()) / 1000 : -1;
      const next = topic.next_window_seconds == null ? null : topic.next_window_seconds - age * status.speed;
      place.textContent = left > 0 ? 'Window open, closes in ' + span(left)
        : next == null ? 'Next window: not known yet' : next > 0 ? 'Next window in ' + span(next) : 'Next window is due';
    });
    const live = byId('live');
    const bad = age > 10 || fault !== '';
    live.className = bad ? 'pill bad' : 'pill good';
    live.textContent = age > 10 ? 'no answer for ' + span(age) : fault || 'live';
  }

  function showStatus() {
    byId('instance').textContent = status.instance;
    document.title = status.instance + ' · dromedary';
    byId('network').textContent = status.network + ' · ' + status.chain_id + ' · height ' + status.height
      + (status.dry_run ? ' · DRY RUN' : '') + (status.speed === 1 ? '' : ' · simulated, ' + status.speed + ' times as fast');
    fill('now', status.topics.map(card));
    const closed = status.counts.filter(it => it.role === 'worker' && !PENDING.includes(it.state));
    const sum = list => list.reduce((total, it) => total + it.count, 0);
    const missed = new Map();
    closed.filter(it => it.state !== 'accepted').forEach(it => {
      const why = it.state.replace('_', ' ') + (it.reason ? ' (' + it.reason.toLowerCase().replaceAll('_', ' ') + ')' : '');
      missed.set(why, (missed.get(why) || 0) + it.count);
    });
    byId('totals').textContent = sum(closed.filter(it => it.state === 'accepted')) + ' of ' + sum(closed)
      + ' closed epochs accepted' + [...missed].map(it => '; ' + it[1] + ' ' + it[0]).join('');
    fill('wallets', status.wallets.map(it => row([it.address, number(allo(it.balance_uallo)), number(it.cost_uallo == null ? null : allo(it.cost_uallo) + ' (' + Number(it.cost_uallo).toLocaleString('en') + ' uallo)'),
      number(it.balance_uallo && it.cost_uallo > 0 ? Math.floor(it.balance_uallo / it.cost_uallo).toLocaleString('en') : null)])));
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
    fill('heat', topics.map(topic => {
      const line = make('div', null, 'heat');
      if (topics.length > 1) line.append(make('p', 'Topic ' + topic, 'quiet'));
      const cells = make('div', null, 'cells');
      rows.filter(it => it.topic === topic).reverse().forEach(it => {
        const cell = make('i', null, 'cell ' + kind(it.state));
        cell.title = 'window ' + it.nonce + ', ' + it.state + (it.why ? ': ' + it.why : '');
        cells.append(cell);
      });
      line.append(cells);
      return line;
    }));
    fill('rows', rows.slice(0, 20).map(it => row([it.topic, number(it.nonce), it.state.replace('_', ' '), number(shorten(it.value, 12)),
      number(it.truth == null ? null : Number(it.truth.toPrecision(6))), number(it.seconds_after_open == null ? null : span(it.seconds_after_open)),
      shorten(it.artifact_hash, 12), it.newest_candle ? it.source + ' to ' + it.newest_candle.slice(0, 16) : '-'])));
    const choice = byId('topic');
    byId('topic-choice').hidden = topics.length < 2;
    if (choice.options.length !== topics.length) {
      choice.replaceChildren(...topics.map(it => make('option', it)));
    }
    draw();
  }

  function showScores() {
    const percent = it => it.value == null ? '-' : (100 * it.value).toFixed(1)
      + (it.low == null ? ' (too short for an interval)' : ' [' + (100 * it.low).toFixed(1) + ', ' + (100 * it.high).toFixed(1) + ']');
    const lines = scores.flatMap(topic => topic.periods.map(it => row([topic.topic, it.period, number(it.windows), number(it.rmse.toPrecision(3)),
      number(percent(it.skill)), number(it.compared), number(percent(it.skill_against_network))])));
    const waiting = scores.reduce((total, it) => total + it.waiting, 0);
    fill('scores', lines.length ? lines : [row(['-', waiting + ' submissions wait for their truth', ...Array(5).fill(number(null))])]);
  }

  function draw() {
    charts.forEach(it => it.destroy());
    charts = [];
    const topic = Number(byId('topic').value || status.topics[0].topic);
    const mine = rows.filter(it => it.topic === topic).reverse();
    const scored = mine.filter(it => it.error != null);
    let ours = 0, zero = 0, network = 0;
    const isKnown = scored.length > 0 && scored.every(it => it.network_inference != null);
    const sums = scored.map(it => [ours += it.error ** 2, zero += it.naive_error ** 2,
      network += isKnown ? (it.network_inference - it.truth) ** 2 : 0]);
    const times = list => list.map(it => Date.parse(it.opened_at) / 1000);
    const valued = mine.filter(it => it.value != null);
    chart('values', times(valued), [['prediction', valued.map(it => Number(it.value))], ['truth', valued.map(it => it.truth)],
      ...(valued.some(it => it.network_inference != null) ? [['network', valued.map(it => it.network_inference)]] : [])],
      'No prediction yet.');
    chart('loss', times(scored), [['ours', sums.map(it => it[0])], ['no change', sums.map(it => it[1])],
      ...(isKnown ? [['network', sums.map(it => it[2])]] : [])],
      'No truth is known yet.');
    const sent = mine.filter(it => it.seconds_after_open != null);
    chart('delay', times(sent), [['seconds', sent.map(it => it.seconds_after_open)]], 'Nothing was sent yet.');
    const included = mine.filter(it => it.height != null && it.state === 'accepted');
    chart('inclusion', times(included), [['blocks', included.map(it => it.height - it.nonce)]], 'Nothing is included yet.');
  }

  const clock = range => seconds => {
    const pad = part => String(part).padStart(2, '0');
    const t = new Date(seconds * 1000);
    return range > 2 * 86400 ? pad(t.getMonth() + 1) + '-' + pad(t.getDate()) : pad(t.getHours()) + ':' + pad(t.getMinutes());
  };

  function chart(id, x, series, empty) {
    const place = byId(id);
    if (x.length === 0) {
      fill(id, [make('p', empty)]);
      return;
    }
    place.replaceChildren();
    const axis = {stroke: colour('--quiet'), grid: {stroke: colour('--line'), width: 1}, ticks: {stroke: colour('--line'), width: 1}};
    charts.push(new uPlot({
      width: place.clientWidth, height: 190,
      cursor: {drag: {x: false, y: false}},
      axes: [{...axis, space: 60, values: (u, ticks) => ticks.map(clock(u.scales.x.max - u.scales.x.min))}, {...axis, size: 64, values: (u, ticks) => ticks.map(it => Number(it.toPrecision(4)))}],
      series: [{}, ...series.map((it, i) => ({label: it[0], stroke: colour(['--first', '--second', '--third'][i]), width: 1.5,
        points: {show: x.length < 60, size: 5}, spanGaps: true}))],
    }, [x, ...series.map(it => it[1])], place));
    drawnWidth = document.documentElement.clientWidth;
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
      const revision = JSON.stringify([status.counts, status.topics.map(it => it.window)]);
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

  byId('topic').addEventListener('change', draw);
  addEventListener('resize', () => {
    if (status && document.documentElement.clientWidth !== drawnWidth) draw();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => status && draw());
  setInterval(tick, 1000);
  update();
})();
