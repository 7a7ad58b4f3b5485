-- A request belongs to the client that it was sent in, and its line of the audit trail names it.

-- The same key in another client is another request. What is made in no client, such as a client itself, has no client here.
create table idempotency_of_client (
  client_id text references client (id),
  key text not null check (length(key) between 1 and 255),
  actor_id text not null,
  route text not null,
  body_hash text not null,
  status integer not null check (status between 100 and 599),
  response text not null,
  created_at text not null check (length(created_at) = 27)
) strict;
insert into idempotency_of_client select client_id, key, actor_id, route, body_hash, status, response, created_at from idempotency;
drop table idempotency;
alter table idempotency_of_client rename to idempotency;
create unique index idempotency_request on idempotency (actor_id, route, key, coalesce(client_id, ''));
create index idempotency_age on idempotency (created_at);

-- The tokens of forms are derived from the cookie of a login; this one was never asked for.
alter table sign_in drop column csrf_token;
