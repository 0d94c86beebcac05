package dev.gatehouse.app;

/** Why the server cannot start, in one line for the person at the console; it carries no stack trace of its own. */
public final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartupException(String message) {
        super(message, null, false, false);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
