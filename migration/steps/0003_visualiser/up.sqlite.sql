-- The work table: collection sessions gather products, generation flows hold the settings by which up to three of them are shown together.
-- Neither has a status column: their state is folded from their assets, so that a failed asset never leaves its parent "generating".

create table collection_session (
  id text primary key,
  client_id text not null references client (id),
  name text not null check (length(name) between 1 and 255),
  settings text not null default '{}' check (json_valid(settings) and json_type(settings) = 'object'),
  version integer not null default 1 check (version >= 1),
  created_by text not null references user_account (id),
  created_at text not null check (length(created_at) = 27),
  updated_at text not null check (length(updated_at) = 27),
  deleted_at text check (length(deleted_at) = 27),
  unique (client_id, id)
) strict;
create index collection_session_feed on collection_session (client_id, created_at desc, id desc) where deleted_at is null;

create table collection_session_product (
  client_id text not null references client (id),
  session_id text not null,
  product_id text not null,
  position integer not null default 0 check (position >= 0),
  primary key (session_id, product_id),
  foreign key (client_id, session_id) references collection_session (client_id, id),
  foreign key (client_id, product_id) references product (client_id, id)
) strict, without rowid;
create index collection_session_product_product on collection_session_product (client_id, product_id);

-- selected_base_images maps a product id to the product image that stands for it.
create table generation_flow (
  id text primary key,
  client_id text not null references client (id),
  collection_session_id text,
  name text check (length(name) between 1 and 255),
  settings text not null default '{}' check (json_valid(settings) and json_type(settings) = 'object'),
  selected_base_images text not null default '{}' check (json_valid(selected_base_images) and json_type(selected_base_images) = 'object'),
  is_favorite integer not null default 0 check (is_favorite in (0, 1)),
  current_image_index integer not null default 0 check (current_image_index >= 0),
  position integer not null default 0 check (position >= 0),
  version integer not null default 1 check (version >= 1),
  created_by text not null references user_account (id),
  created_at text not null check (length(created_at) = 27),
  updated_at text not null check (length(updated_at) = 27),
  deleted_at text check (length(deleted_at) = 27),
  unique (client_id, id),
  foreign key (client_id, collection_session_id) references collection_session (client_id, id)
) strict;
create index generation_flow_feed on generation_flow (client_id, created_at desc, id desc) where deleted_at is null;
create index generation_flow_feed_favorite on generation_flow (client_id, created_at desc, id desc) where deleted_at is null and is_favorite = 1;
create index generation_flow_session on generation_flow (client_id, collection_session_id, position, id) where deleted_at is null;

create table generation_flow_product (
  client_id text not null references client (id),
  flow_id text not null,
  product_id text not null,
  position integer not null check (position between 0 and 2),
  primary key (flow_id, product_id),
  unique (flow_id, position),
  foreign key (client_id, flow_id) references generation_flow (client_id, id),
  foreign key (client_id, product_id) references product (client_id, id)
) strict, without rowid;
create index generation_flow_product_product on generation_flow_product (client_id, product_id);

-- Two limits the rows themselves cannot say: a flow shows at most 3 products, and a product is shown by at most 10 flows that are not deleted.
-- SQLite has one writer at a time, so counting needs no lock.
create trigger generation_flow_product_limit_flow before insert on generation_flow_product
when (select count(*) from generation_flow_product where flow_id = new.flow_id and product_id <> new.product_id) >= 3
begin
  select raise(abort, '23F01 a flow shows at most 3 products');
end;

create trigger generation_flow_product_limit_product before insert on generation_flow_product
when (
  select count(*) from generation_flow_product link join generation_flow flow on flow.id = link.flow_id
  where link.client_id = new.client_id and link.product_id = new.product_id and link.flow_id <> new.flow_id and flow.deleted_at is null) >= 10
begin
  select raise(abort, '23F02 a product is shown by at most 10 flows');
end;

create trigger generation_flow_product_fixed before update of client_id, flow_id, product_id on generation_flow_product
begin
  select raise(abort, '23F03 a product of a flow is removed and added, never moved');
end;

create trigger generation_flow_restore_limit before update of deleted_at on generation_flow
when old.deleted_at is not null and new.deleted_at is null and exists (
  select 1 from generation_flow_product mine
  where mine.flow_id = new.id and 10 <= (
    select count(*) from generation_flow_product link join generation_flow flow on flow.id = link.flow_id
    where link.client_id = new.client_id and link.product_id = mine.product_id and link.flow_id <> new.id and flow.deleted_at is null))
begin
  select raise(abort, '23F02 a product is shown by at most 10 flows');
end;
