CREATE TABLE account_organisations (
    id         uuid PRIMARY KEY,
    name       text        NOT NULL,
    provider   boolean     NOT NULL DEFAULT false,
    state      text        NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended')),
    created_at timestamptz NOT NULL
);
-- One installation has one provider.
CREATE UNIQUE INDEX account_organisations_provider ON account_organisations (provider) WHERE provider;

CREATE TABLE account_domains (
    id              uuid PRIMARY KEY,
    organisation_id uuid        NOT NULL REFERENCES account_organisations,
    name            text        NOT NULL CHECK (name = lower(name)),
    mailbox         text        NOT NULL DEFAULT 'external' CHECK (mailbox IN ('external', 'gatehouse')),
    created_at      timestamptz NOT NULL,
    -- Null: a claim. It gives no addresses, and ends when somebody proves that the domain is theirs.
    proved_at       timestamptz,
    -- Of a claim: what the TXT record holds, until when, and when somebody last looked.
    challenge       text,
    claim_ends_at   timestamptz,
    checked_at      timestamptz,
    UNIQUE (organisation_id, id),
    UNIQUE (organisation_id, name),
    CHECK (proved_at IS NOT NULL OR (challenge IS NOT NULL AND claim_ends_at IS NOT NULL))
);
-- Of those who have proved it, a domain belongs to one.
CREATE UNIQUE INDEX account_domains_proved ON account_domains (name) WHERE proved_at IS NOT NULL;
CREATE INDEX account_domains_claims ON account_domains (claim_ends_at) WHERE proved_at IS NULL;

CREATE TABLE account_accounts (
    id                     uuid PRIMARY KEY,
    organisation_id        uuid        NOT NULL REFERENCES account_organisations,
    name                   text        NOT NULL,
    state                  text        NOT NULL DEFAULT 'invited' CHECK (state IN ('invited', 'active', 'suspended')),
    -- Has ever been active: whoever is suspended before accepting the invitation goes back to invited.
    activated              boolean     NOT NULL DEFAULT false,
    roles                  text[]      NOT NULL DEFAULT '{}',
    -- Kinds of authenticators enrolled, kept by the feature factor in the transaction that changes them.
    factor_kinds           text[]      NOT NULL DEFAULT '{}',
    -- Raised when password, factors or addresses change: what was issued before (links, trust) dies with the old number.
    credential_version     integer     NOT NULL DEFAULT 1,
    recovery_address       text,
    recovery_usable_from   timestamptz,
    created_at             timestamptz NOT NULL,
    last_sign_in_at        timestamptz,
    UNIQUE (organisation_id, id)
);
CREATE INDEX account_accounts_page ON account_accounts (organisation_id, lower(name), id);
-- Who is told of changes, at every change. The condition stands in AccountStore in the same words.
CREATE INDEX account_accounts_administrators ON account_accounts (organisation_id, created_at, id)
    WHERE state = 'active' AND roles && ARRAY['organisation-admin', 'provider-admin'];

CREATE TABLE account_addresses (
    id              uuid PRIMARY KEY,
    organisation_id uuid        NOT NULL,
    account_id      uuid        NOT NULL,
    domain_id       uuid        NOT NULL,
    address         text        NOT NULL UNIQUE CHECK (address = lower(address)),
    created_at      timestamptz NOT NULL,
    -- Before this time no code and no link goes there. Null: the account has been made with it.
    usable_from     timestamptz,
    FOREIGN KEY (organisation_id, account_id) REFERENCES account_accounts (organisation_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organisation_id, domain_id) REFERENCES account_domains (organisation_id, id)
);
CREATE INDEX account_addresses_account ON account_addresses (account_id);
CREATE INDEX account_addresses_domain ON account_addresses (domain_id);
-- Numbers over a whole organisation are counted in the index alone.
CREATE INDEX account_addresses_organisation ON account_addresses (organisation_id, account_id, domain_id);

