alter table sign_in add column csrf_token text not null default '';
create table idempotency_of_actor (
  client_id text references client (id),
  key text not null check (length(key) between 1 and 255),
  actor_id text not null,
  route text not null,
  body_hash text not null,
  status integer not null check (status between 100 and 599),
  response text not null,
  created_at text not null check (length(created_at) = 27),
  primary key (actor_id, route, key)
) strict, without rowid;
-- Of a key that two clients have, the first request stays.
insert or ignore into idempotency_of_actor
  select client_id, key, actor_id, route, body_hash, status, response, created_at from idempotency order by created_at;
drop table idempotency;
alter table idempotency_of_actor rename to idempotency;
create index idempotency_age on idempotency (created_at);
