-- One schema for SQLite and PostgreSQL. Instants are milliseconds since 1970, amounts are text.

create table entry (
  chain_id text not null,
  topic bigint not null,
  nonce bigint not null,
  worker text not null,
  last_height bigint not null,
  opened_at bigint not null,
  closes_at bigint not null,
  state text not null check (state in ('open', 'claimed', 'signed', 'sent', 'accepted',
    'included_rejected', 'accepted_missing', 'expired', 'missed')),
  reason text,
  why text,
  sent_at bigint,
  endpoint text,
  settled_height bigint,
  truth double precision,
  error double precision,
  naive_error double precision,
  scored_at bigint,
  note_hash text not null,
  seq bigint not null,
  primary key (chain_id, topic, nonce, worker),
  check (state <> 'missed' or reason is not null)
);

-- The row of the chronicle that speaks last of this one.
create unique index entry_seq on entry (seq);

create index entry_unsettled on entry (opened_at)
  where state in ('claimed', 'signed', 'sent');
create index entry_overdue on entry (chain_id, topic, worker, last_height) where state = 'open';
create index entry_unclosed on entry (opened_at)
  where state in ('open', 'claimed', 'signed', 'sent');
create index entry_accepted on entry (chain_id, topic, worker, nonce) where state = 'accepted';
create index entry_unscored on entry (opened_at) where state = 'accepted' and scored_at is null;
create index entry_tally on entry (opened_at, topic, state, reason);
create index entry_state on entry (state, opened_at);
create index entry_reason on entry (reason, opened_at) where reason is not null;
create index entry_topic on entry (topic, opened_at);

-- The one value of a window: inserted once, never updated. The key is the promise. A value taken
-- over from the chain has no provenance.
create table claim (
  chain_id text not null,
  topic bigint not null,
  nonce bigint not null,
  worker text not null,
  value text not null,
  source text,
  simulated integer check (simulated in (0, 1)),
  newest_candle bigint,
  row_count integer,
  input_hash text,
  artifact_hash text,
  code_version text,
  known_part text,
  primary key (chain_id, topic, nonce, worker),
  foreign key (chain_id, topic, nonce, worker) references entry
);

create table attempt (
  chain_id text not null,
  topic bigint not null,
  nonce bigint not null,
  worker text not null,
  number integer not null check (number > 0),
  tx_bytes text not null,
  hash text not null,
  sequence bigint not null,
  gas_limit bigint not null,
  fee text not null,
  timeout_height bigint not null,
  fate text not null check (fate in ('live', 'dead', 'rejected', 'included')),
  cause text,
  primary key (chain_id, topic, nonce, worker, number),
  foreign key (chain_id, topic, nonce, worker) references claim
);

-- At most one attempt of a window can still end up in a block.
create unique index attempt_one_live on attempt (chain_id, topic, nonce, worker)
  where fate in ('live', 'included');

-- Every transition in order, each linked to the one before by its hash. Never updated.
-- Rows about the journal as a whole (retired, imported ...) have an empty chain id.
create table chronicle (
  seq bigint primary key,
  at bigint not null,
  event text not null,
  chain_id text not null,
  topic bigint not null,
  nonce bigint not null,
  worker text not null,
  body text not null,
  hash text not null
);

create index chronicle_key on chronicle (chain_id, topic, nonce, worker, seq);

-- One row: the end of the chronicle. Updating it first is what lets writers queue on both engines.
create table head (
  id integer primary key check (id = 1),
  seq bigint not null,
  hash text not null
);

insert into head (id, seq, hash) values (1, 0, '');

-- Closed windows counted by the day they opened, so that totals stay cheap for ever.
create table day (
  day bigint not null,
  topic bigint not null,
  state text not null,
  reason text not null,
  count bigint not null,
  primary key (day, topic, state, reason)
);

create index day_total on day (topic, state, reason, day, count);

-- Rehearsals: same value and provenance, outside the key, so they never stand in a real one's way.
-- Numbered like their row in the chronicle.
create table dry_run (
  seq bigint primary key,
  at bigint not null,
  chain_id text not null,
  topic bigint not null,
  nonce bigint not null,
  worker text not null,
  value text not null,
  source text not null,
  artifact_hash text not null
);
