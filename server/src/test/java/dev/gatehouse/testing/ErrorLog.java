package dev.gatehouse.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the servers of this JVM log as an error while it is open. */
public final class ErrorLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private ErrorLog() {}

    public static ErrorLog open() {
        ErrorLog log = new ErrorLog();
        log.start();
        log.root.addAppender(log);
        return log;
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
            IThrowableProxy thrown = event.getThrowableProxy();
            lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs() + " "
                    + (thrown == null ? "" : thrown.getClassName() + ": " + thrown.getMessage()));
        }
    }

    @Override
    public void close() {
        root.detachAppender(this);
    }
}
