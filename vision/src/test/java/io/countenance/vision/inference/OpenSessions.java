package io.countenance.vision.inference;

import io.countenance.vision.expression.ModelFile;

/** Tells tests in other packages what is open. */
public final class OpenSessions {

    private OpenSessions() {}

    /** How many share the native session of a model in this process; with none it is freed. */
    public static int users(ModelFile model) {
        return SharedSession.users(model.sha256());
    }
}
