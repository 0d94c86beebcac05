CREATE TABLE policy_settings (
    level      text        NOT NULL CHECK (level IN ('provider', 'organisation', 'domain')),
    -- The organisation or domain; the provider's organisation at level provider.
    target_id  uuid        NOT NULL,
    name       text        NOT NULL,
    value      jsonb       NOT NULL,
    floor      boolean     NOT NULL DEFAULT false,
    holds_from timestamptz,
    PRIMARY KEY (level, target_id, name)
);
CREATE TABLE policy_changes (
    id              uuid PRIMARY KEY,
    organisation_id uuid        NOT NULL REFERENCES account_organisations,
    level           text        NOT NULL,
    target_id       uuid        NOT NULL,
    target_name     text        NOT NULL,
    actor_id        uuid,
    actor_name      text        NOT NULL,
    at              timestamptz NOT NULL,
    name            text        NOT NULL,
    before          jsonb,
    after           jsonb
);
CREATE INDEX policy_changes_page ON policy_changes (organisation_id, id);