-- What the statements of other features may know of people, so that they can count without fetching everybody. All of the same
-- protection have the same domains, in the order of their addresses, and the same kinds of authenticators.
CREATE VIEW account_active_people AS
    SELECT a.id, a.organisation_id, a.factor_kinds, coalesce(x.domains, '{}') AS domains,
           array_to_string(coalesce(x.domains, '{}'), ' ') || '/' || array_to_string(a.factor_kinds, ' ') AS protection
    FROM account_accounts a
    LEFT JOIN (SELECT organisation_id, account_id, array_agg(domain_id ORDER BY created_at, id) AS domains
               FROM account_addresses GROUP BY organisation_id, account_id) x
        ON x.organisation_id = a.organisation_id AND x.account_id = a.id
    WHERE a.state = 'active';

CREATE TABLE account_imports (
    id              uuid PRIMARY KEY,
    organisation_id uuid        NOT NULL REFERENCES account_organisations,
    state           text        NOT NULL DEFAULT 'preview' CHECK (state IN ('preview', 'running', 'done', 'cancelled')),
    created_at      timestamptz NOT NULL,
    -- Who started it and from where: what the audit log says of every account that it creates.
    actor_id        uuid,
    actor_name      text,
    network         text,
    client          text,
    request_id      text,
    started_at      timestamptz,
    finished_at     timestamptz
);
CREATE INDEX account_imports_running ON account_imports (started_at) WHERE state = 'running';
CREATE INDEX account_imports_kept ON account_imports (organisation_id, created_at);
CREATE TABLE account_import_rows (
    import_id     uuid    NOT NULL REFERENCES account_imports ON DELETE CASCADE,
    line          integer NOT NULL,
    name          text    NOT NULL,
    -- Separated by spaces, as in the file.
    addresses     text    NOT NULL,
    roles         text    NOT NULL,
    invite        boolean NOT NULL,
    has_password  boolean NOT NULL,
    -- Only while the row waits.
    password_hash text,
    problem       text,
    state         text    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'created', 'refused')),
    PRIMARY KEY (import_id, line)
);
CREATE INDEX account_import_rows_waiting ON account_import_rows (import_id, line) WHERE state = 'waiting';

-- A search looks for a part of a name or address. The extension comes with PostgreSQL, and the owner of a database may install it;
-- where that is not so, the search still works, and reads everybody of the organisation.
DO $$
DECLARE
    place regnamespace;
BEGIN
    BEGIN
        CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
    EXCEPTION WHEN OTHERS THEN
        RAISE NOTICE 'pg_trgm is not installed, so that searches for people read all of them: %', SQLERRM;
    END;
    SELECT extnamespace INTO place FROM pg_extension WHERE extname = 'pg_trgm';
    IF place IS NOT NULL THEN
        EXECUTE format('CREATE INDEX account_accounts_search ON account_accounts USING gin (name %s.gin_trgm_ops)', place);
        EXECUTE format('CREATE INDEX account_addresses_search ON account_addresses USING gin (address %s.gin_trgm_ops)', place);
    END IF;
END $$;

-- Nodes remember what is asked with every request, and forget it when they hear that it has changed: arguments are the channel, and
-- the column that holds the key, without which everything on that channel is forgotten.
CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_NARGS = 1 THEN
        PERFORM pg_notify(TG_ARGV[0], '');
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM pg_notify(TG_ARGV[0], to_jsonb(OLD) ->> TG_ARGV[1]);
    ELSE
        PERFORM pg_notify(TG_ARGV[0], to_jsonb(NEW) ->> TG_ARGV[1]);
    END IF;
    RETURN NULL;
END $$;
-- Not of last_sign_in_at: that changes with every sign-in, and nobody decides by it.
CREATE TRIGGER account_accounts_told AFTER DELETE OR UPDATE OF organisation_id, name, state, activated, roles, factor_kinds,
        credential_version, recovery_address, recovery_usable_from ON account_accounts
    FOR EACH ROW EXECUTE FUNCTION tell_change('accounts', 'id');
CREATE TRIGGER account_addresses_told AFTER INSERT OR UPDATE OR DELETE ON account_addresses
    FOR EACH ROW EXECUTE FUNCTION tell_change('accounts', 'account_id');
CREATE TRIGGER account_domains_told AFTER UPDATE OF name, mailbox ON account_domains
    FOR EACH STATEMENT EXECUTE FUNCTION tell_change('accounts');
CREATE TRIGGER account_organisations_told AFTER UPDATE ON account_organisations
    FOR EACH STATEMENT EXECUTE FUNCTION tell_change('organisations');
