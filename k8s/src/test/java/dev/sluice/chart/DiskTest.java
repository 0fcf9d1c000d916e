package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What outlives a pod: a volume and a name of its own, or nothing. */
class DiskTest {

    private static final String KEPT = "persistence: { enabled: true, size: 4Gi, storageClass: fast }";

    @Test
    void withoutAVolumeThereIsADeploymentThatKeepsSessionsInMemory() {
        var manifests = Chart.with();

        assertThat(manifests.workload().path("kind").asText()).isEqualTo("Deployment");
        assertThat(manifests.sluiceYaml().at("/data/sessions").asText()).isEqualTo("memory");
        assertThat(manifests.find("Service", "sluice-headless")).isEmpty();
    }

    @Test
    void withAVolumeThereIsAStatefulSetAndSessionsAreDurable() {
        var manifests = Chart.with(KEPT);
        var claim = manifests.one("StatefulSet", "sluice").at("/spec/volumeClaimTemplates/0");

        assertThat(manifests.sluiceYaml().path("data").has("sessions")).isFalse();
        assertThat(claim.at("/spec/resources/requests/storage").asText()).isEqualTo("4Gi");
        assertThat(claim.at("/spec/storageClassName").asText()).isEqualTo("fast");
        assertThat(manifests
                        .pod()
                        .mountAt(manifests.sluiceYaml().at("/data/folder").asText())
                        .path("name"))
                .isEqualTo(claim.at("/metadata/name"));
        assertThat(manifests.pod().volume("data")).isEmpty();
    }

    @Test
    void replicasStartAtTheSameTimeAndHaveNames() {
        var set = Chart.with(KEPT, "replicas: 3").one("StatefulSet", "sluice").path("spec");

        assertThat(set.path("podManagementPolicy").asText()).isEqualTo("Parallel");
        assertThat(Chart.with(KEPT)
                        .one("Service", set.path("serviceName").asText())
                        .at("/spec/clusterIP")
                        .asText())
                .isEqualTo("None");
    }

    @Test
    void aVolumeIsNeverDeletedByItself() {
        assertThat(Chart.with(KEPT).workload().at("/spec/persistentVolumeClaimRetentionPolicy"))
                .isEqualTo(Yaml.read("{ whenDeleted: Retain, whenScaled: Retain }"));
    }

    @Test
    void everyReplicaBeginsTransactionsUnderItsOwnName() {
        var manifests =
                Chart.with(KEPT, "config: { mappings: [{ name: a, from: a, to: { topic: a }, exactly-once: true }] }");

        assertThat(manifests.sluiceYaml().at("/kafka/transactions/id").asText()).isEqualTo("iot.${env:POD_NAME}");
        assertThat(manifests
                        .pod()
                        .environment("POD_NAME")
                        .orElseThrow()
                        .at("/valueFrom/fieldRef/fieldPath")
                        .asText())
                .isEqualTo("metadata.name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        config: { mappings: [{ name: a, from: a, to: { topic: a }, ack: spool }] }          | rule a has ack: spool
        config: { mappings: [{ name: a, from: a, to: { topic: a }, exactly-once: true }] }  | rule a has exactly-once
        config: { data: { sessions: durable } }                                            | durable needs a volume
        config: { data: { folder: /data } }                                                | config.data.folder
        config: { spool: { folder: /data } }                                               | config.spool.folder
        config: { kafka: { transactions: { id: sluice } } }                                | every replica needs one of its own
        { persistence: { enabled: true, size: 1Gi }, config: { spool: { max-bytes: 1GB } } } | is less than config.spool.max-bytes (1GB)
        """)
    void whatWouldLoseWhatWasPromisedIsRefused(String values, String words) {
        assertThat(Chart.refusal(values)).contains(words);
    }
}
