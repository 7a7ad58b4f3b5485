alter table sign_in add column csrf_token text not null default '';
-- Of a key that two clients have, the first request stays.
delete from idempotency later using idempotency first
  where first.actor_id = later.actor_id and first.route = later.route and first.key = later.key
    and (first.created_at, coalesce(first.client_id, '')) < (later.created_at, coalesce(later.client_id, ''));
drop index idempotency_request;
alter table idempotency add primary key (actor_id, route, key);
