package io.tokenwatch.cli;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells how to sign in, as soon as the console's address is known, and again after each password that was used. */
final class SignInLines implements Consumer<String> {
    private final Consumer<String> out;
    private @Nullable String address;
    private @Nullable String password;

    SignInLines(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public synchronized void accept(String fresh) {
        password = fresh;
        tell();
    }

    synchronized void at(String url) {
        address = url;
        tell();
    }

    /** What stands behind # stays in the browser: no log and no proxy sees it. */
    private void tell() {
        if (address != null && password != null) {
            out.accept("sign in once with: " + address + "/#once=" + password);
        }
    }
}
