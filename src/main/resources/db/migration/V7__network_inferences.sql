-- What the network itself inferred for a topic's epoch, to hold our values against once the truth is
-- known: a node tells it for the last epochs only.

create table network_inference (
  chain_id text not null,
  topic bigint not null,
  nonce bigint not null,
  value double precision not null,
  primary key (chain_id, topic, nonce)
);
