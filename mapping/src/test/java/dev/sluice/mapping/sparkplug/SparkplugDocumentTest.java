package dev.sluice.mapping.sparkplug;

import static dev.sluice.mapping.message.RejectReason.NESTING_TOO_DEEP;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_TOO_LARGE;
import static dev.sluice.mapping.sparkplug.Plant.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sluice.mapping.json.JsonBuffer;
import org.eclipse.tahu.message.model.DataSet;
import org.eclipse.tahu.message.model.DataSetDataType;
import org.eclipse.tahu.message.model.MetaData;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.Parameter;
import org.eclipse.tahu.message.model.ParameterDataType;
import org.eclipse.tahu.message.model.PropertyDataType;
import org.eclipse.tahu.message.model.PropertySet;
import org.eclipse.tahu.message.model.PropertyValue;
import org.eclipse.tahu.message.model.Row;
import org.eclipse.tahu.message.model.Template;
import org.eclipse.tahu.message.model.Value;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of the documents, and which topics and payloads make none. */
class SparkplugDocumentTest {

    private static final String NBIRTH = "spBv1.0/g/NBIRTH/e";

    private final Plant plant = new Plant();

    @Test
    void aMessageBecomesMetricsForOneRecordEachAndValuesForOneRecord() {
        var payload = Payload.newBuilder()
                .setTimestamp(1000)
                .setSeq(7)
                .setUuid("u")
                .setBody(ByteString.copyFromUtf8("hi"))
                .addMetrics(Tahu.bdSeqMetric(3))
                .addMetrics(Payload.Metric.newBuilder()
                        .setName("Motor/Speed")
                        .setAlias(7)
                        .setTimestamp(999)
                        .setDatatype(Datatype.FLOAT.number())
                        .setIsHistorical(true)
                        .setIsTransient(true)
                        .setFloatValue(12.5f))
                .build()
                .toByteArray();

        assertThat(plant.reads("spBv1.0/g/DBIRTH/e/d", payload))
                .isEqualTo(json("{'type':'DBIRTH','group':'g','edge':'e','device':'d','timestamp':1000,'seq':7,"
                        + "'uuid':'u','body':'aGk=',"
                        + "'metrics':[{'name':'bdSeq','timestamp':1000,'datatype':'Int64','value':3},"
                        + "{'name':'Motor/Speed','alias':7,'timestamp':999,'datatype':'Float','historical':true,"
                        + "'transient':true,'value':12.5}],"
                        + "'values':{'bdSeq':3,'Motor/Speed':12.5},'bdSeq':3}"));
    }

    @Test
    void valuesHasTheLastOfEachNameButNotAHistoricalOneIfThereIsAnother() {
        var payload = Tahu.payload(
                0,
                m -> m.setName("a").setDatatype(3).setIntValue(1),
                m -> m.setName("a").setDatatype(3).setIntValue(2),
                m -> m.setName("a").setDatatype(3).setIsHistorical(true).setIntValue(3),
                m -> m.setName("b").setDatatype(3).setIsHistorical(true).setIntValue(4),
                m -> m.setName("b").setDatatype(3).setIsHistorical(true).setIntValue(5));

        var document = plant.reads(NBIRTH, payload);

        assertThat(document.at("/metrics")).hasSize(5);
        assertThat(document.at("/values")).isEqualTo(json("{'a':2,'b':5}"));
    }

    @Test
    void aDataSetIsATable() throws Exception {
        var table = new DataSet.DataSetBuilder(2)
                .addColumnName("at")
                .addColumnName("what")
                .addType(DataSetDataType.Int8)
                .addType(DataSetDataType.String)
                .addRow(new Row.RowBuilder()
                        .addValue(new Value<>(DataSetDataType.Int8, (byte) -1))
                        .addValue(new Value<>(DataSetDataType.String, "on"))
                        .createRow())
                .addRow(new Row.RowBuilder()
                        .addValue(new Value<>(DataSetDataType.Int8, (byte) 1))
                        .addValue(new Value<>(DataSetDataType.String, ""))
                        .createRow())
                .createDataSet();

        assertThat(plant.reads(NBIRTH, Tahu.encoded(MetricDataType.DataSet, table))
                        .at("/values/m"))
                .isEqualTo(json("{'columns':['at','what'],'types':['Int8','String'],'rows':[[-1,'on'],[1,'']]}"));
    }

    @Test
    void aTemplateIsItsMetricsAndAmongTheValuesAnObject() throws Exception {
        var template = new Template.TemplateBuilder()
                .version("v1")
                .templateRef("Motor")
                .definition(false)
                .addParameter(new Parameter("pole pairs", ParameterDataType.Int32, 4))
                .addMetric(Tahu.metric("rpm", MetricDataType.Int32, 1450))
                .addMetric(Tahu.metric(
                        "gear",
                        MetricDataType.Template,
                        new Template.TemplateBuilder()
                                .templateRef("Gear")
                                .definition(false)
                                .addMetric(Tahu.metric("oil", MetricDataType.Boolean, true))
                                .createTemplate()))
                .createTemplate();

        var document = plant.reads(NBIRTH, Tahu.encoded(Tahu.metric("motor", MetricDataType.Template, template)));

        assertThat(document.at("/values")).isEqualTo(json("{'motor':{'rpm':1450,'gear':{'oil':true}}}"));
        var value = document.at("/metrics/0/value");
        assertThat(value.at("/template").textValue()).isEqualTo("Motor");
        assertThat(value.at("/version").textValue()).isEqualTo("v1");
        assertThat(value.at("/definition").booleanValue()).isFalse();
        assertThat(value.at("/parameters")).isEqualTo(json("{'pole pairs':4}"));
        assertThat(value.at("/metrics/0/name").textValue()).isEqualTo("rpm");
        assertThat(value.at("/metrics/1/value/metrics/0/value").booleanValue()).isTrue();
    }

