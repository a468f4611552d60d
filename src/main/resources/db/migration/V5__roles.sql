-- A wallet may be a worker and a reputer of one topic, so the role belongs to the key. A key cannot
-- be changed in SQLite: the tables are made anew and filled. Every row so far is a worker's.

create table role_entry (
  chain_id text not null,
  topic bigint not null,
  nonce bigint not null,
  worker text not null,
  role text not null default 'worker' check (role in ('worker', 'reputer')),
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
  alerted_at bigint,
  primary key (chain_id, topic, nonce, worker, role),
  check (state <> 'missed' or reason is not null)
);

insert into role_entry (chain_id, topic, nonce, worker, last_height, opened_at, closes_at, state,
    reason, why, sent_at, endpoint, settled_height, truth, error, naive_error, scored_at, alerted_at)
  select chain_id, topic, nonce, worker, last_height, opened_at, closes_at, state, reason, why,
    sent_at, endpoint, settled_height, truth, error, naive_error, scored_at, alerted_at from entry;

create table role_claim (
  chain_id text not null,
  topic bigint not null,
  nonce bigint not null,
  worker text not null,
  role text not null default 'worker',
  value text not null,
  source text,
  simulated integer check (simulated in (0, 1)),
  newest_candle bigint,
  row_count integer,
  input_hash text,
  artifact_hash text,
  code_version text,
  known_part text,
  primary key (chain_id, topic, nonce, worker, role),
  foreign key (chain_id, topic, nonce, worker, role) references role_entry
);

insert into role_claim (chain_id, topic, nonce, worker, value, source, simulated, newest_candle,
    row_count, input_hash, artifact_hash, code_version, known_part)
  select chain_id, topic, nonce, worker, value, source, simulated, newest_candle, row_count,
    input_hash, artifact_hash, code_version, known_part from claim;

create table role_attempt (
  chain_id text not null,
  topic bigint not null,
  nonce bigint not null,
  worker text not null,
  role text not null default 'worker',
  number integer not null check (number > 0),
  tx_bytes text not null,
  hash text not null,
  sequence bigint not null,
  gas_limit bigint not null,
  fee text not null,
  timeout_height bigint not null,
  status text not null check (status in ('live', 'dead', 'rejected', 'included')),
  cause text,
  account_number bigint,
  primary key (chain_id, topic, nonce, worker, role, number),
  foreign key (chain_id, topic, nonce, worker, role) references role_claim
);

insert into role_attempt (chain_id, topic, nonce, worker, number, tx_bytes, hash, sequence,
    gas_limit, fee, timeout_height, status, cause, account_number)
  select chain_id, topic, nonce, worker, number, tx_bytes, hash, sequence, gas_limit, fee,
    timeout_height, status, cause, account_number from attempt;

drop table attempt;
drop table claim;
drop table entry;
alter table role_entry rename to entry;
alter table role_claim rename to claim;
alter table role_attempt rename to attempt;

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
create index entry_unalerted on entry (opened_at)
  where alerted_at is null
  and state in ('included_rejected', 'accepted_missing', 'expired', 'missed');

-- At most one attempt of a window can still end up in a block.
create unique index attempt_one_live on attempt (chain_id, topic, nonce, worker, role)
  where status in ('live', 'included');

-- Totals of a topic are kept apart by role.
drop table day;

create table day (
  chain_id text not null,
  day bigint not null,
  topic bigint not null,
  role text not null,
  state text not null,
  reason text not null,
  count bigint not null,
  primary key (chain_id, day, topic, role, state, reason)
);

create index day_total on day (chain_id, topic, role, state, reason, day, count);

insert into day (chain_id, day, topic, role, state, reason, count)
  select chain_id, opened_at / 86400000, topic, role, state, coalesce(reason, ''), count(*)
  from entry where state not in ('open', 'claimed', 'signed', 'sent') group by 1, 2, 3, 4, 5, 6;

-- Rehearsals have a role as well; their key is kept, since it ends with the moment.
alter table dry_run add column role text not null default 'worker';
