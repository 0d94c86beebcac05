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
CREATE INDEX audit_entries_time ON audit_entries (organisation_id, at);
CREATE INDEX audit_entries_object ON audit_entries (organisation_id, object_id, seq);
CREATE INDEX audit_entries_actor ON audit_entries (organisation_id, actor_id, seq);
-- Refusals are few among very many entries.
CREATE INDEX audit_entries_refused ON audit_entries (organisation_id, seq) WHERE result = 'refused';
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

-- Which logs are being verified now, so that each is only once at a time. What was found is not kept here.
CREATE TABLE audit_verifications (
    organisation_id uuid PRIMARY KEY,
    holder          uuid        NOT NULL,
    until           timestamptz NOT NULL
);

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE TRIGGER audit_entries_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_anchors_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_anchors
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_chains_stay
    BEFORE DELETE OR TRUNCATE ON audit_chains
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- A field in the canonical form of an entry: its length in four bytes, then the bytes; four bytes of ones for an absent one.
CREATE FUNCTION audit_field(field bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN field IS NULL THEN int4send(-1) ELSE int4send(octet_length(field)) || field END $$;
CREATE FUNCTION audit_field(field text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT audit_field(convert_to(field, 'UTF8')) $$;

-- Appends an entry in one round trip. AuditChain (Java) computes the same hashes from the rows when the log is verified.
CREATE FUNCTION audit_append(
    p_organisation_id uuid, p_at timestamptz, p_action text, p_result text, p_actor_id uuid, p_actor_name text,
    p_object_kind text, p_object_id uuid, p_object_name text, p_network text, p_client text, p_request_id text,
    p_details text
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    head  audit_chains;
    entry bytea;
BEGIN
    SELECT * INTO head FROM audit_chains WHERE organisation_id = p_organisation_id FOR UPDATE;
    IF NOT FOUND THEN
        -- The chain begins with the organisation, so that one organisation's log cannot pass for another's.
        INSERT INTO audit_chains (organisation_id, seq, hash)
        VALUES (p_organisation_id, 0, sha256(convert_to('gatehouse audit chain 1', 'UTF8') || uuid_send(p_organisation_id)))
        ON CONFLICT DO NOTHING;
        SELECT * INTO head FROM audit_chains WHERE organisation_id = p_organisation_id FOR UPDATE;
    END IF;
    head.seq := head.seq + 1;
    entry := audit_field(int8send(head.seq))
        || audit_field(int8send((extract(epoch FROM p_at) * 1000000)::bigint))
        || audit_field(p_action) || audit_field(p_result)
        || audit_field(uuid_send(p_actor_id)) || audit_field(p_actor_name)
        || audit_field(p_object_kind) || audit_field(uuid_send(p_object_id)) || audit_field(p_object_name)
        || audit_field(p_network) || audit_field(p_client) || audit_field(p_request_id)
        || audit_field(p_details);
    head.hash := sha256(head.hash || entry);
    INSERT INTO audit_entries (organisation_id, seq, at, action, result, actor_id, actor_name, object_kind, object_id,
        object_name, network, client, request_id, details, hash)
    VALUES (p_organisation_id, head.seq, p_at, p_action, p_result, p_actor_id, p_actor_name, p_object_kind, p_object_id,
        p_object_name, p_network, p_client, p_request_id, p_details, head.hash);
    UPDATE audit_chains SET seq = head.seq, hash = head.hash WHERE organisation_id = p_organisation_id;
    RETURN head.seq;
END $$;
