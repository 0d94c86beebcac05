package dev.gatehouse.db;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.UUID;

/** Makes ids that sort by time of creation: UUID version 7 (RFC 9562). */
public final class Ids {

    private static final NoArgGenerator VERSION_7 = Generators.timeBasedEpochGenerator();

    private Ids() {}

    public static UUID next() {
        return VERSION_7.generate();
    }
}
