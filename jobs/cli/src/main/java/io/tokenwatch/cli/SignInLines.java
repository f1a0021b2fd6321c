package io.tokenwatch.cli;

import java.util.Optional;
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

    /** Where the newest password signs in; empty before both are known. */
    synchronized Optional<String> link() {
        return address == null || password == null ? Optional.empty() : Optional.of(address + "/#once=" + password);
    }

    /** What stands behind # stays in the browser: no log and no proxy sees it. */
    private void tell() {
        link().ifPresent(link -> out.accept("sign in once with: " + link));
    }
}
