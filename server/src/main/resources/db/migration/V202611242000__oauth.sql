-- Applications that people sign in to, and programs that call our API.
CREATE TABLE oauth_clients (
    id                         uuid PRIMARY KEY,
    organisation_id            uuid        NOT NULL REFERENCES account_organisations,
    name                       text        NOT NULL,
    -- The provider's own applications: nobody is asked for consent.
    first_party                boolean     NOT NULL DEFAULT false,
    -- Without one it is a public client.
    auth_method                text        NOT NULL
        CHECK (auth_method IN ('none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt')),
    -- SHA-256 is right for 256 random bits. The old one is good for a while after a change.
    secret_hash                bytea,
    secret_created_at          timestamptz,
    old_secret_hash            bytea,
    old_secret_until           timestamptz,
    jwks                       jsonb,
    redirect_uris              text[]      NOT NULL DEFAULT '{}',
    post_logout_redirect_uris  text[]      NOT NULL DEFAULT '{}',
    backchannel_logout_uri     text,
    grant_types                text[]      NOT NULL,
    scopes                     text[]      NOT NULL,
    -- Services of others for which it may ask for tokens (RFC 8707).
    resources                  text[]      NOT NULL DEFAULT '{}',
    pkce_required              boolean     NOT NULL DEFAULT true,
    par_required               boolean     NOT NULL DEFAULT false,
    dpop_bound                 boolean     NOT NULL DEFAULT false,
    id_token_alg               text        NOT NULL DEFAULT 'ES256' CHECK (id_token_alg IN ('ES256', 'RS256')),
    access_token_seconds       integer     NOT NULL,
    refresh_idle_seconds       integer     NOT NULL,
    refresh_absolute_seconds   integer     NOT NULL,
    state                      text        NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended')),
    created_at                 timestamptz NOT NULL,
    CHECK (pkce_required OR auth_method <> 'none')
);
CREATE INDEX oauth_clients_page ON oauth_clients (organisation_id, lower(name), id);

-- Keys that sign tokens. Published before they are used, and kept until nothing they signed is good any more.
CREATE TABLE oauth_keys (
    kid            text PRIMARY KEY,
    alg            text        NOT NULL CHECK (alg IN ('ES256', 'RS256')),
    public_jwk     jsonb       NOT NULL,
    private_sealed bytea       NOT NULL,
    state          text        NOT NULL CHECK (state IN ('next', 'active', 'retired')),
    created_at     timestamptz NOT NULL,
    activates_at   timestamptz NOT NULL,
    retires_at     timestamptz
);
CREATE UNIQUE INDEX oauth_keys_one_active ON oauth_keys (alg) WHERE state = 'active';
CREATE UNIQUE INDEX oauth_keys_one_next ON oauth_keys (alg) WHERE state = 'next';

-- Requests that wait: pushed by the client (RFC 9126), or parked while a person signs in, consents, or decides to sign out.
CREATE TABLE oauth_requests (
    token_hash  bytea PRIMARY KEY,
    kind        text        NOT NULL CHECK (kind IN ('pushed', 'interaction', 'logout')),
    client_id   uuid        NOT NULL REFERENCES oauth_clients ON DELETE CASCADE,
    parameters  jsonb       NOT NULL,
    -- Who filled the table, so that nobody can fill it alone.
    network     text        NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    -- Who said, for exactly this request, that it is this account, and who said yes to what is asked for.
    chosen_by   uuid,
    approved_by uuid,
    denied      boolean     NOT NULL DEFAULT false
);
CREATE INDEX oauth_requests_expiry ON oauth_requests (expires_at);
CREATE INDEX oauth_requests_network ON oauth_requests (network, kind, created_at);

