package dev.sluice.bridge.command;

import java.io.IOException;
import java.util.Properties;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** What a bug report should begin with. */
final class SluiceVersion implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        var build = new Properties();
        try (var written = SluiceVersion.class.getResourceAsStream("build.properties")) {
            build.load(written);
        }
        return new String[] {
            "sluice " + build.getProperty("version"),
            "Java " + System.getProperty("java.version") + ", Kafka client " + AppInfoParser.getVersion()
        };
    }
}
