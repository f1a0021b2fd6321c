package io.tokenwatch.devstack;

import java.nio.file.Path;
import java.util.List;

/**
 * What it takes to run one server.
 *
 * @param name also the name of its directory and of its log
 * @param address what a client needs to reach it: a URL, or host and port
 * @param home its directory: data and temporary files, nothing of it elsewhere
 * @param jvmOptions memory limits and system properties
 */
record Blueprint(
        String name,
        String address,
        Path home,
        List<String> jvmOptions,
        String classPath,
        String mainClass,
        List<String> arguments,
        Probe probe) {}
