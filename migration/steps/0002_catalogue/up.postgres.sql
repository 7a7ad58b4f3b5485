-- What is photographed: products and their uploaded pictures.

create table product (
  id text primary key,
  client_id text not null references client (id),
  name text not null check (length(name) between 1 and 255),
  description text check (length(description) <= 5000),
  category text check (length(category) between 1 and 255),
  scene_types jsonb not null default '[]' check (jsonb_typeof(scene_types) = 'array'),
  source text not null default 'uploaded' check (source in ('imported', 'uploaded')),
  sku text check (length(sku) between 1 and 255),
  price_cents bigint check (price_cents >= 0),
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  default_generation_settings jsonb check (jsonb_typeof(default_generation_settings) = 'object'),
  is_favorite boolean not null default false,
  version bigint not null default 1 check (version >= 1),
  created_by text not null references user_account (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  unique (client_id, id)
);
create index product_feed on product (client_id, created_at desc, id desc) where deleted_at is null;
create index product_feed_category on product (client_id, category, created_at desc, id desc) where deleted_at is null;
create index product_feed_favorite on product (client_id, created_at desc, id desc) where deleted_at is null and is_favorite;
create index product_name on product (client_id, name, id) where deleted_at is null;
create index product_sku on product (client_id, sku) where sku is not null;

-- Width and height are those of the file's header, read at upload. Whether the whole picture decodes is known once check_state has left 'pending'.
create table product_image (
  id text primary key,
  client_id text not null references client (id),
  product_id text not null,
  file_name text check (length(file_name) between 1 and 255),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null check (size_bytes > 0),
  media_type text not null,
  width bigint not null check (width > 0),
  height bigint not null check (height > 0),
  storage_key text not null,
  position bigint not null default 0 check (position >= 0),
  is_primary boolean not null default false,
  check_state text not null default 'pending' check (check_state in ('pending', 'ready', 'refused')),
  check_problem jsonb,
  ground jsonb,
  alt_text text check (length(alt_text) <= 5000),
  version bigint not null default 1 check (version >= 1),
  created_by text not null references user_account (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  unique (client_id, id),
  foreign key (client_id, product_id) references product (client_id, id),
  check ((check_state = 'refused') = (check_problem is not null))
);
create unique index product_image_primary on product_image (product_id) where is_primary and deleted_at is null;
create index product_image_order on product_image (client_id, product_id, position, id) where deleted_at is null;
create index product_image_bytes on product_image (client_id, sha256);
