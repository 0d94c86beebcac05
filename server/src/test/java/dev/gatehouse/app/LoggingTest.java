package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LoggingTest {

    @Test
    void jsonShouldBeOneObjectALineWithMessageAndKeyValues() throws JoranException {
        List<String> lines = written("json", log -> log.atInfo()
                .addKeyValue("requestId", "r-1")
                .addKeyValue("status", 200)
                .log("answered {}", "well"));

        assertThat(lines).hasSize(1);
        JsonObject line = new JsonObject(lines.getFirst());
        assertThat(line.getString("level")).isEqualTo("INFO");
        assertThat(line.getString("formattedMessage")).isEqualTo("answered well");
        assertThat(line.getJsonArray("kvpList").encode()).contains("\"requestId\":\"r-1\"", "\"status\":\"200\"");
        assertThat(line.getLong("timestamp")).isPositive();
    }

    @Test
    void jsonShouldKeepAStackTraceAndALineBreakInTheLine() throws JoranException {
        List<String> lines = written("json", log -> log.error("two\nlines", new IllegalStateException("broken")));

        assertThat(lines).hasSize(1);
        assertThat(new JsonObject(lines.getFirst()).getJsonObject("throwable").getString("message"))
                .isEqualTo("broken");
    }

    @Test
    void textShouldShowKeyValues() throws JoranException {
        List<String> lines = written(
                "text", log -> log.atInfo().addKeyValue("requestId", "r-1").log("answered"));

        assertThat(lines).singleElement().asString().endsWith("INFO  Door: answered requestId=r-1");
    }

    @Test
    void defaultShouldBeJsonAtInfo() throws JoranException {
        List<String> lines = written("", log -> {
            log.debug("not shown");
            log.info("shown");
        });

        assertThat(lines).singleElement().asString().startsWith("{").contains("shown");
    }

    private interface Use {
        void of(Logger log);
    }

    private static List<String> written(String format, Use use) throws JoranException {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        if (!format.isEmpty()) {
            context.putProperty("GATEHOUSE_LOG_FORMAT", format);
        }
        PrintStream before = System.err;
        var captured = new ByteArrayOutputStream();
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            var configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
            use.of(context.getLogger("dev.gatehouse.app.Door"));
            context.stop();
        } finally {
            System.setErr(before);
        }
        return captured.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