    @Test
    void propertiesAndMetadataAreObjects() throws Exception {
        var properties = new PropertySet();
        properties.setProperty("unit", new PropertyValue<>(PropertyDataType.String, "rpm"));
        properties.setProperty("low", new PropertyValue<>(PropertyDataType.Int16, (short) -5));
        var range = new PropertySet();
        range.setProperty("max", new PropertyValue<>(PropertyDataType.Double, 1.5));
        properties.setProperty("range", new PropertyValue<>(PropertyDataType.PropertySet, range));
        var metric = new Metric.MetricBuilder("m", MetricDataType.Int32, 1)
                .properties(properties)
                .metaData(
                        new MetaData.MetaDataBuilder().contentType("x").size(4L).createMetaData())
                .createMetric();

        var read = plant.reads(NBIRTH, Tahu.encoded(metric)).at("/metrics/0");

        assertThat(read.at("/properties")).isEqualTo(json("{'unit':'rpm','low':-5,'range':{'max':1.5}}"));
        assertThat(read.at("/metadata/contentType").textValue()).isEqualTo("x");
        assertThat(read.at("/metadata/size").longValue()).isEqualTo(4);
    }

    @Test
    void listsOfPropertySetsAreArrays() {
        var list = Payload.PropertySetList.newBuilder()
                .addPropertyset(Payload.PropertySet.newBuilder()
                        .addKeys("a")
                        .addValues(Payload.PropertyValue.newBuilder().setType(1).setIsNull(true)));
        var payload = Tahu.payload(
                0,
                m -> m.setName("m")
                        .setDatatype(3)
                        .setIntValue(1)
                        .setProperties(Payload.PropertySet.newBuilder()
                                .addKeys("all")
                                .addValues(Payload.PropertyValue.newBuilder()
                                        .setType(21)
                                        .setPropertysetsValue(list))));

        assertThat(plant.reads(NBIRTH, payload).at("/metrics/0/properties")).isEqualTo(json("{'all':[{'a':null}]}"));
    }

    @Test
    void theStateOfAHostIsJson() {
        var payload = "{\"timestamp\":5,\"online\":true,\"more\":[{}]}".getBytes(UTF_8);

        assertThat(plant.reads("spBv1.0/STATE/scada", payload))
                .isEqualTo(json("{'type':'STATE','host':'scada','timestamp':5,'online':true}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ONLINE",
                "",
                "{}",
                "{\"online\":true}",
                "{\"online\":1,\"timestamp\":1}",
                "{\"online\":true,\"timestamp\":1}x",
                "{\"online\":true,\"timestamp\":1",
                "[]",
                "{\"online\":true,\"timestamp\":99999999999999999999}",
                "{\"online\":true,\"timestamp\":1,\"online\":false}"
            })
    void anythingElseIsNoStateOfAHost(String payload) {
        assertThat(plant.faultOf("spBv1.0/STATE/scada", payload.getBytes(UTF_8)).detail())
                .contains("\"online\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices/d1",
                "spBv1.0",
                "spAv1.0/g/NDATA/e",
                "spBv1.0/g/NDATA",
                "spBv1.0/g/NDATA/e/d",
                "spBv1.0/g/DDATA/e",
                "spBv1.0/g/DDATA/e/d/x",
                "spBv1.0//NDATA/e",
                "spBv1.0/g/NDATA/",
                "spBv1.0/g/STATE/e",
                "spBv1.0/STATE/host/x",
                "spBv1.0/g/ndata/e"
            })
    void otherTopicsAreRefused(String topic) {
        var fault = plant.faultOf(topic, Tahu.payload(0));

        assertThat(fault.reason()).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(fault.detail()).startsWith("the topic is none of Sparkplug B: ");
    }

    @Test
    void whatIsNestedTooDeepIsRefused() {
        var inner = Payload.Template.newBuilder();
        for (int i = 0; i < Depth.DEEPEST; i++) {
            inner = Payload.Template.newBuilder()
                    .addMetrics(Payload.Metric.newBuilder()
                            .setName("m")
                            .setDatatype(19)
                            .setTemplateValue(inner));
        }
        var tooDeep = inner;

        var fault = plant.faultOf(
                NBIRTH, Tahu.payload(0, m -> m.setName("m").setDatatype(19).setTemplateValue(tooDeep)));

        assertThat(fault.reason()).isEqualTo(NESTING_TOO_DEEP);
        assertThat(plant.reads(
                                NBIRTH,
                                Tahu.payload(
                                        0,
                                        m -> m.setName("m")
                                                .setDatatype(19)
                                                .setTemplateValue(
                                                        tooDeep.getMetrics(0).getTemplateValue())))
                        .at("/values/m"))
                .isNotEmpty();
    }

    @Test
    void aDocumentThatGrowsTooLargeIsAFault() {
        var payload = Tahu.payload(0, m -> m.setName("m").setDatatype(12).setStringValue("x".repeat(1000)));

        var fault = plant.decoder.decode(NBIRTH, false, payload, 0, payload.length, new JsonBuffer(1500));

        assertThat(fault.reason()).isEqualTo(PAYLOAD_TOO_LARGE);
        assertThat(fault.detail()).contains("larger than Sluice takes");
    }
}
