package dev.sluice.mapping.sparkplug;

/**
 * What a birth says of a metric.
 *
 * @param name as it is written in the document
 * @param path the name behind those of the templates that the metric stands in
 * @param datatype null when the birth does not say
 */
record MetricShape(String name, String path, Datatype datatype) {

    /** Between the names of a path; no writer of metrics uses it. */
    private static final char SEPARATOR = 0;

    /** In the place of an alias that a birth gave to several metrics. */
    static final MetricShape AMBIGUOUS = new MetricShape("", "", null);

    static String path(String outer, String name) {
        return outer.isEmpty() ? name : outer + SEPARATOR + name;
    }
}
