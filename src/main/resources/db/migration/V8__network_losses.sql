-- What reputers made of each nonce, for those who forecast it: a node tells it for the last epochs only.

create table network_loss (
  chain_id text not null,
  topic bigint not null,
  nonce bigint not null,
  losses text not null,
  primary key (chain_id, topic, nonce)
);

-- What closed epochs paid to a worker, as far as it was staked or set aside: each is only once.
create table reward (
  chain_id text not null,
  topic bigint not null,
  height bigint not null,
  worker text not null,
  uallo text not null,
  at bigint not null,
  primary key (chain_id, topic, height, worker)
);
