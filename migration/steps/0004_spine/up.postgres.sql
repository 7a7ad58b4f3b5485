-- The spine: everything that is made is made by these tables. A run is an admitted plan, a job one node of it and one row of the queue, an asset one
-- immutable version, a slot the place that shows a version, an edge what a version was made from.
--
-- The guards below speak with a code in front (23S01 ...), the same on both engines, because the caller must tell one refusal from another.

create table generation_run (
  id text primary key,
  client_id text not null references client (id),
  kind text not null check (kind in (
    'flow', 'edit', 'kit', 'regeneration', 'production_item', 'script_media', 'analysis', 'export', 'publish', 'sync')),
  subject_kind text not null,
  subject_id text not null,
  flip text not null check (flip in ('each', 'together')),
  plan_hash text not null,
  estimate_micros bigint not null default 0 check (estimate_micros >= 0),
  credits bigint not null default 0 check (credits >= 0),
  requested_by text not null references user_account (id),
  idempotency_key text check (length(idempotency_key) between 1 and 255),
  created_at timestamptz not null,
  admitted_at timestamptz not null,
  cancel_requested_at timestamptz,
  finished_at timestamptz,
  outcome text check (outcome in ('done', 'partly', 'failed', 'cancelled')),
  unique (client_id, id),
  unique (client_id, idempotency_key),
  check ((outcome is null) = (finished_at is null))
);
create index generation_run_subject on generation_run (client_id, subject_kind, subject_id, created_at desc, id desc);
create index generation_run_feed on generation_run (client_id, created_at desc, id desc);
create index generation_run_open on generation_run (created_at, id) where finished_at is null;

-- version counts how often the slot has flipped; 0 is a slot that has never shown anything.
create table asset_slot (
  id text primary key,
  client_id text not null references client (id),
  owner_kind text not null,
  owner_id text not null,
  role text not null,
  key text not null,
  position bigint not null default 0 check (position >= 0),
  current_asset_id text,
  version bigint not null default 0 check (version >= 0),
  unique (client_id, id),
  unique (owner_kind, owner_id, role, key)
);
create index asset_slot_current on asset_slot (client_id, current_asset_id) where current_asset_id is not null;

-- A loose asset has no slot; its slot_id goes from NULL to a value once.
-- job_id is a plain fact without a reference: a job is inserted after its asset, and the queue may be pruned while the asset stays.
-- seed is any 64-bit number, variant the 1-based place in its run, asset_url the storage key of the original, settings what the person chose.
create table generated_asset (
  id text primary key,
  client_id text not null references client (id),
  slot_id text,
  version bigint not null default 1 check (version >= 1),
  run_id text,
  job_id text,
  generation_flow_id text,
  variant bigint check (variant >= 1),
  asset_type text not null default 'image' check (asset_type in ('image', 'video', 'audio', 'text', 'document', '3d_model')),
  status text not null default 'pending' check (status in ('pending', 'generating', 'completed', 'error')),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint check (size_bytes >= 0),
  media_type text,
  width bigint check (width > 0),
  height bigint check (height > 0),
  duration_ms bigint check (duration_ms >= 0),
  asset_url text,
  body text,
  prompt text,
  settings jsonb,
  recipe jsonb,
  recipe_hash text,
  provider text,
  model text,
  seed bigint,
  cost_micros bigint not null default 0 check (cost_micros >= 0),
  draft boolean not null default false,
  report jsonb,
  error jsonb,
  approval_status text not null default 'pending' check (approval_status in ('pending', 'approved', 'rejected')),
  approval_reason text check (length(approval_reason) <= 5000),
  approved_at timestamptz,
  approved_by text references user_account (id),
  approved_sha256 text,
  pinned_at timestamptz,
  pinned_by text references user_account (id),
  alt_text text check (length(alt_text) <= 5000),
  created_by text references user_account (id),
  created_at timestamptz not null,
  started_at timestamptz,
  completed_at timestamptz,
  superseded_at timestamptz,
  deleted_at timestamptz,
  deleted_by text references user_account (id),
  life_version bigint not null default 1 check (life_version >= 1),
  unique (slot_id, version),
  unique (client_id, id),
  foreign key (client_id, slot_id) references asset_slot (client_id, id),
  foreign key (client_id, run_id) references generation_run (client_id, id),
  foreign key (client_id, generation_flow_id) references generation_flow (client_id, id),
  check ((status = 'completed') = (completed_at is not null)),
  check ((status = 'error') = (error is not null)),
  check (status <> 'completed' or (
    sha256 is not null and size_bytes is not null and media_type is not null and (asset_url is not null or body is not null))),
  check (approval_status = 'pending' or (status = 'completed' and approved_at is not null and approved_by is not null)),
  check (approval_status <> 'approved' or (approved_sha256 is not null and approved_sha256 = sha256)),
  check (pinned_by is null or pinned_at is not null),
  check (deleted_by is null or deleted_at is not null)
);
alter table asset_slot add foreign key (client_id, current_asset_id) references generated_asset (client_id, id);

