package dev.sluice.sandbox.rehearsal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What HAProxy says of itself at one moment ({@code show stat}, HAProxy Management Guide §9.1).
 *
 * @param accepted connections of devices since its start
 * @param servers by name
 */
record BalancerView(long accepted, Map<String, Server> servers) {

    /**
     * @param up whether it is given new connections
     * @param connections that it has now
     * @param given connections since HAProxy's start
     * @param retried attempts to connect to it that failed and were made again, perhaps elsewhere
     */
    record Server(boolean up, long connections, long given, long retried) {}

    private static final String FRONTEND = "FRONTEND";
    private static final String BACKEND = "BACKEND";

    /** @throws IllegalArgumentException when it is no such table */
    static BalancerView read(String csv) {
        List<String> lines = csv.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty() || !lines.get(0).startsWith("# ")) {
            throw new IllegalArgumentException("HAProxy's figures are no table: " + csv);
        }
        List<String> names = List.of(lines.get(0).substring(2).split(","));
        long accepted = 0;
        Map<String, Server> servers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = Arrays.asList(line.split(",", -1));
            String name = cells.get(names.indexOf("svname"));
            if (name.equals(FRONTEND)) {
                accepted += number(names, cells, "stot");
            } else if (!name.equals(BACKEND)) {
                servers.put(
                        name,
                        new Server(
                                // "UP", and "UP 1/2" when a check has just failed
                                cells.get(names.indexOf("status")).startsWith("UP"),
                                number(names, cells, "scur"),
                                number(names, cells, "stot"),
                                number(names, cells, "wretr")));
            }
        }
        return new BalancerView(accepted, servers);
    }

    private static long number(List<String> names, List<String> cells, String name) {
        String cell = cells.get(names.indexOf(name));
        return cell.isEmpty() ? 0 : Long.parseLong(cell);
    }

    boolean allUp() {
        return servers.values().stream().allMatch(Server::up);
    }

    boolean isUp(String server) {
        return servers.get(server).up();
    }

    long connections(String server) {
        return servers.get(server).connections();
    }

    /** Connections of each server, by name. */
    Map<String, Long> connections() {
        Map<String, Long> all = new LinkedHashMap<>();
        servers.forEach((name, server) -> all.put(name, server.connections()));
        return all;
    }
}
