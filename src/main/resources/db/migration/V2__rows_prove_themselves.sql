-- The signed bytes of a row prove it. The hash chain over all rows goes, and with it the one row
-- that every write had to lock. What it said of the journal as a whole stays, in a table of its own.

create table journal_event (
  event text not null check (event in ('acknowledged', 'imported', 'retired')),
  detail text not null,
  at bigint not null,
  primary key (event, detail)
);

insert into journal_event (event, detail, at)
  select 'acknowledged', body, min(at) from chronicle
  where chain_id = '' and event = 'recognised' group by body;

-- A journal is retired if that is the last thing that happened to it as a whole.
insert into journal_event (event, detail, at)
  select event, body, at from chronicle
  where event = 'retired' and seq = (select max(seq) from chronicle where chain_id = '');

drop table chronicle;
drop table head;

drop index entry_seq;
alter table entry drop column seq;
alter table entry drop column note_hash;

-- The transaction's signature covers it, its bytes do not hold it. Null in rows of schema 1.
alter table attempt add column account_number bigint;

-- Rehearsals had the number of their row in the chain as their key.
create table rehearsal (
  chain_id text not null,
  topic bigint not null,
  nonce bigint not null,
  worker text not null,
  at bigint not null,
  value text not null,
  source text not null,
  artifact_hash text not null,
  primary key (chain_id, topic, nonce, worker, at)
);

insert into rehearsal (chain_id, topic, nonce, worker, at, value, source, artifact_hash)
  select chain_id, topic, nonce, worker, at, value, source, artifact_hash from dry_run
  where seq in (select max(seq) from dry_run group by chain_id, topic, nonce, worker, at);

drop table dry_run;
alter table rehearsal rename to dry_run;
