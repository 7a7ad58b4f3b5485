-- Who did what, when, from which state to which. Rows are added and never change; they outlive their client and their subject, so
-- nothing is referenced.

create table audit_event (
  id text primary key,
  client_id text,
  at text not null check (length(at) = 27),
  actor_kind text not null check (actor_kind in ('user', 'system', 'worker')),
  actor_id text,
  actor_name text,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  from_state text check (json_valid(from_state)),
  to_state text check (json_valid(to_state)),
  request_id text,
  check (actor_kind <> 'user' or actor_id is not null)
) strict;
create index audit_event_feed on audit_event (client_id, at desc, id desc);
create index audit_event_subject on audit_event (client_id, subject_kind, subject_id, at desc, id desc);

create trigger audit_event_fixed before update on audit_event
begin
  select raise(abort, '23A01 audit events are only added');
end;

create trigger audit_event_kept before delete on audit_event
begin
  select raise(abort, '23A01 audit events are only added');
end;

-- INSERT OR REPLACE deletes without firing delete triggers.
create trigger audit_event_not_replaced before insert on audit_event
when exists (select 1 from audit_event where id = new.id)
begin
  select raise(abort, '23A01 audit events are only added');
end;
