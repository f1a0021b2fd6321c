package io.tokenwatch.devstack.child;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Ties a server to the life of the process that started it: runs the server's main class and exits when standard input ends.
 * The kernel closes that pipe however the parent dies, SIGKILL included, and a parent that wants the server to stop closes it.
 */
public final class Tether {
    /** How long the server may take to shut down in good order after the pipe has ended. */
    public static final long GRACE_MILLIS = 10_000;

    private Tether() {}

    /** @param args the server's main class, then its own arguments */
    public static void main(String[] args) throws ReflectiveOperationException {
        daemon("tether", Tether::exitWhenInputEnds);
        String[] serverArgs = Arrays.copyOfRange(args, 1, args.length);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) serverArgs);
        } catch (InvocationTargetException e) {
            // Servers leave threads behind when they fail: without the exit the process would linger half-started.
            Objects.requireNonNullElse(e.getCause(), e).printStackTrace();
            System.exit(1);
        }
    }

    private static void exitWhenInputEnds() {
        try {
            while (System.in.read() != -1) {
                // Nobody writes to a server. Whatever comes means that the parent lives.
            }
        } catch (IOException e) {
            // A broken pipe tells the same as its end.
        }
        daemon("tether-grace", Tether::haltAfterGrace);
        System.exit(0);
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE_MILLIS);
        } catch (InterruptedException e) {
            // No time left, then.
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
