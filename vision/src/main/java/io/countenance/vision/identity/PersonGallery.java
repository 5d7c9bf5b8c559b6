package io.countenance.vision.identity;

import java.util.ArrayList;
import java.util.List;

/**
 * The persons that one camera remembers, some 2 kB each. Mutable, for one thread at a time; Flink
 * checkpoints it as a POJO, which is why its fields are public.
 */
public final class PersonGallery {

    /** By number. */
    public List<KnownPerson> persons = new ArrayList<>();

    /** Nobody. */
    public PersonGallery() {}
}
