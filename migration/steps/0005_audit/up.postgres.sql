-- Who did what, when, from which state to which. Rows are added and never change; they outlive their client and their subject, so
-- nothing is referenced.

create table audit_event (
  id text primary key,
  client_id text,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'system', 'worker')),
  actor_id text,
  actor_name text,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  from_state jsonb,
  to_state jsonb,
  request_id text,
  check (actor_kind <> 'user' or actor_id is not null)
);
create index audit_event_feed on audit_event (client_id, at desc, id desc);
create index audit_event_subject on audit_event (client_id, subject_kind, subject_id, at desc, id desc);

create function audit_event_fixed() returns trigger language plpgsql as $$
begin
  raise exception '23A01 audit events are only added' using errcode = '23A01';
end $$;
create trigger audit_event_fixed before update or delete on audit_event
for each row execute function audit_event_fixed();
create trigger audit_event_not_truncated before truncate on audit_event
for each statement execute function audit_event_fixed();
alter table audit_event enable always trigger audit_event_fixed;
alter table audit_event enable always trigger audit_event_not_truncated;
