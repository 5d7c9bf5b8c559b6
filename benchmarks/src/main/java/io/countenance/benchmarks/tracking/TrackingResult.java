package io.countenance.benchmarks.tracking;

/**
 * How well the persons of one kind of scene were followed, over all seeds.
 *
 * @param heads whose they are: {@code sample} or {@code given}
 * @param identity what makes a person the same one, {@code tracker.identity} of the job
 * @param scene what happens
 * @param hidden whether faces are hidden or out of sight for a while
 * @param videos how many, a seed each
 * @param persons in truth
 * @param ids that were given out, counting only those of faces that count
 * @param faces in truth, half of them visible or more
 * @param found true faces that were found
 * @param wrong found faces that are none
 * @param switches ids that a person's face changed to
 * @param mota multiple object tracking accuracy
 * @param idf1 identity F1
 * @param leastIdf1 of the video where it is lowest
 * @param hota higher order tracking accuracy
 * @param detection its part for detection
 * @param association its part for association
 * @param localisation mean overlap of right faces
 * @param returns how often a person came back after having left the picture
 * @param refound how often under the id of before
 * @param merged how often somebody came under an id that somebody else had had
 */
record TrackingResult(
        String heads,
        String identity,
        String scene,
        boolean hidden,
        int videos,
        int persons,
        int ids,
        int faces,
        int found,
        int wrong,
        int switches,
        double mota,
        double idf1,
        double leastIdf1,
        double hota,
        double detection,
        double association,
        double localisation,
        int returns,
        int refound,
        int merged) {

    static TrackingResult of(
            String heads,
            String identity,
            SceneKind kind,
            ScoreSheet all,
            ReturnScore returned,
            int videos,
            double leastIdf1) {
        ClearMot clear = ClearMot.of(all);
        Hota hota = Hota.of(all);
        return new TrackingResult(
                heads,
                identity,
                kind.text(),
                kind.hidden(),
                videos,
                all.truePersons(),
                all.foundPersons(),
                all.trueFaces(),
                clear.found(),
                clear.wrong(),
                clear.switches(),
                clear.mota(),
                IdentityScore.of(all).idf1(),
                leastIdf1,
                hota.hota(),
                hota.detection(),
                hota.association(),
                hota.localisation(),
                returned.returns(),
                returned.refound(),
                returned.merged());
    }
}