-- The gallery. Every filter has its own index that ends in the order of the pages, so that the first page and the deepest are the same short walk.
-- The conditions are `is null` and `is not null` only: a query that binds a value (status = ?) could not be shown to fit a partial index.
-- completed_at is not null means the same as status = 'completed' (checked above); queries must say it this way.
create index generated_asset_feed on generated_asset (client_id, created_at desc, id desc)
  where deleted_at is null and superseded_at is null and completed_at is not null;
create index generated_asset_feed_approval on generated_asset (client_id, approval_status, created_at desc, id desc)
  where deleted_at is null and superseded_at is null and completed_at is not null;
create index generated_asset_feed_pinned on generated_asset (client_id, created_at desc, id desc)
  where deleted_at is null and superseded_at is null and completed_at is not null and pinned_at is not null;
-- A flow's page shows its unfinished pictures too.
create index generated_asset_feed_flow on generated_asset (client_id, generation_flow_id, created_at desc, id desc)
  where deleted_at is null and superseded_at is null;
create index generated_asset_unfinished on generated_asset (client_id, status, created_at desc, id desc)
  where deleted_at is null and completed_at is null;
create index generated_asset_feed_deleted on generated_asset (client_id, created_at desc, id desc) where deleted_at is not null;
create index generated_asset_run on generated_asset (run_id) where run_id is not null;
create index generated_asset_bytes on generated_asset (client_id, sha256) where sha256 is not null;

-- created_at repeats the asset's, so that one product's pages are an index walk too.
create table generated_asset_product (
  client_id text not null references client (id),
  asset_id text not null,
  product_id text not null,
  is_primary boolean not null default false,
  created_at timestamptz not null,
  primary key (asset_id, product_id),
  foreign key (client_id, asset_id) references generated_asset (client_id, id) on delete cascade,
  foreign key (client_id, product_id) references product (client_id, id)
);
create unique index generated_asset_product_primary on generated_asset_product (asset_id) where is_primary;
create index generated_asset_product_feed on generated_asset_product (client_id, product_id, created_at desc, asset_id desc);

create table asset_edge (
  client_id text not null references client (id),
  asset_id text not null,
  ordinal bigint not null check (ordinal >= 0),
  role text not null,
  input_kind text not null check (input_kind in (
    'asset', 'product_image', 'inspiration_image', 'brand_profile', 'brief', 'character', 'upload')),
  input_id text not null,
  input_slot_id text,
  input_hash text not null,
  primary key (asset_id, ordinal),
  foreign key (client_id, asset_id) references generated_asset (client_id, id) on delete cascade,
  foreign key (client_id, input_slot_id) references asset_slot (client_id, id)
);
create index asset_edge_input on asset_edge (input_kind, input_id);
create index asset_edge_slot on asset_edge (input_slot_id) where input_slot_id is not null;

