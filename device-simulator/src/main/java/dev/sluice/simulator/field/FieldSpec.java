package dev.sluice.simulator.field;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.simulator.telemetry.Complaint;
import java.util.List;

/** What a scenario says of one field. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @Type(value = WalkField.class, name = "walk"),
    @Type(value = SineField.class, name = "sine"),
    @Type(value = EnumField.class, name = "enum"),
    @Type(value = BoolField.class, name = "bool"),
    @Type(value = CounterField.class, name = "counter"),
    @Type(value = GpsField.class, name = "gps"),
    @Type(value = SeqField.class, name = "seq"),
    @Type(value = TimeField.class, name = "time"),
    @Type(value = DeviceField.class, name = "device"),
    @Type(value = SiteField.class, name = "site"),
    @Type(value = ConstantField.class, name = "constant")
})
public sealed interface FieldSpec
        permits WalkField,
                SineField,
                EnumField,
                BoolField,
                CounterField,
                GpsField,
                SeqField,
                TimeField,
                DeviceField,
                SiteField,
                ConstantField {

    /** What is wrong with it; paths begin with the field's own keys. */
    List<Complaint> complaints();

    /**
     * The value, once nothing is wrong.
     *
     * @param key of its random numbers: another one for each field of a seed
     */
    Value value(long key);
}