-- What a person has let an application do: one row a code, and the family of refresh tokens that came of it.
CREATE TABLE oauth_grants (
    id              uuid PRIMARY KEY,
    client_id       uuid        NOT NULL REFERENCES oauth_clients ON DELETE CASCADE,
    account_id      uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    organisation_id uuid        NOT NULL,
    session_id      uuid,
    scopes          text[]      NOT NULL,
    resource        text,
    -- What was proved at the sign-in: the gate weighs it again at each refresh.
    evidence        jsonb       NOT NULL,
    auth_time       timestamptz NOT NULL,
    -- Outlives the session.
    offline         boolean     NOT NULL,
    -- SHA-256 of the secret that all refresh tokens of the family share, and which of them is the newest; none when null.
    family_hash     bytea,
    generation      integer     NOT NULL DEFAULT 0,
    dpop_jkt        text,
    created_at      timestamptz NOT NULL,
    used_at         timestamptz NOT NULL,
    idle_until      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    revoked_at      timestamptz,
    revoke_reason   text
) WITH (fillfactor = 80);
CREATE INDEX oauth_grants_account ON oauth_grants (account_id) WHERE revoked_at IS NULL;
CREATE INDEX oauth_grants_client ON oauth_grants (client_id);
CREATE INDEX oauth_grants_expiry ON oauth_grants (expires_at);
CREATE INDEX oauth_grants_revoked ON oauth_grants (revoked_at) WHERE revoked_at IS NOT NULL;

-- Used codes stay for a while: the second use of one takes back what the first was given.
CREATE TABLE oauth_codes (
    token_hash   bytea PRIMARY KEY,
    grant_id     uuid        NOT NULL REFERENCES oauth_grants ON DELETE CASCADE,
    client_id    uuid        NOT NULL,
    redirect_uri text        NOT NULL,
    challenge    text,
    nonce        text,
    dpop_jkt     text,
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz
);
CREATE INDEX oauth_codes_grant ON oauth_codes (grant_id);
CREATE INDEX oauth_codes_expiry ON oauth_codes (expires_at);

CREATE TABLE oauth_consents (
    account_id uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    client_id  uuid        NOT NULL REFERENCES oauth_clients ON DELETE CASCADE,
    scopes     text[]      NOT NULL,
    granted_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, client_id)
);
CREATE INDEX oauth_consents_client ON oauth_consents (client_id);

-- Ids of what may be taken once only, or no more, each until it would have expired anyway.
CREATE TABLE oauth_jtis (
    kind       text        NOT NULL CHECK (kind IN ('revoked', 'assertion', 'proof', 'logout')),
    jti_hash   bytea       NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (kind, jti_hash)
);
CREATE INDEX oauth_jtis_expiry ON oauth_jtis (expires_at);

-- Clients that have to be told of the end of a session (OpenID Connect Back-Channel Logout 1.0); a row goes when they know.
CREATE TABLE oauth_logouts (
    id         uuid PRIMARY KEY,
    client_id  uuid        NOT NULL REFERENCES oauth_clients ON DELETE CASCADE,
    account_id uuid        NOT NULL,
    session_id uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    attempts   integer     NOT NULL DEFAULT 0,
    next_at    timestamptz NOT NULL
);
CREATE INDEX oauth_logouts_due ON oauth_logouts (next_at);

-- Devices that wait for a person to let them in from elsewhere (RFC 8628).
CREATE TABLE oauth_device_codes (
    device_hash      bytea PRIMARY KEY,
    -- What the person types; short, so tries are counted.
    user_hash        bytea       NOT NULL UNIQUE,
    client_id        uuid        NOT NULL REFERENCES oauth_clients ON DELETE CASCADE,
    scopes           text[]      NOT NULL,
    resource         text,
    -- Where the device is, for the person to recognise it.
    network          text        NOT NULL,
    device           text        NOT NULL,
    -- Who filled the table, so that nobody can fill it alone: a network and not an address, of which everybody has many.
    counted          text        NOT NULL,
    created_at       timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    interval_seconds integer     NOT NULL,
    polled_at        timestamptz,
    state            text        NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'approved', 'denied')),
    grant_id         uuid REFERENCES oauth_grants ON DELETE CASCADE
);
CREATE INDEX oauth_device_codes_expiry ON oauth_device_codes (expires_at);
CREATE INDEX oauth_device_codes_counted ON oauth_device_codes (counted);
CREATE INDEX oauth_device_codes_grant ON oauth_device_codes (grant_id) WHERE grant_id IS NOT NULL;

CREATE TRIGGER oauth_clients_told AFTER UPDATE OR DELETE ON oauth_clients
    FOR EACH ROW EXECUTE FUNCTION tell_change('clients', 'id');
CREATE TRIGGER oauth_grants_told AFTER DELETE OR UPDATE OF revoked_at ON oauth_grants
    FOR EACH ROW EXECUTE FUNCTION tell_change('grants', 'id');
