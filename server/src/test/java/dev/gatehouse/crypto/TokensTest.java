package dev.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TokensTest {
    private final Tokens tokens = new Tokens();

    @Test
    void nextShouldHave256BitsAndNeverRepeat() {
        Token one = tokens.next();
        Token other = tokens.next();

        assertThat(Base64.getUrlDecoder().decode(one.secret())).hasSize(32);
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void sha256ShouldBeThatOfTheText() {
        assertThat(HexFormat.of().formatHex(Tokens.sha256("abc")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void parseShouldReturnTheTokenThatWasSent() {
        Token token = tokens.next();

        assertThat(Token.parse(token.secret())).contains(token);
        assertThat(Token.parse(token.secret()).orElseThrow().sha256()).isEqualTo(token.sha256());
    }

    @Test
    void parseShouldRefuseWhatCannotBeAToken() {
        assertThat(Token.parse("")).isEmpty();
        assertThat(Token.parse("a".repeat(42))).isEmpty();
        assertThat(Token.parse("a".repeat(44))).isEmpty();
        assertThat(Token.parse("+".repeat(43))).isEmpty();
        assertThat(Token.parse("a".repeat(43) + "\n")).isEmpty();
    }

    @Test
    void toStringShouldNotShowTheSecret() {
        assertThat(tokens.next()).hasToString("***");
    }

    @Test
    void sameShouldCompareContent() {
        assertThat(Tokens.same(new byte[] {1, 2}, new byte[] {1, 2})).isTrue();
        assertThat(Tokens.same(new byte[] {1, 2}, new byte[] {1, 3})).isFalse();
        assertThat(Tokens.same(new byte[] {1, 2}, new byte[] {1})).isFalse();
    }
}
