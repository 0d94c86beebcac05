package dev.gatehouse.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.crypto.SecretBox;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealedCodesTest {

    private final UUID signIn = UUID.randomUUID();
    private final SealedCodes codes = new SealedCodes(SecretBox.of(Map.of("1", new byte[32]), "1"));

    @Test
    void matchesShouldForgiveSpacesDashesAndCase() {
        byte[] kept = codes.seal("ABCD2345EFGH6789", signIn);

        assertThat(codes.matches(kept, " abcd-2345 efgh 6789 ", signIn)).isTrue();
    }

    @Test
    void matchesShouldRefuseAnotherCode() {
        assertThat(codes.matches(codes.seal("12345678", signIn), "12345679", signIn))
                .isFalse();
    }

    @Test
    void aCodeShouldNotOpenAnywhereElse() {
        byte[] kept = codes.seal("12345678", signIn);

        assertThatThrownBy(() -> codes.matches(kept, "12345678", UUID.randomUUID()))
                .isInstanceOf(SecretBox.Unopenable.class);
    }

    @Test
    void whatIsKeptShouldNotBeFoundByTryingAllCodes() {
        assertThat(codes.seal("12345678", signIn)).isNotEqualTo(codes.seal("12345678", signIn));
    }
}
