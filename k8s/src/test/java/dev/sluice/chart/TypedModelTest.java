package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The judge of all others is judged here. */
class TypedModelTest {

    @Test
    void aFieldThatThereIsNotIsNamed() {
        assertThat(complaints(
                        "spec: { ports: [{ name: a, port: 1, targetPort: a, nodeport: 3 }], selector: { a: b } }"))
                .containsExactly("Service.spec.ports[0].nodeport: there is no such field");
    }

    @Test
    void aValueOfAnotherTypeIsNamed() {
        assertThat(complaints("spec: { ports: [{ name: a, port: '1', targetPort: a }], selector: { a: b } }"))
                .containsExactly("Service.spec.ports[0].port: \"1\" is taken for 1");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(complaints("spec: { ports: [{ name: a, targetPort: a }], selector: { a: b } }"))
                .containsExactly("Service.spec.ports[].port: is required");
    }

    @Test
    void resourcesOfOthersAreHeldToTheirList() {
        assertThat(TypedModel.complaints(Yaml.read("""
                apiVersion: cert-manager.io/v1
                kind: Certificate
                spec: { secretName: a, dnsName: b, dnsNames: b, issuerRef: { kind: Issuer } }
                """)))
                .containsExactlyInAnyOrder(
                        "Certificate.spec.dnsName: there is no such field",
                        "Certificate.spec.dnsNames: is no list",
                        "Certificate.spec.issuerRef.name: is required");
    }

    @Test
    void aKindThatNobodyKnowsIsNoResource() {
        assertThat(TypedModel.complaints(Yaml.read("{ apiVersion: v1, kind: Servise }")))
                .containsExactly("v1 Servise: nobody knows this kind");
    }

    private static java.util.List<String> complaints(String rest) {
        return TypedModel.complaints(Yaml.read("apiVersion: v1\nkind: Service\nmetadata: { name: a }\n" + rest));
    }
}
