package dev.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CodesTest {
    private final Codes codes = new Codes();

    @Test
    void numericShouldHaveTheAskedDigits() {
        assertThat(codes.numeric(8)).matches("\\d{8}");
    }

    @Test
    void readableShouldUseNoLookAlikes() {
        assertThat(codes.readable(2000))
                .matches("[2-9A-HJKMNP-TV-Z]{2000}")
                .doesNotContain("I", "L", "O", "U", "0", "1");
    }

    @Test
    void everySignShouldBeAboutEquallyLikely() {
        String many = codes.readable(300_000);

        Map<Integer, Long> counts =
                many.chars().boxed().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        // 10,000 each are expected; 600 is six standard deviations, a chance of one in 10^8 a run.
        assertThat(counts).hasSize(30);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(9_400L, 10_600L));
    }

    @Test
    void normaliseShouldForgiveCaseSpacesAndDashes() {
        assertThat(Codes.normalise(" ab2d-\u2013efgh\u00a0jk\t")).isEqualTo("AB2DEFGHJK");
    }
}
