-- Several networks may share one journal, so totals are kept by network. Alerts are kept until they
-- are delivered. Two words of the field replace two of our own.

update entry set reason = 'DUPLICATE_WORKER' where reason = 'DOPPELGANGER';

-- A dry run left rows that a real run later counted as missed.
delete from entry where reason = 'DRY_RUN' and state in ('open', 'missed');

alter table attempt rename column fate to status;

drop table day;

create table day (
  chain_id text not null,
  day bigint not null,
  topic bigint not null,
  state text not null,
  reason text not null,
  count bigint not null,
  primary key (chain_id, day, topic, state, reason)
);

create index day_total on day (chain_id, topic, state, reason, day, count);

insert into day (chain_id, day, topic, state, reason, count)
  select chain_id, opened_at / 86400000, topic, state, coalesce(reason, ''), count(*) from entry
  where state not in ('open', 'claimed', 'signed', 'sent') group by 1, 2, 3, 4, 5;

-- When a row that ended badly became an alert. Rows close in any order, so one position for all of
-- them would skip some; what closed before this migration is history.
alter table entry add column alerted_at bigint;

update entry set alerted_at = closes_at
  where state in ('included_rejected', 'accepted_missing', 'expired', 'missed');

create index entry_unalerted on entry (opened_at)
  where alerted_at is null
  and state in ('included_rejected', 'accepted_missing', 'expired', 'missed');

-- Messages to the operator; sent_at is set after the channel took one.
create table alert (
  chain_id text not null,
  subject text not null,
  at bigint not null,
  message text not null,
  sent_at bigint,
  primary key (chain_id, subject, at, message)
);

create index alert_unsent on alert (at) where sent_at is null;
