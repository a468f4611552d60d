// What the other two scripts say with: elements, units, and the words of a row. All text from outside
// goes in as text, never as markup.
export const STEPS = ['open', 'claimed', 'signed', 'sent', 'accepted'];
export const PENDING = ['open', 'claimed', 'signed', 'sent'];

export const byId = id => document.getElementById(id);

export const make = (tag, text, name) => {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (name) element.className = name;
  return element;
};

export const fill = (id, children) => byId(id).replaceChildren(...children);

export const row = cells => {
  const tr = make('tr');
  cells.forEach(cell => tr.append(
    typeof cell === 'object' && cell ? make('td', cell.text, cell.name) : make('td', cell ?? '-')));
  return tr;
};

export const number = text => ({text: text ?? '-', name: 'number'});

export const span = seconds => {
  const s = Math.max(0, Math.round(seconds));
  const d = Math.floor(s / 86400), h = Math.floor(s % 86400 / 3600), m = Math.floor(s % 3600 / 60);
  const two = (large, name, small, rest) => large + ' ' + name + (small ? ' ' + small + ' ' + rest : '');
  return d ? two(d, 'd', h, 'h') : h ? two(h, 'h', m, 'min') : m ? two(m, 'min', s % 60, 's') : s + ' s';
};

export const amount = uallo => uallo == null ? null
  : Number((Number(uallo) / 1e18).toPrecision(4)) + ' ALLO (' + uallo + ' uallo)';

export const shorten = (text, length) => text == null ? '-' : text.length > length ? text.slice(0, length) + '…' : text;

// The prediction without the losses behind it.
export const valueOf = (it, length) => it.value && shorten(it.value.split('|')[0], length);

export const kind = state => PENDING.includes(state) ? 'pending'
  : state === 'included_rejected' || state === 'accepted_missing' ? 'rejected' : state;

// What became of a row, in words; it also chooses the colour.
export const outcome = it => it.state.replace('_', ' ')
  + (it.state === 'missed' && it.reason ? ': ' + it.reason.toLowerCase().replaceAll('_', ' ') : '');
