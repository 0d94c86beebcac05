CREATE TABLE mail_outgoing (
    id              uuid PRIMARY KEY,
    organisation_id uuid,
    recipient       text        NOT NULL,
    kind            text        NOT NULL,
    subject         text        NOT NULL,
    -- Emptied once the next hop took or refused the message: codes and links must not lie about.
    body            text        NOT NULL,
    state           text        NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'accepted', 'failed')),
    detail          text,
    attempts        integer     NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    -- Also the end of the lease of whoever delivers it: a node that dies leaves the message to the others.
    next_attempt_at timestamptz NOT NULL,
    state_at        timestamptz NOT NULL
);
CREATE INDEX mail_outgoing_due ON mail_outgoing (next_attempt_at) WHERE state = 'queued';
CREATE INDEX mail_outgoing_recent ON mail_outgoing (created_at);

-- Leaky buckets: how many mails administrators have let go to one person, and in one organisation.
CREATE TABLE mail_budgets (
    key        text PRIMARY KEY,
    level      double precision NOT NULL,
    updated_at timestamptz      NOT NULL
);
CREATE INDEX mail_budgets_old ON mail_budgets (updated_at);
