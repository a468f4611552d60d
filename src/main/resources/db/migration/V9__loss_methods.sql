-- By what method the network measures a topic, so that scores need no network to be told in it.

create table loss_method (
  chain_id text not null,
  topic bigint not null,
  method text not null,
  primary key (chain_id, topic)
);
