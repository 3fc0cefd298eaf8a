/** Staff accounts, and the bodies they work for. */
export const accounts = `
create table "user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);

create table "session" (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references "user"(id) on delete cascade
);

create table "account" (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references "user"(id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);

create table "verification" (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);

create table organisation (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  district text not null,
  seal_text text not null
);

create table court (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  district text not null
);

create table staff (
  user_id text primary key references "user"(id),
  name text not null,
  role text not null,
  organisation_id uuid references organisation,
  court_id uuid references court
);

create table case_number (
  organisation_id uuid not null references organisation,
  year int not null,
  last int not null,
  primary key (organisation_id, year)
);
`;
