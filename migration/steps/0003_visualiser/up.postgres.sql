-- The work table: collection sessions gather products, generation flows hold the settings by which up to three of them are shown together.
-- Neither has a status column: their state is folded from their assets, so that a failed asset never leaves its parent "generating".

create table collection_session (
  id text primary key,
  client_id text not null references client (id),
  name text not null check (length(name) between 1 and 255),
  settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
  version bigint not null default 1 check (version >= 1),
  created_by text not null references user_account (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  unique (client_id, id)
);
create index collection_session_feed on collection_session (client_id, created_at desc, id desc) where deleted_at is null;

create table collection_session_product (
  client_id text not null references client (id),
  session_id text not null,
  product_id text not null,
  position bigint not null default 0 check (position >= 0),
  primary key (session_id, product_id),
  foreign key (client_id, session_id) references collection_session (client_id, id),
  foreign key (client_id, product_id) references product (client_id, id)
);
create index collection_session_product_product on collection_session_product (client_id, product_id);

-- selected_base_images maps a product id to the product image that stands for it.
create table generation_flow (
  id text primary key,
  client_id text not null references client (id),
  collection_session_id text,
  name text check (length(name) between 1 and 255),
  settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
  selected_base_images jsonb not null default '{}' check (jsonb_typeof(selected_base_images) = 'object'),
  is_favorite boolean not null default false,
  current_image_index bigint not null default 0 check (current_image_index >= 0),
  position bigint not null default 0 check (position >= 0),
  version bigint not null default 1 check (version >= 1),
  created_by text not null references user_account (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  unique (client_id, id),
  foreign key (client_id, collection_session_id) references collection_session (client_id, id)
);
create index generation_flow_feed on generation_flow (client_id, created_at desc, id desc) where deleted_at is null;
create index generation_flow_feed_favorite on generation_flow (client_id, created_at desc, id desc) where deleted_at is null and is_favorite;
create index generation_flow_session on generation_flow (client_id, collection_session_id, position, id) where deleted_at is null;

create table generation_flow_product (
  client_id text not null references client (id),
  flow_id text not null,
  product_id text not null,
  position bigint not null check (position between 0 and 2),
  primary key (flow_id, product_id),
  unique (flow_id, position),
  foreign key (client_id, flow_id) references generation_flow (client_id, id),
  foreign key (client_id, product_id) references product (client_id, id)
);
create index generation_flow_product_product on generation_flow_product (client_id, product_id);

-- Two limits the rows themselves cannot say: a flow shows at most 3 products, and a product is shown by at most 10 flows that are not deleted.
-- The product row is locked before counting, else two transactions would each see nine. Insert the products of a flow in id order: that order
-- is also the lock order.
create function generation_flow_product_limits() returns trigger language plpgsql as $$
declare
  shown bigint;
begin
  if tg_op = 'UPDATE' then
    raise exception '23F03 a product of a flow is removed and added, never moved' using errcode = '23F03';
  end if;
  select count(*) into shown from generation_flow_product where flow_id = new.flow_id and product_id <> new.product_id;
  if shown >= 3 then
    raise exception '23F01 a flow shows at most 3 products' using errcode = '23F01';
  end if;
  perform 1 from product where id = new.product_id for no key update;
  select count(*) into shown
  from generation_flow_product link join generation_flow flow on flow.id = link.flow_id
  where link.client_id = new.client_id and link.product_id = new.product_id and link.flow_id <> new.flow_id and flow.deleted_at is null;
  if shown >= 10 then
    raise exception '23F02 a product is shown by at most 10 flows' using errcode = '23F02';
  end if;
  return new;
end $$;
create trigger generation_flow_product_limits before insert or update of client_id, flow_id, product_id on generation_flow_product
for each row execute function generation_flow_product_limits();

create function generation_flow_restore_limit() returns trigger language plpgsql as $$
declare
  full_product text;
begin
  perform 1 from product p join generation_flow_product mine on mine.product_id = p.id
  where mine.flow_id = new.id order by p.id for no key update of p;
  select mine.product_id into full_product
  from generation_flow_product mine
  where mine.flow_id = new.id and 10 <= (
    select count(*) from generation_flow_product link join generation_flow flow on flow.id = link.flow_id
    where link.client_id = new.client_id and link.product_id = mine.product_id and link.flow_id <> new.id and flow.deleted_at is null)
  limit 1;
  if full_product is not null then
    raise exception '23F02 a product is shown by at most 10 flows' using errcode = '23F02';
  end if;
  return new;
end $$;
create trigger generation_flow_restore_limit before update of deleted_at on generation_flow
for each row when (old.deleted_at is not null and new.deleted_at is null) execute function generation_flow_restore_limit();
