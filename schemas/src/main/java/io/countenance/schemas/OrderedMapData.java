package io.countenance.schemas;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.specific.SpecificData;

/** Avro's data model, with maps that keep the order in which they were written. */
final class OrderedMapData extends SpecificData {

    OrderedMapData() {
        super(OrderedMapData.class.getClassLoader());
        addLogicalTypeConversion(new TimestampMillisConversion());
    }

    @Override
    public Object newMap(Object old, int size) {
        if (old instanceof Map<?, ?> map) {
            map.clear();
            return map;
        }
        return new LinkedHashMap<>(size);
    }
}
