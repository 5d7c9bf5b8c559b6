package io.countenance.job.track;

import io.countenance.vision.identity.PersonGallery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/** A camera's gallery, read from state only when asked for. */
final class LoadedGallery implements Supplier<PersonGallery> {

    private final ValueState<PersonGallery> state;
    private @Nullable PersonGallery gallery;

    LoadedGallery(ValueState<PersonGallery> state) {
        this.state = state;
    }

    @Override
    public PersonGallery get() {
        if (gallery == null) {
            try {
                gallery = state.value();
            } catch (IOException e) {
                throw new UncheckedIOException("The gallery cannot be read from state", e);
            }
            gallery = gallery == null ? new PersonGallery() : gallery;
        }
        return gallery;
    }

    /** Writes it back where it was read; returns whether it was. */
    boolean store() throws IOException {
        if (gallery == null) {
            return false;
        }
        state.update(gallery);
        return true;
    }
}
