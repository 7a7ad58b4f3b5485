-- What is photographed: products and their uploaded pictures.

create table product (
  id text primary key,
  client_id text not null references client (id),
  name text not null check (length(name) between 1 and 255),
  description text check (length(description) <= 5000),
  category text check (length(category) between 1 and 255),
  scene_types text not null default '[]' check (json_valid(scene_types) and json_type(scene_types) = 'array'),
  source text not null default 'uploaded' check (source in ('imported', 'uploaded')),
  sku text check (length(sku) between 1 and 255),
  price_cents integer check (price_cents >= 0),
  metadata text not null default '{}' check (json_valid(metadata) and json_type(metadata) = 'object'),
  default_generation_settings text check (json_valid(default_generation_settings) and json_type(default_generation_settings) = 'object'),
  is_favorite integer not null default 0 check (is_favorite in (0, 1)),
  version integer not null default 1 check (version >= 1),
  created_by text not null references user_account (id),
  created_at text not null check (length(created_at) = 27),
  updated_at text not null check (length(updated_at) = 27),
  deleted_at text check (length(deleted_at) = 27),
  unique (client_id, id)
) strict;
create index product_feed on product (client_id, created_at desc, id desc) where deleted_at is null;
create index product_feed_category on product (client_id, category, created_at desc, id desc) where deleted_at is null;
create index product_feed_favorite on product (client_id, created_at desc, id desc) where deleted_at is null and is_favorite = 1;
create index product_name on product (client_id, name, id) where deleted_at is null;
create index product_sku on product (client_id, sku) where sku is not null;

-- Width and height are those of the file's header, read at upload. Whether the whole picture decodes is known once check_state has left 'pending'.
create table product_image (
  id text primary key,
  client_id text not null references client (id),
  product_id text not null,
  file_name text check (length(file_name) between 1 and 255),
  sha256 text not null check (length(sha256) = 64 and sha256 not glob '*[^0-9a-f]*'),
  size_bytes integer not null check (size_bytes > 0),
  media_type text not null,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  storage_key text not null,
  position integer not null default 0 check (position >= 0),
  is_primary integer not null default 0 check (is_primary in (0, 1)),
  check_state text not null default 'pending' check (check_state in ('pending', 'ready', 'refused')),
  check_problem text check (json_valid(check_problem)),
  ground text check (json_valid(ground)),
  alt_text text check (length(alt_text) <= 5000),
  version integer not null default 1 check (version >= 1),
  created_by text not null references user_account (id),
  created_at text not null check (length(created_at) = 27),
  updated_at text not null check (length(updated_at) = 27),
  deleted_at text check (length(deleted_at) = 27),
  unique (client_id, id),
  foreign key (client_id, product_id) references product (client_id, id),
  check ((check_state = 'refused') = (check_problem is not null))
) strict;
create unique index product_image_primary on product_image (product_id) where is_primary = 1 and deleted_at is null;
create index product_image_order on product_image (client_id, product_id, position, id) where deleted_at is null;
create index product_image_bytes on product_image (client_id, sha256);
