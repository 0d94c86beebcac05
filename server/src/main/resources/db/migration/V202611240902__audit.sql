-- One row an organisation: where its chain ends. Locked while an entry is appended, so that the chain never forks.
CREATE TABLE audit_chains (
    organisation_id uuid PRIMARY KEY,
    seq             bigint NOT NULL,
    hash            bytea  NOT NULL
);
CREATE TABLE audit_entries (
    organisation_id uuid        NOT NULL,
    seq             bigint      NOT NULL,
    at              timestamptz NOT NULL,
    action          text        NOT NULL,
    result          text        NOT NULL CHECK (result IN ('success', 'refused')),
    actor_id        uuid,
    actor_name      text,
    object_kind     text,
    object_id       uuid,
    object_name     text,
    network         text,
    client          text,
    request_id      text,
    details         text        NOT NULL DEFAULT '{}',
    hash            bytea       NOT NULL,
    PRIMARY KEY (organisation_id, seq)
);
CREATE INDEX audit_entries_object ON audit_entries (organisation_id, object_id, seq);
CREATE INDEX audit_entries_actor ON audit_entries (organisation_id, actor_id, seq);
CREATE INDEX audit_entries_action ON audit_entries (organisation_id, action text_pattern_ops, seq);

-- Signed positions of the chain, written by the server from time to time; a cut tail falls behind its last anchor.
CREATE TABLE audit_anchors (
    organisation_id uuid        NOT NULL,
    seq             bigint      NOT NULL,
    hash            bytea       NOT NULL,
    at              timestamptz NOT NULL,
    signature       bytea       NOT NULL,
    PRIMARY KEY (organisation_id, seq)
);

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE TRIGGER audit_entries_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
