package io.tokenwatch.console.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody at the console with a browser of their own, signed in. Closing it fails if the page complained about anything. */
public final class Visit implements AutoCloseable {
    private static final Path PICTURES = Path.of("..", "..", "docs", "console");

    private final BrowserContext context;
    private final Page page;
    private final String address;
    private final List<String> complaints = new ArrayList<>();

    /** What they look at it with. */
    public enum Device {
        LAPTOP(1440, 900),
        PHONE(390, 844);

        private final int width;
        private final int height;

        Device(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private Visit(Stage stage, Device device, ColorScheme scheme) {
        address = stage.console().address();
        context = stage.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(device.width, device.height)
                        .setColorScheme(scheme)
                        .setLocale("en-GB")
                        .setTimezoneId("UTC"));
        page = context.newPage();
        page.setDefaultTimeout(Stage.PATIENCE_MILLIS);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("status of 401")) {
                complaints.add(message.text());
            }
        });
    }

    public static Visit signedIn(Stage stage, Device device, ColorScheme scheme) throws InterruptedException {
        Visit visit = new Visit(stage, device, scheme);
        visit.page.navigate(visit.address + "/#once=" + stage.password());
        visit.page.waitForSelector("main#main");
        return visit;
    }

    public static Visit signedIn(Stage stage) throws InterruptedException {
        return signedIn(stage, Device.LAPTOP, ColorScheme.DARK);
    }

    /** Before signing in. */
    public static Visit of(Stage stage) {
        Visit visit = new Visit(stage, Device.LAPTOP, ColorScheme.DARK);
        visit.page.navigate(visit.address);
        return visit;
    }

    public Page page() {
        return page;
    }

    public Visit go(String path) {
        page.navigate(address + path);
        page.waitForSelector(".screen[aria-busy=false]");
        return this;
    }

    /** Waits until what was clicked has brought its answer. */
    public Visit settled() {
        page.waitForSelector(".screen[aria-busy=false]");
        return this;
    }

    public Locator find(String selector) {
        return page.locator(selector);
    }

    /** Those of the selector that hold the text. */
    public Locator find(String selector, String text) {
        return page.locator(selector).filter(new Locator.FilterOptions().setHasText(text));
    }

    /** A picture for the documentation. */
    public Visit picture(String name) {
        page.evaluate("document.activeElement?.blur()");
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        return this;
    }

    /** Fails with what axe finds: everything of WCAG 2.2 A and AA, and its best practices. */
    public Visit accessible() {
        var results = new AxeBuilder(page).analyze();
        assertThat(results.getViolations().stream()
                        .map(rule -> rule.getId() + ": "
                                + rule.getNodes().stream()
                                        .limit(3)
                                        .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                        .toList()))
                .as("accessibility of " + page.url())
                .isEmpty();
        return this;
    }

    /** Takes what the page complained about so far as expected. */
    public List<String> complaints() {
        List<String> taken = List.copyOf(complaints);
        complaints.clear();
        return taken;
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("errors on the page").isEmpty();
    }
}
