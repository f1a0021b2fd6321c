package io.tokenwatch.demo.traffic;

import java.util.List;

/** A user agent: its text with a place for the build number, which minor updates raise. */
record Agent(String product, String template, int build) {
    static final List<Agent> BROWSERS = List.of(
            new Agent(
                    "Chrome",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                            + " Chrome/141.0.7390.# Safari/537.36",
                    54),
            new Agent(
                    "Chrome",
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"
                            + " Chrome/141.0.7390.# Safari/537.36",
                    65),
            new Agent(
                    "Edge",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                            + " Chrome/141.0.0.0 Safari/537.36 Edg/141.0.3537.#",
                    57),
            new Agent("Firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0.#", 1),
            new Agent(
                    "Safari",
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                            + " Version/26.0.# Safari/605.1.15",
                    1));

    static final List<Agent> PHONES = List.of(
            new Agent(
                    "Chrome Mobile",
                    "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)"
                            + " Chrome/141.0.7390.# Mobile Safari/537.36",
                    43),
            new Agent(
                    "Mobile Safari",
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                            + " Version/26.0.# Mobile/15E148 Safari/604.1",
                    1));

    static final List<Agent> SDKS = List.of(
            new Agent("okhttp", "okhttp/4.12.#", 0),
            new Agent("Go", "Go-http-client/2.#", 0),
            new Agent("httpx", "python-httpx/0.28.#", 1),
            new Agent("axios", "axios/1.12.#", 2),
            new Agent("Apache HttpClient", "Apache-HttpClient/5.5.# (Java/21.0.8)", 1));

    /** What stolen tokens are tried with; no legitimate client of the traffic uses these. */
    static final List<Agent> TOOLS = List.of(
            new Agent("python-requests", "python-requests/2.32.#", 5),
            new Agent("curl", "curl/8.16.#", 0),
            new Agent("aiohttp", "Python/3.13 aiohttp/3.12.#", 15),
            new Agent("PowerShell", "Mozilla/5.0 (Windows NT; en-US) WindowsPowerShell/5.1.26100.#", 6584));

    Agent updated() {
        return new Agent(product, template, build + 1);
    }

    /** As in the User-Agent header. */
    String header() {
        return template.replace("#", Integer.toString(build));
    }
}
