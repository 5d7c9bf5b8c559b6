package io.countenance.lab.evaluate;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The measures as the columns of tables for people, from left to right. */
public enum MeasureColumn {
    /** How many faces were measured. */
    FACES("faces", 0, Measures::n),
    /** {@link Measures#accuracy}. */
    ACCURACY("accuracy", Measures::accuracy),
    /** {@link Measures#macroF1}. */
    MACRO_F1("macro-F1", Measures::macroF1),
    /** {@link Measures#kl}. */
    KL("KL", Measures::kl),
    /** {@link Measures#chebyshev}. */
    CHEBYSHEV("Chebyshev", Measures::chebyshev),
    /** {@link Measures#clark}. */
    CLARK("Clark", Measures::clark),
    /** {@link Measures#canberra}. */
    CANBERRA("Canberra", Measures::canberra),
    /** {@link Measures#cosine}. */
    COSINE("cosine", Measures::cosine),
    /** {@link Measures#intersection}. */
    INTERSECTION("intersection", Measures::intersection),
    /** {@link Measures#ece}. */
    ECE("ECE", Measures::ece),
    /** {@link Measures#fer2013Accuracy}. */
    FER2013("FER2013", MeasureColumn::fer2013);

    private final String header;
    private final int decimals;
    private final ToDoubleFunction<Measures> value;

    MeasureColumn(String header, ToDoubleFunction<Measures> value) {
        this(header, 4, value);
    }

    MeasureColumn(String header, int decimals, ToDoubleFunction<Measures> value) {
        this.header = header;
        this.decimals = decimals;
        this.value = value;
    }

    private static double fer2013(Measures measures) {
        @Nullable Double accuracy = measures.fer2013Accuracy();
        return accuracy == null ? Double.NaN : accuracy;
    }

    /** What stands over it. */
    public String header() {
        return header;
    }

    /** The cell of a row; a dash where it was not measured. */
    public String text(Measures measures) {
        double number = value.applyAsDouble(measures);
        return Double.isNaN(number)
                ? "–"
                : String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