-- The queue. stage is a word for the page, run_at the earliest start, epoch counts claims and fences every later write,
-- crashed_at is the last time a worker died with this job, unchanged says that what was made equals what the slot showed before.
create table generation_job (
  id text primary key,
  client_id text not null references client (id),
  run_id text not null,
  kind text not null,
  class text not null check (class in ('cpu', 'paid', 'io')),
  asset_id text unique,
  input jsonb not null default '{}',
  needs_left bigint not null default 0 check (needs_left >= 0),
  state text not null check (state in ('waiting', 'ready', 'running', 'parked', 'done', 'failed', 'cancelled', 'skipped')),
  priority bigint not null default 100,
  run_at timestamptz not null,
  epoch bigint not null default 0 check (epoch >= 0),
  owner text,
  lease_until timestamptz,
  tries bigint not null default 0 check (tries >= 0),
  tries_max bigint not null default 3 check (tries_max >= 1),
  crashes bigint not null default 0 check (crashes >= 0),
  crashed_at timestamptz,
  progress bigint not null default 0 check (progress between 0 and 100),
  stage text,
  unchanged boolean not null default false,
  parked_reason text,
  parked_at timestamptz,
  problem jsonb,
  cancel_requested_at timestamptz,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  foreign key (client_id, run_id) references generation_run (client_id, id),
  foreign key (client_id, asset_id) references generated_asset (client_id, id),
  check ((state = 'running') = (owner is not null)),
  check ((owner is null) = (lease_until is null)),
  check (state <> 'ready' or needs_left = 0),
  check (state <> 'waiting' or needs_left > 0),
  check (state <> 'parked' or (parked_reason is not null and parked_at is not null)),
  check ((state in ('done', 'failed', 'cancelled', 'skipped')) = (finished_at is not null))
);
-- One class per claim keeps this a walk; a claim over several classes would sort every ready row.
create index generation_job_ready on generation_job (class, priority, run_at, id) where state = 'ready';
create index generation_job_waiting on generation_job (kind) where state = 'waiting';
create index generation_job_lease on generation_job (lease_until) where state = 'running';
create index generation_job_parked on generation_job (parked_at desc, id desc) where state = 'parked';
create index generation_job_failed on generation_job (finished_at desc, id desc) where state = 'failed';
create index generation_job_run on generation_job (run_id);

-- No client_id: a need joins two jobs of one run, and a second unique index on the busiest table would be paid by every claim.
create table job_need (
  job_id text not null references generation_job (id),
  needs_job_id text not null references generation_job (id),
  primary key (job_id, needs_job_id),
  check (job_id <> needs_job_id)
);
create index job_need_parent on job_need (needs_job_id);

-- A kind of job that nobody claims for now.
create table job_pause (
  kind text primary key,
  paused_by text not null references user_account (id),
  paused_at timestamptz not null,
  reason text check (length(reason) <= 5000)
);

-- The processes that claim jobs, for the queue page. version is the program's.
create table worker (
  id text primary key,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  host text,
  version text not null,
  classes jsonb not null default '[]' check (jsonb_typeof(classes) = 'array')
);
create index worker_seen on worker (seen_at);

-- Stored bytes by their hash, and the smaller pictures made from them.
create table blob (
  client_id text not null references client (id),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  storage_key text not null,
  media_type text not null,
  size_bytes bigint not null check (size_bytes >= 0),
  created_at timestamptz not null,
  primary key (client_id, sha256)
);

create table blob_rendition (
  client_id text not null,
  sha256 text not null,
  kind text not null check (kind in ('display', 'thumb_large', 'thumb_small', 'normal')),
  storage_key text not null,
  media_type text not null,
  width bigint not null check (width > 0),
  height bigint not null check (height > 0),
  size_bytes bigint not null check (size_bytes >= 0),
  created_at timestamptz not null,
  primary key (client_id, sha256, kind),
  foreign key (client_id, sha256) references blob (client_id, sha256)
);

