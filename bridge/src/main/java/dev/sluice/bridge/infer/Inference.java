package dev.sluice.bridge.infer;

import dev.sluice.bridge.trial.Trial;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.topic.TopicPattern;
import dev.sluice.mapping.topic.TopicTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Proposes rules and schemas for a sample, and does not answer before they have been tried on all of it. */
public final class Inference {

    private static final int LONGEST_NAME = 60;

    private final Sample sample;
    private final Function<Path, MappingRules> reader;
    private long messages;

    /** @param reader reads a configuration as {@code sluice run} would; it throws for one that cannot be used */
    public Inference(Sample sample, Function<Path, MappingRules> reader) {
        this.sample = sample;
        this.reader = reader;
    }

    /**
     * @param workFolder an empty folder, for the proposal to be tried in
     * @throws SampleUnreadable when a line is no message, or there is none
     */
    public Proposal propose(Path workFolder) throws IOException, SampleUnreadable {
        var rules = rules();
        while (true) {
            var proposal = written(rules);
            write(proposal, workFolder);
            var misfits = misfits(reader.apply(workFolder.resolve("sluice.yaml")));
            if (misfits.isEmpty()) {
                return proposal;
            }
            for (var rule : rules) {
                var misfit = misfits.remove(rule.name);
                if (misfit != null) {
                    rule.leavePayloadAlone(misfit);
                }
            }
            if (!misfits.isEmpty()) {
                throw new IllegalStateException("even the envelope rejects messages: " + misfits);
            }
        }
    }

    private List<RuleProposal> rules() throws IOException, SampleUnreadable {
        var topics = new TopicTrie();
        sample.forEach(message -> {
            messages++;
            topics.add(message.topic());
        });
        if (messages == 0) {
            throw new SampleUnreadable("there is no message in the sample");
        }
        var names = new HashSet<String>();
        var entries = new ArrayList<TopicTree.Entry<PayloadProfile>>();
        var proposals = new ArrayList<RuleProposal>();
        for (var levels : topics.patterns()) {
            var from = LevelNames.name(levels);
            var profile = new PayloadProfile();
            var words = levels.stream()
                    .filter(Objects::nonNull)
                    .map(LevelNames::plain)
                    .filter(word -> !word.isEmpty())
                    .toList();
            var name = LevelNames.unique(cut(words.isEmpty() ? "messages" : String.join("-", words)), names);
            entries.add(new TopicTree.Entry<>(TopicPattern.parse(from.pattern()), profile));
            proposals.add(new RuleProposal(name, name.replace('-', '.'), from, profile));
        }
        var tree = new TopicTree<>(entries);
        sample.forEach(message ->
                tree.first(message.topic()).ifPresent(match -> match.value().add(message.payload())));
        return proposals;
    }

    private static String cut(String name) {
        return name.equals("envelope") ? "messages" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private Proposal written(List<RuleProposal> rules) {
        var schemas = new LinkedHashMap<String, String>();
        for (var rule : rules) {
            rule.schema()
                    .ifPresent(proposal ->
                            schemas.put(proposal.schema.getName() + ".avsc", proposal.schema.toString(true) + "\n"));
        }
        var yaml = "# sluice.yaml\n# Proposed by sluice infer from " + messages
                + " messages, and tried on them: it rejects none.\n"
                + (schemas.isEmpty() ? "" : "schemas: { folder: " + Proposal.SCHEMAS_FOLDER + " }\n") + "mappings:\n"
                + rules.stream().map(RuleProposal::yaml).collect(Collectors.joining());
        return new Proposal(yaml, schemas, messages, rules.size());
    }

    /** Writes the files of a proposal, over those that are there. */
    public static void write(Proposal proposal, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("sluice.yaml"), proposal.yaml());
        var schemas = folder.resolve(Proposal.SCHEMAS_FOLDER);
        if (!proposal.schemas().isEmpty()) {
            Files.createDirectories(schemas);
        }
        for (var schema : proposal.schemas().entrySet()) {
            Files.writeString(schemas.resolve(schema.getKey()), schema.getValue());
        }
    }

    /** By rule: what its first rejected message was rejected for. Counts are of no use, one is too many. */
    private Map<String, String> misfits(MappingRules rules) throws IOException, SampleUnreadable {
        var trial = new Trial(rules);
        var misfits = new HashMap<String, String>();
        long now = System.currentTimeMillis();
        sample.forEach(message -> trial.of(new DeviceMessage(
                        message.topic(),
                        "device-1",
                        1,
                        false,
                        false,
                        message.payload(),
                        now,
                        "infer",
                        MessageProperties.NONE))
                .rejections()
                .forEach(rejection ->
                        misfits.putIfAbsent(rejection.rule().name(), rejection.reason() + ": " + rejection.detail())));
        return misfits;
    }
}
