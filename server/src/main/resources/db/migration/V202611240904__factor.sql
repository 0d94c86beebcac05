CREATE TABLE factor_totp (
    id           uuid PRIMARY KEY,
    account_id   uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    name         text        NOT NULL,
    -- Sealed; opens only for this account and id.
    secret       bytea       NOT NULL,
    -- The last time step that was accepted; only later ones are (RFC 6238 5.2).
    last_step    bigint      NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz
);
CREATE INDEX factor_totp_account ON factor_totp (account_id);

CREATE TABLE factor_webauthn (
    id              uuid PRIMARY KEY,
    account_id      uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    kind            text        NOT NULL CHECK (kind IN ('passkey', 'security-key')),
    name            text        NOT NULL,
    -- Base64url, as browsers write it. One credential belongs to one account.
    credential_id   text        NOT NULL UNIQUE,
    -- Attested credential data (WebAuthn 6.5.1): model, id and public key.
    credential      bytea       NOT NULL,
    transports      text[]      NOT NULL,
    backup_eligible boolean     NOT NULL,
    sign_count      bigint      NOT NULL,
    created_at      timestamptz NOT NULL,
    last_used_at    timestamptz
);
CREATE INDEX factor_webauthn_account ON factor_webauthn (account_id);

CREATE TABLE factor_recovery_codes (
    account_id uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    hash       bytea       NOT NULL,
    created_at timestamptz NOT NULL,
    used_at    timestamptz,
    PRIMARY KEY (account_id, hash)
);

-- Enrolments begun but not confirmed: nothing here counts as a factor.
CREATE TABLE factor_enrolments (
    id             uuid PRIMARY KEY,
    account_id     uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    transaction_id uuid REFERENCES login_transactions ON DELETE CASCADE,
    session_id     uuid REFERENCES login_sessions ON DELETE CASCADE,
    secret         bytea       NOT NULL,
    created_at     timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    CHECK (num_nonnulls(transaction_id, session_id) = 1)
);
CREATE INDEX factor_enrolments_account ON factor_enrolments (account_id);
CREATE INDEX factor_enrolments_transaction ON factor_enrolments (transaction_id);
CREATE INDEX factor_enrolments_session ON factor_enrolments (session_id);
CREATE INDEX factor_enrolments_expiry ON factor_enrolments (expires_at);

-- WebAuthn challenges that wait for their answer; taking one deletes it.
CREATE TABLE factor_challenges (
    id             uuid PRIMARY KEY,
    purpose        text        NOT NULL CHECK (purpose IN ('register-passkey', 'register-security-key', 'assert')),
    account_id     uuid REFERENCES account_accounts ON DELETE CASCADE,
    transaction_id uuid REFERENCES login_transactions ON DELETE CASCADE,
    session_id     uuid REFERENCES login_sessions ON DELETE CASCADE,
    challenge      text        NOT NULL,
    created_at     timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL
);
CREATE INDEX factor_challenges_account ON factor_challenges (account_id);
CREATE INDEX factor_challenges_transaction ON factor_challenges (transaction_id);
CREATE INDEX factor_challenges_session ON factor_challenges (session_id);
CREATE INDEX factor_challenges_expiry ON factor_challenges (expires_at);

-- Challenges without a row above, of sign-ins that name nobody, once they were answered rightly: none is answered twice.
CREATE TABLE factor_spent_challenges (
    id         uuid PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
CREATE INDEX factor_spent_challenges_expiry ON factor_spent_challenges (expires_at);

CREATE TABLE factor_mail_codes (
    id             uuid PRIMARY KEY,
    account_id     uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    -- A code belongs to one sign-in, or to one change of the recovery address.
    transaction_id uuid UNIQUE REFERENCES login_transactions ON DELETE CASCADE,
    session_id     uuid UNIQUE REFERENCES login_sessions ON DELETE CASCADE,
    address        text        NOT NULL,
    -- A sealed hash: eight digits could be found from the hash alone.
    code           bytea       NOT NULL,
    -- Outlives a resend: a new code brings no new tries.
    tries          integer     NOT NULL DEFAULT 0,
    mail_id        uuid        NOT NULL,
    sent_at        timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    CHECK (num_nonnulls(transaction_id, session_id) = 1)
);
CREATE INDEX factor_mail_codes_account ON factor_mail_codes (account_id);
CREATE INDEX factor_mail_codes_expiry ON factor_mail_codes (expires_at);

CREATE TABLE factor_passes (
    id         uuid PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES account_accounts ON DELETE CASCADE,
    -- A sealed hash, as of mailed codes.
    code       bytea       NOT NULL,
    issued_by  uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX factor_passes_account ON factor_passes (account_id);
CREATE INDEX factor_passes_expiry ON factor_passes (expires_at);
