-- Who works here and for whom: clients (the tenants), people, their sign-ins and memberships, and the answers kept for repeated API requests.

create table client (
  id text primary key,
  name text not null check (length(name) between 1 and 255),
  slug text unique check (slug ~ '^[a-z0-9-]{1,100}$'),
  logo_key text,
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  four_eyes boolean not null default true,
  version bigint not null default 1 check (version >= 1),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);

create table user_account (
  id text primary key,
  email text not null unique check (email = lower(email) and length(email) between 3 and 320 and email like '%_@_%'),
  name text not null check (length(name) between 1 and 255),
  password_hash text,
  locale text not null default 'en' check (locale in ('en', 'ja')),
  theme text not null default 'system' check (theme in ('system', 'light', 'dark')),
  is_platform_admin boolean not null default false,
  is_active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_sign_in_at timestamptz
);

-- A person's login. Only the hash of the token is kept, so that a copy of this table signs nobody in.
create table sign_in (
  id text primary key,
  token_hash text not null unique,
  user_id text not null references user_account (id) on delete cascade,
  active_client_id text references client (id),
  csrf_token text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  user_agent text,
  peer text
);
create index sign_in_user on sign_in (user_id, created_at desc);
create index sign_in_expiry on sign_in (expires_at);

create table member (
  id text primary key,
  client_id text not null references client (id),
  user_id text not null references user_account (id),
  role text not null check (role in ('owner', 'admin', 'editor', 'reviewer', 'viewer')),
  version bigint not null default 1 check (version >= 1),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (client_id, id),
  unique (client_id, user_id)
);
create index member_user on member (user_id);

-- The stored answer to a request that carried an Idempotency-Key, written in the transaction of its effect.
-- actor_id is not bound to user_account: API tokens will be actors too.
create table idempotency (
  client_id text references client (id),
  key text not null check (length(key) between 1 and 255),
  actor_id text not null,
  route text not null,
  body_hash text not null,
  status bigint not null check (status between 100 and 599),
  response text not null,
  created_at timestamptz not null,
  primary key (actor_id, route, key)
);
create index idempotency_age on idempotency (created_at);
