package dev.gatehouse.oauth;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application that can do something in a person's name.
 *
 * @param organisation who has registered it
 * @param usedAt when it last fetched tokens; null when it has none any more and is only allowed to
 * @param offline also while the person is not signed in
 */
record ConnectedApp(
        UUID clientId,
        String name,
        String organisation,
        boolean firstParty,
        List<String> scopes,
        Instant since,
        @Nullable Instant usedAt,
        boolean offline) {}
