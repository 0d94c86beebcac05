-- Identity providers of organisations, by which their people may sign in.
CREATE TABLE federation_providers (
    id              uuid PRIMARY KEY,
    organisation_id uuid        NOT NULL REFERENCES account_organisations ON DELETE CASCADE,
    name            text        NOT NULL,
    -- Never changes: what people have connected belongs to it.
    issuer          text        NOT NULL,
    client_id       text        NOT NULL,
    -- Sealed, bound to this row.
    secret          bytea       NOT NULL,
    secret_at       timestamptz NOT NULL,
    domain_hint     text,
    state           text        NOT NULL CHECK (state IN ('active', 'disabled')),
    created_at      timestamptz NOT NULL,
    UNIQUE (organisation_id, issuer, client_id)
);

-- Who is who: issuer and subject name a person there for ever, and nothing else does. An address is only what was verified when the two
-- accounts were connected.
CREATE TABLE federation_identities (
    id           uuid PRIMARY KEY,
    provider_id  uuid        NOT NULL REFERENCES federation_providers ON DELETE CASCADE,
    issuer       text        NOT NULL,
    subject      text        NOT NULL,
    account_id   uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    email        text        NOT NULL,
    linked_at    timestamptz NOT NULL,
    last_used_at timestamptz,
    UNIQUE (provider_id, issuer, subject),
    UNIQUE (provider_id, account_id)
);
CREATE INDEX federation_identities_account ON federation_identities (account_id);

-- Browsers on their way to a provider. What only the browser knows (its cookie) makes nonce and PKCE verifier, so neither is here.
CREATE TABLE federation_flows (
    state_hash   bytea PRIMARY KEY,
    browser_hash bytea       NOT NULL,
    provider_id  uuid        NOT NULL REFERENCES federation_providers ON DELETE CASCADE,
    purpose      text        NOT NULL CHECK (purpose IN ('sign-in', 'connect', 'test')),
    -- The session that it was begun in, where it was in one.
    session_id   uuid,
    network      text        NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX federation_flows_expiry ON federation_flows (expires_at);
CREATE INDEX federation_flows_network ON federation_flows (network);
CREATE INDEX federation_flows_provider ON federation_flows (provider_id);
