package io.tokenwatch.console.web;

import java.util.List;

/** What one screen asks of the back end. */
public interface Resource {
    List<Endpoint> endpoints();
}