-- A completed asset is frozen: only its life may change. The life columns are named, everything else is compared, so that a column added later is
-- frozen unless somebody decides otherwise here.
create function generated_asset_frozen() returns trigger language plpgsql as $$
declare
  life constant text[] := array[
    'slot_id', 'version', 'approval_status', 'approval_reason', 'approved_at', 'approved_by', 'approved_sha256', 'pinned_at', 'pinned_by',
    'alt_text', 'superseded_at', 'deleted_at', 'deleted_by', 'life_version'];
begin
  if to_jsonb(new) - life is distinct from to_jsonb(old) - life then
    raise exception '23S01 a completed asset is frozen' using errcode = '23S01';
  end if;
  return new;
end $$;
create trigger generated_asset_frozen before update on generated_asset
for each row when (old.status = 'completed') execute function generated_asset_frozen();

create function generated_asset_origin() returns trigger language plpgsql as $$
begin
  if new.id <> old.id or new.client_id <> old.client_id or new.created_at <> old.created_at then
    raise exception '23S02 an asset keeps its id, client and time of creation' using errcode = '23S02';
  end if;
  if (new.slot_id is distinct from old.slot_id or new.version <> old.version) and (old.slot_id is not null or new.slot_id is null) then
    raise exception '23S03 an asset keeps its slot and version' using errcode = '23S03';
  end if;
  return new;
end $$;
create trigger generated_asset_origin before update of id, client_id, created_at, slot_id, version on generated_asset
for each row execute function generated_asset_origin();

create function generated_asset_kept() returns trigger language plpgsql as $$
begin
  raise exception '23S04 a completed asset is never deleted or replaced' using errcode = '23S04';
end $$;
create trigger generated_asset_kept before delete on generated_asset
for each row when (old.status = 'completed') execute function generated_asset_kept();
create trigger generated_asset_not_truncated before truncate on generated_asset
for each statement execute function generated_asset_kept();

create function asset_slot_shows_its_own() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from generated_asset where id = new.current_asset_id and slot_id = new.id and status = 'completed') then
    raise exception '23S05 a slot shows only a completed version of its own' using errcode = '23S05';
  end if;
  return new;
end $$;
create trigger asset_slot_shows_its_own before insert or update of current_asset_id on asset_slot
for each row when (new.current_asset_id is not null) execute function asset_slot_shows_its_own();

create function generated_asset_product_time() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from generated_asset where id = new.asset_id and created_at = new.created_at) then
    raise exception '23S06 a product link carries the time of its asset' using errcode = '23S06';
  end if;
  return new;
end $$;
create trigger generated_asset_product_time before insert or update of asset_id, created_at on generated_asset_product
for each row execute function generated_asset_product_time();

-- What an asset was made from does not change after the fact. Edges go only with an asset that was never completed.
create function asset_edge_fixed() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and not exists (select 1 from generated_asset where id = old.asset_id and status = 'completed') then
    return old;
  end if;
  raise exception '23S07 lineage is never rewritten' using errcode = '23S07';
end $$;
create trigger asset_edge_fixed before update or delete on asset_edge
for each row execute function asset_edge_fixed();
create trigger asset_edge_not_truncated before truncate on asset_edge
for each statement execute function asset_edge_fixed();

-- Guards hold for every session, also one that replays a replication stream.
alter table generated_asset enable always trigger generated_asset_frozen;
alter table generated_asset enable always trigger generated_asset_origin;
alter table generated_asset enable always trigger generated_asset_kept;
alter table generated_asset enable always trigger generated_asset_not_truncated;
alter table asset_slot enable always trigger asset_slot_shows_its_own;
alter table asset_edge enable always trigger asset_edge_fixed;
alter table asset_edge enable always trigger asset_edge_not_truncated;
