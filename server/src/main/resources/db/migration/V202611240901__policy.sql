-- What each level itself sets. No row: the level above decides.
CREATE TABLE policy_settings (
    level           text        NOT NULL CHECK (level IN ('provider', 'organisation', 'domain')),
    -- The organisation or domain; the provider's organisation at level provider.
    target_id       uuid        NOT NULL,
    name            text        NOT NULL,
    value           jsonb       NOT NULL,
    -- Lower levels cannot be weaker.
    floor           boolean     NOT NULL DEFAULT false,
    -- An announced value holds from then on; until then before_value does, or the level above when that is null.
    holds_from      timestamptz,
    before_value    jsonb,
    before_floor    boolean     NOT NULL DEFAULT false,
    -- The target once more, for the keys: settings go with what they are about.
    organisation_id uuid GENERATED ALWAYS AS (CASE WHEN level <> 'domain' THEN target_id END) STORED
        REFERENCES account_organisations ON DELETE CASCADE,
    domain_id       uuid GENERATED ALWAYS AS (CASE WHEN level = 'domain' THEN target_id END) STORED
        REFERENCES account_domains ON DELETE CASCADE,
    PRIMARY KEY (level, target_id, name),
    CHECK (level <> 'domain' OR NOT floor),
    CHECK (before_value IS NULL OR holds_from IS NOT NULL)
);

-- One row a setting changed. What it was about may be gone, so names are kept as they were.
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

CREATE TRIGGER policy_settings_told AFTER INSERT OR UPDATE OR DELETE ON policy_settings
    FOR EACH STATEMENT EXECUTE FUNCTION tell_change('policies');
