package dev.gatehouse.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhereTest {

    @Test
    void conditionsShouldBeJoinedAndNumbered() {
        Where where =
                new Where().and("a = ?", 1).and("b = ? OR c = ?", "x", "y").andIf("d = ?", Optional.empty());

        String limit = where.bind(50);

        assertThat(where.sql()).isEqualTo("WHERE (a = $1) AND (b = $2 OR c = $3)");
        assertThat(limit).isEqualTo("$4");
        assertThat(where.parameters().deepToString()).isEqualTo("[1,x,y,50]");
    }

    @Test
    void noConditionShouldBeNoClause() {
        assertThat(new Where().sql()).isEmpty();
    }

    @Test
    void wildcardsInWordsShouldBeTakenLiterally() {
        assertThat(Where.containing("50%_\\")).isEqualTo("%50\\%\\_\\\\%");
    }
}
