// The charts of one topic.
import {byId, fill, make, span} from '/parts.js';

let charts = [], drawnWidth = 0;

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const isOutdated = () => document.documentElement.clientWidth !== drawnWidth;

/** Draws anew: what the topic is, its rows, newest first, and by what loss it is measured. */
export function draw(about, rows, method) {
  charts.forEach(it => it.destroy());
  charts = [];
  drawnWidth = document.documentElement.clientWidth;
  const mine = rows.filter(it => it.topic === about.topic && it.role === 'worker').reverse();
  const scored = mine.filter(it => it.loss != null);
  // The network's line begins where all that follow are known, at the height of ours.
  const from = scored.findLastIndex(it => it.loss_network == null) + 1;
  let ours = 0, zero = 0, network = 0;
  const sums = scored.map((it, i) => {
    if (i === from) network = ours;
    ours += it.loss;
    zero += it.loss_no_change;
    if (i >= from) network += it.loss_network;
    return [ours, zero, i >= from ? network : null];
  });
  const times = list => list.map(it => Date.parse(it.opened_at) / 1000);
  const valued = mine.filter(it => it.value != null && !Number.isNaN(Number(it.value)));
  byId('unit').textContent = ', ' + about.target + (about.horizon_seconds ? ' over ' + span(about.horizon_seconds) : '');
  byId('method').textContent = method || 'mse';
  chart('values', times(valued), [['prediction', valued.map(it => Number(it.value))], ['truth', valued.map(it => it.truth)],
    ...(valued.some(it => it.network_inference != null) ? [['network', valued.map(it => it.network_inference)]] : [])],
    'No prediction yet.');
  chart('loss', times(scored), [['ours', sums.map(it => it[0])], ['no change', sums.map(it => it[1])],
    ...(from < scored.length ? [['network', sums.map(it => it[2])]] : [])],
    'No truth is known yet.');
  const sent = mine.filter(it => it.seconds_after_open != null || it.state === 'accepted' && it.height != null);
  chart('delay', times(sent), [['sent', sent.map(it => it.seconds_after_open)],
    ['included', sent.map(it => it.state === 'accepted' && it.height != null ? Math.round((it.height - it.nonce) * about.block_seconds) : null)]],
    'Nothing was sent yet.');
  const paid = mine.filter(it => it.fee_uallo != null);
  chart('fees', times(paid), [['fee', paid.map(it => Number(it.fee_uallo))]], 'No fee was paid yet.');
}

const short = value => Math.abs(value) < 1e5 ? Number(value.toPrecision(4))
  : value.toLocaleString('en', {notation: 'compact', maximumSignificantDigits: 4});

const clock = range => seconds => {
  const pad = part => String(part).padStart(2, '0');
  const t = new Date(seconds * 1000);
  return range > 2 * 86400 ? pad(t.getMonth() + 1) + '-' + pad(t.getDate()) : pad(t.getHours()) + ':' + pad(t.getMinutes());
};

function chart(id, x, series, empty) {
  const place = byId(id);
  if (x.length < 2) {
    fill(id, [make('p', x.length === 0 ? empty : 'One so far: ' + series.map(it => it[0] + ' ' + (it[1][0] ?? 'unknown')).join(', ') + '.')]);
    return;
  }
  place.replaceChildren();
  const axis = {stroke: colour('--quiet'), grid: {stroke: colour('--line'), width: 1}, ticks: {stroke: colour('--line'), width: 1}};
  charts.push(new uPlot({
    width: place.clientWidth, height: 190,
    cursor: {drag: {x: false, y: false}},
    axes: [{...axis, space: 60, values: (u, ticks) => ticks.map(clock(u.scales.x.max - u.scales.x.min))}, {...axis, size: 64, values: (u, ticks) => ticks.map(short)}],
    series: [{}, ...series.map((it, i) => ({label: it[0], stroke: colour(['--first', '--second', '--third'][i]), width: 1.5,
      points: {show: x.length < 60, size: 5}, spanGaps: true}))],
  }, [x, ...series.map(it => it[1])], place));
}
