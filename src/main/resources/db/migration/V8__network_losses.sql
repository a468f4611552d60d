-- What reputers made of each nonce, for those who forecast it: a node tells it for the last epochs only.

create table network_loss (
  chain_id text not null,
  topic bigint not null,
  nonce bigint not null,
  losses text not null,
  primary key (chain_id, topic, nonce)
);
