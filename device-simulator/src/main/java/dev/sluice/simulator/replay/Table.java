package dev.sluice.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A CSV file (RFC 4180) with a header row. */
final class Table {

    private static final CsvMapper CSV = new CsvMapper();
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    private Table() {}

    static List<Recording.Entry> entries(Path file, Optional<String> ownerColumn, Optional<String> payloadColumn)
            throws IOException, RecordingException {
        List<Recording.Entry> entries = new ArrayList<>();
        try (BufferedReader text = Recording.open(file);
                MappingIterator<Map<String, String>> rows = CSV.readerForMapOf(String.class)
                        .with(CsvSchema.emptySchema().withHeader())
                        .readValues(text)) {
            while (rows.hasNextValue()) {
                Map<String, String> row = rows.nextValue();
                if (entries.isEmpty()) {
                    requireColumn(file, ownerColumn, row);
                    requireColumn(file, payloadColumn, row);
                }
                entries.add(new Recording.Entry(
                        Optional.empty(),
                        ownerColumn.map(column -> String.valueOf(row.get(column))),
                        payloadColumn
                                .map(column -> row.getOrDefault(column, "").getBytes(UTF_8))
                                .orElseGet(() -> json(row).toString().getBytes(UTF_8))));
            }
        }
        return entries;
    }

    private static void requireColumn(Path file, Optional<String> column, Map<String, String> row)
            throws RecordingException {
        if (column.isPresent() && !row.containsKey(column.get())) {
            throw new RecordingException(file + " has no column \"" + column.get() + "\"; its columns are "
                    + String.join(", ", row.keySet()));
        }
    }

    /** Cells that look like numbers are numbers, true and false are what they are, and empty cells are left out. */
    private static ObjectNode json(Map<String, String> row) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        row.forEach((column, cell) -> {
            if (cell == null || cell.isEmpty()) {
                return;
            }
            if (NUMBER.matcher(cell).matches()) {
                object.put(column, new BigDecimal(cell));
            } else if (cell.equals("true") || cell.equals("false")) {
                object.put(column, cell.equals("true"));
            } else {
                object.put(column, cell);
            }
        });
        return object;
    }
}
