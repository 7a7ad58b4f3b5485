-- A request belongs to the client that it was sent in, and its line of the audit trail names it.

-- The same key in another client is another request. What is made in no client, such as a client itself, has no client here.
alter table idempotency drop constraint idempotency_pkey;
create unique index idempotency_request on idempotency (actor_id, route, key, coalesce(client_id, ''));

-- The tokens of forms are derived from the cookie of a login; this one was never asked for.
alter table sign_in drop column csrf_token;
