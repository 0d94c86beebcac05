CREATE TABLE login_passwords (
    account_id  uuid PRIMARY KEY REFERENCES account_accounts ON DELETE CASCADE,
    hash        text        NOT NULL,
    changed_at  timestamptz NOT NULL,
    -- Set on evidence of compromise; the next sign-in asks for a new password.
    must_change boolean     NOT NULL DEFAULT false
);
CREATE TABLE login_password_history (
    account_id  uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    hash        text        NOT NULL,
    replaced_at timestamptz NOT NULL
);
CREATE INDEX login_password_history_account ON login_password_history (account_id, replaced_at);

CREATE TABLE login_devices (
    id                 uuid PRIMARY KEY,
    account_id         uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    token_hash         bytea       NOT NULL UNIQUE,
    client             text        NOT NULL,
    network            text        NOT NULL,
    created_at         timestamptz NOT NULL,
    last_seen_at       timestamptz NOT NULL,
    trusted_until      timestamptz,
    -- Trust holds only while this is still the account's number.
    credential_version integer     NOT NULL
);
CREATE INDEX login_devices_account ON login_devices (account_id);
CREATE INDEX login_devices_seen ON login_devices (last_seen_at);

CREATE TABLE login_sessions (
    id              uuid PRIMARY KEY,
    token_hash      bytea       NOT NULL UNIQUE,
    account_id      uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    device_id       uuid,
    evidence        jsonb       NOT NULL,
    client          text        NOT NULL,
    network         text        NOT NULL,
    created_at      timestamptz NOT NULL,
    last_seen_at    timestamptz NOT NULL,
    idle_until      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    idle_seconds    integer     NOT NULL,
    stepped_up_at   timestamptz,
    step_up_actions text[]      NOT NULL DEFAULT '{}',
    -- When the authenticator of the last step-up was enrolled; null when it was the password.
    step_up_factor_at timestamptz,
    ended_at        timestamptz,
    end_reason      text
);
CREATE INDEX login_sessions_account ON login_sessions (account_id) WHERE ended_at IS NULL;
CREATE INDEX login_sessions_expiry ON login_sessions (expires_at);

-- A sign-in or step-up under way. The evidence so far is all that the gate looks at.
CREATE TABLE login_transactions (
    id            uuid PRIMARY KEY,
    token_hash    bytea       NOT NULL UNIQUE,
    purpose       text        NOT NULL CHECK (purpose IN ('sign-in', 'step-up')),
    account_id    uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    -- The account's number when this began: once it has changed, nothing proved here counts any more.
    credential_version integer NOT NULL,
    session_id    uuid REFERENCES login_sessions ON DELETE CASCADE,
    action        text,
    device_id     uuid,
    evidence      jsonb       NOT NULL,
    -- The account is being guessed at from many places: the password alone is not enough, whatever the policy.
    under_attack  boolean     NOT NULL DEFAULT false,
    client        text        NOT NULL,
    network       text        NOT NULL,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX login_transactions_expiry ON login_transactions (expires_at);
CREATE INDEX login_transactions_account ON login_transactions (account_id);

-- Single-use links that are mailed.
CREATE TABLE login_links (
    token_hash         bytea PRIMARY KEY,
    purpose            text        NOT NULL CHECK (purpose IN ('invitation', 'reset', 'undo-address')),
    account_id         uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    credential_version integer     NOT NULL,
    details            jsonb       NOT NULL DEFAULT '{}',
    created_at         timestamptz NOT NULL,
    expires_at         timestamptz NOT NULL,
    used_at            timestamptz
);
CREATE INDEX login_links_account ON login_links (account_id, purpose);
CREATE INDEX login_links_expiry ON login_links (expires_at);

-- Leaky buckets: `level` drains with time. Unlogged would lose them in a crash and open the door for a moment.
CREATE TABLE login_budgets (
    key        text PRIMARY KEY,
    level      double precision NOT NULL,
    updated_at timestamptz      NOT NULL,
    -- Not before this time; grows with each failure.
    open_at    timestamptz      NOT NULL
);
CREATE INDEX login_budgets_stale ON login_budgets (updated_at);

-- What each finished sign-in had, for rehearsals.
CREATE TABLE login_sign_ins (
    id              uuid PRIMARY KEY,
    organisation_id uuid        NOT NULL,
    account_id      uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    at              timestamptz NOT NULL,
    evidence        text[]      NOT NULL
);
CREATE INDEX login_sign_ins_organisation ON login_sign_ins (organisation_id, at);
CREATE INDEX login_sign_ins_account ON login_sign_ins (account_id);
CREATE INDEX login_sign_ins_time ON login_sign_ins (at);

-- Not of the hash alone, which is also replaced by a better one of the same password.
CREATE TRIGGER login_passwords_told AFTER INSERT OR DELETE OR UPDATE OF changed_at, must_change ON login_passwords
    FOR EACH ROW EXECUTE FUNCTION tell_change('passwords', 'account_id');
