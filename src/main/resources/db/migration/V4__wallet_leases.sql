-- Which replica works for which wallet, by the database's clock. A journal in a file has one
-- process, so these stay empty there.

create table replica (
  id text primary key,
  chain_id text not null,
  name text not null,
  version text not null,
  schema_version integer not null,
  since bigint not null,
  until bigint not null
);

-- The fence number grows with each holder, so a step of an earlier one can be told and refused.
create table wallet_lease (
  chain_id text not null,
  worker text not null,
  holder text not null,
  fence bigint not null,
  since bigint not null,
  until bigint not null,
  wanted_by text,
  wanted_at bigint,
  primary key (chain_id, worker)
);
